/** 무엇을 드릴까요: the offer as a sentence, with a bill that shows what it does. */
import { Button, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { won } from '../../../parts/format.ts'
import { merchantCampaignNew as en } from '../../../text/en/merchant-campaign-new.ts'
import { merchantCampaignNew as ko } from '../../../text/ko/merchant-campaign-new.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { AmountField } from '../../../ui/AmountField.tsx'
import type { CampaignForm } from './campaign-form.ts'
import { exampleOf } from './example-bill.ts'
import styles from './steps.module.css'
import { offerSentence } from './words.ts'

export type StepProps = {
  readonly form: CampaignForm
  readonly onChange: (part: Partial<CampaignForm>) => void
}

const QUICK_AMOUNTS = [1_000, 2_000, 3_000, 5_000]
const QUICK_PERCENTS = [5, 10, 20, 30]
const VALID_DAYS = [3, 7, 14, 30]
const BILL_MINIMUMS = [0, 5_000, 10_000, 15_000, 20_000, 30_000, 50_000]

export function OfferStep({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [isMore, setMore] = useState(form.billMinorMin > 0)
  return (
    <>
      <p className={styles.sentence} aria-live="polite">
        {offerSentence(form, language)}
      </p>
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t.offerQuestion}
        value={form.kind}
        onChange={(kind) => onChange({ kind })}
        data={[
          { value: 'amount', label: t.kindAmount },
          { value: 'percent', label: t.kindPercent },
          { value: 'item', label: t.kindItem },
        ]}
      />
      {form.kind === 'amount' && (
        <>
          <AmountField
            label={t.amountOff}
            value={form.amountOffMinor}
            onAmount={(amountOffMinor) => onChange({ amountOffMinor })}
          />
          <Quick
            values={QUICK_AMOUNTS}
            value={form.amountOffMinor}
            shown={(value) => won(value, language)}
            onChoose={(amountOffMinor) => onChange({ amountOffMinor })}
          />
        </>
      )}
      {form.kind === 'percent' && (
        <>
          <NumberInput
            label={t.percentOff}
            suffix="%"
            inputMode="numeric"
            allowDecimal={false}
            allowNegative={false}
            max={100}
            value={form.percentOff || ''}
            onChange={(value) => onChange({ percentOff: Number(value) || 0 })}
          />
          <Quick
            values={QUICK_PERCENTS}
            value={form.percentOff}
            shown={(value) => `${value}%`}
            onChoose={(percentOff) => onChange({ percentOff })}
          />
          <AmountField
            label={t.discountMax}
            value={form.discountMinorMax ?? 0}
            onAmount={(amount) => onChange({ discountMinorMax: amount > 0 ? amount : null })}
          />
        </>
      )}
      {form.kind === 'item' && (
        <TextInput
          label={t.itemName}
          placeholder={t.itemPlaceholder}
          maxLength={40}
          value={form.itemName}
          onChange={({ currentTarget }) => onChange({ itemName: currentTarget.value })}
        />
      )}
      <Example form={form} />
      {isMore ? (
        <div className={styles.pair}>
          <Select
            label={t.billMin}
            allowDeselect={false}
            data={BILL_MINIMUMS.map((amount) => ({
              value: String(amount),
              label: amount === 0 ? t.billMinNone : t.billMinFrom(won(amount, language)),
            }))}
            value={String(form.billMinorMin)}
            onChange={(value) => onChange({ billMinorMin: Number(value) })}
          />
          <Select
            label={t.validDays}
            allowDeselect={false}
            data={VALID_DAYS.map((days) => ({ value: String(days), label: t.days(days) }))}
            value={String(form.validDays)}
            onChange={(value) => onChange({ validDays: Number(value) })}
          />
        </div>
      ) : (
        <Button variant="subtle" h={44} onClick={() => setMore(true)}>
          {t.moreOptions}
        </Button>
      )}
    </>
  )
}

function Quick({
  values,
  value,
  shown,
  onChoose,
}: {
  readonly values: readonly number[]
  readonly value: number
  readonly shown: (value: number) => string
  readonly onChoose: (value: number) => void
}) {
  return (
    <div className={styles.quick}>
      {values.map((one) => (
        <button
          key={one}
          type="button"
          className={styles.quickOne}
          aria-pressed={one === value}
          onClick={() => onChoose(one)}
        >
          {shown(one)}
        </button>
      ))}
    </div>
  )
}

/** A receipt: what a guest pays with it. */
function Example({ form }: { readonly form: CampaignForm }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const example = exampleOf(form)
  return (
    <div className={styles.receipt} aria-live="polite">
      <p className={styles.receiptTitle}>{t.exampleTitle}</p>
      <p className={styles.receiptRow}>
        <span>{t.exampleBill(won(example.billMinor, language))}</span>
        <span className="figures">{won(example.billMinor, language)}</span>
      </p>
      <p className={styles.receiptRow} data-off>
        <span>
          {form.kind === 'item' ? t.exampleItem(form.itemName.trim() || '…') : offerShort(form, t)}
          {example.isCapped && <small> · {t.exampleCapped}</small>}
        </span>
        <span className="figures">
          {example.discountMinor > 0 ? `−${won(example.discountMinor, language)}` : ''}
        </span>
      </p>
      <p className={styles.receiptSum}>
        <span className="figures">{t.examplePay(won(example.payMinor, language))}</span>
      </p>
    </div>
  )
}

const offerShort = (form: CampaignForm, t: typeof ko) =>
  form.kind === 'percent' ? t.offerPercent(form.percentOff) : t.kindAmount
