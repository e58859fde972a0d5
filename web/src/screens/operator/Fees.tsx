/** What the market takes and bears: set for all shops, from an instant on, and never for the past. */
import { Button, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { FeeList } from '../../parts/FeeList.tsx'
import { feesBy, feeSentence, type Fee } from '../../parts/fees.ts'
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
  const [redemptionMinor, setRedemption] = useState(present?.redemptionMinor ?? 0)
  const [campaignSharePercent, setPercent] = useState(present?.campaignSharePercent ?? 0)
  const [starts, setStarts] = useState<'now' | 'later'>('now')
  const [day, setDay] = useState('')
  const asked = { redemptionMinor, campaignSharePercent }
  const tomorrow = dayOf(new Date(now.getTime() + DAY_MS))
  const isSame =
    redemptionMinor === (present?.redemptionMinor ?? 0) &&
    campaignSharePercent === (present?.campaignSharePercent ?? 0)
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
  const from = starts === 'now' ? t.fromNow : t.from(calendarDay(day, language))
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
          onAmount={setRedemption}
        />
        <NumberInput
          size="md"
          label={t.percent}
          suffix="%"
          min={0}
          max={100}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          value={campaignSharePercent}
          onChange={(value) => setPercent(Number(value) || 0)}
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
          {lacksDay ? says : `${from}: ${says}`}
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
