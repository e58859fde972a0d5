/** What the market takes and bears: set for all shops, from an instant on, and never for the past. */
import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { FeeList } from '../../parts/FeeList.tsx'
import { feesBy, feeSentence, noFees, type Fee, type FeeTerms } from '../../parts/fees.ts'
import { calendarDay, dayOf } from '../../parts/format.ts'
import { useNow } from '../../parts/use-now.ts'
import { useSave } from '../../parts/use-save.ts'
import { fees as en } from '../../text/en/fees.ts'
import { fees as ko } from '../../text/ko/fees.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { AmountField } from '../../ui/AmountField.tsx'
import { Card, Section } from '../../ui/Section.tsx'
import styles from './operator.module.css'

const DAY_MS = 86_400_000
const REDEMPTION_MINOR_MAX = 1_000_000

export function Fees() {
  const t = useText({ ko, en })
  const fees = useQuery(ask('GET /v1/settlement-fees'))
  return (
    <div className={styles.stack}>
      <p className={styles.soft}>{t.operatorHint}</p>
      <Answer query={fees}>
        {({ items }) => (
          <>
            <FeeList fees={items} />
            {/* What is set now is where the next begins. */}
            <NewFees key={items[0]?.startsAt ?? ''} fees={items} />
          </>
        )}
      </Answer>
    </div>
  )
}

function NewFees({ fees }: { readonly fees: readonly Fee[] }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const { present } = feesBy(fees, now)
  const begun: FeeTerms = present ?? noFees
  const [changed, setChanged] = useState<Partial<FeeTerms>>({})
  const { redemptionMinor, campaignSharePercent, automaticSharePercent } = { ...begun, ...changed }
  const asked = { redemptionMinor, campaignSharePercent, automaticSharePercent }
  const change = (part: Partial<FeeTerms>) => setChanged({ ...changed, ...part })
  const [starts, setStarts] = useState<'now' | 'later'>('now')
  const [day, setDay] = useState('')
  const tomorrow = dayOf(new Date(now.getTime() + DAY_MS))
  const isSame = feeSentence(asked, language) === feeSentence(begun, language)
  const lacksDay = starts === 'later' && day < tomorrow
  const whyNot = lacksDay ? t.pickDay : isSame && starts === 'now' ? t.same : null
  const { mutate, isPending } = useSave({
    run: () =>
      call('POST /v1/operator/settlement-fees', {
        body: {
          ...asked,
          ...(starts === 'later' && { startsAt: new Date(`${day}T00:00:00+09:00`).toISOString() }),
        },
      }),
    done: t.saved,
    after: () => refresh('GET /v1/settlement-fees'),
  })
  const says = feeSentence(asked, language)
  return (
    <Section title={t.newTitle}>
      <div className={styles.filters}>
        <AmountField
          size="md"
          label={t.redemption}
          step={50}
          max={REDEMPTION_MINOR_MAX}
          clampBehavior="strict"
          value={redemptionMinor}
          onAmount={(minor) => change({ redemptionMinor: minor })}
        />
        <PercentField
          label={t.percent}
          value={campaignSharePercent}
          onPercent={(percent) => change({ campaignSharePercent: percent })}
        />
        <PercentField
          label={t.automaticPercent}
          value={automaticSharePercent}
          onPercent={(percent) => change({ automaticSharePercent: percent })}
        />
      </div>
      <SegmentedControl
        size="md"
        aria-label={t.starts}
        value={starts}
        onChange={setStarts}
        data={[
          { value: 'now', label: t.startsNow },
          { value: 'later', label: t.startsLater },
        ]}
      />
      {starts === 'later' && (
        <TextInput
          type="date"
          size="md"
          label={t.day}
          min={tomorrow}
          value={day}
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
        />
      )}
      <Card tone="accent">
        <p className={styles.soft}>{t.reads}</p>
        <p className={styles.reads} aria-live="polite">
          {lacksDay
            ? says
            : `${starts === 'now' ? t.fromNow : t.from(calendarDay(day, language))}: ${says}`}
        </p>
      </Card>
      <p className={styles.soft} id="fees-for-good">
        {whyNot ?? t.forGood}
      </p>
      <div className={styles.buttons}>
        <Button
          h={52}
          disabled={whyNot !== null}
          aria-describedby="fees-for-good"
          loading={isPending}
          onClick={() => mutate()}
        >
          {t.save}
        </Button>
      </div>
    </Section>
  )
}

function PercentField({
  label,
  value,
  onPercent,
}: {
  readonly label: string
  readonly value: number
  readonly onPercent: (percent: number) => void
}) {
  return (
    <NumberInput
      size="md"
      label={label}
      suffix="%"
      min={0}
      max={100}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      value={value}
      onChange={(next) => onPercent(Number(next) || 0)}
    />
  )
}
