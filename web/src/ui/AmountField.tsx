/** Money as a field: 12,000 with its unit, whole numbers only. */
import { NumberInput, type NumberInputProps } from '@mantine/core'
import { useLanguage } from '../text/language.tsx'

export function AmountField({
  value,
  onAmount,
  ...rest
}: Omit<NumberInputProps, 'value' | 'onChange'> & {
  readonly value: number
  readonly onAmount: (amountMinor: number) => void
}) {
  const { language } = useLanguage()
  return (
    <NumberInput
      {...(language === 'ko' ? { suffix: '원' } : { prefix: '₩' })}
      inputMode="numeric"
      thousandSeparator=","
      allowDecimal={false}
      allowNegative={false}
      min={0}
      step={500}
      clampBehavior="none"
      value={value === 0 ? '' : value}
      onChange={(next) => onAmount(typeof next === 'number' ? next : Number(next) || 0)}
      {...rest}
    />
  )
}
