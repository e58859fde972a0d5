/** The owner's setting: once for each proven phone number, or for each account. */
import { Switch } from '@mantine/core'
import styles from '../../parts/number.module.css'
import { numberSetting as en } from '../../text/en/number.ts'
import { numberSetting as ko } from '../../text/ko/number.ts'
import { useText } from '../../text/language.tsx'

export function NumberSwitch({
  isOn,
  onChange,
}: {
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}) {
  const t = useText({ ko, en })
  return (
    <Switch
      size="md"
      label={t.label}
      description={isOn ? t.hint : t.off}
      checked={isOn}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  )
}

/** Says so where the setting is fixed. */
export function NumberNote({ isOn }: { readonly isOn: boolean }) {
  const t = useText({ ko, en })
  return isOn ? <p className={styles.soft}>{t.label}</p> : null
}
