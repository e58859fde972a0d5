/** 시작: everything on one page, how much at most, and why some are left out. */
import { NumberInput, SegmentedControl, Switch } from '@mantine/core'
import { won } from '../../../parts/format.ts'
import { merchantCampaignNew as en } from '../../../text/en/merchant-campaign-new.ts'
import { merchantCampaignNew as ko } from '../../../text/ko/merchant-campaign-new.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card } from '../../../ui/Section.tsx'
import type { CampaignPlan } from '../shapes.ts'
import {
  campaignSteps,
  costMinorMax,
  firstForm,
  waitsAround,
  type CampaignStep,
} from './campaign-form.ts'
import type { StepProps } from './OfferStep.tsx'
import styles from './steps.module.css'
import { audienceTitle, offerSentence, timesText, triggerTitle } from './words.ts'
import { distance } from '../../../parts/format.ts'

const RUN_WEEKS = [1, 2, 4, 8]

type Props = StepProps & {
  readonly plan: CampaignPlan
  readonly onEdit: (step: CampaignStep) => void
}

export function StartStep({ form, onChange, plan, onEdit }: Props) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const cost = costMinorMax(form)
  const when = [
    triggerTitle(form.trigger, language),
    waitsAround(form.trigger) ? distance(form.radiusMeters) : '',
    timesText(plan, language),
  ]
  const rows = [
    { step: 'offer', title: offerSentence(form, language), detail: t.summaryGive },
    { step: 'audience', title: audienceTitle(form.audience, language), detail: t.summaryWho },
    { step: 'trigger', title: when.filter(Boolean).join(' · '), detail: t.summaryWhen },
    { step: 'message', title: plan.message.title, detail: t.messageTitle },
  ] as const
  return (
    <>
      <Rows label={t.startQuestion}>
        {rows
          .filter(({ step }) => campaignSteps.includes(step))
          .map(({ step, title, detail }) => (
            <Row key={step} title={title} detail={detail} onGo={() => onEdit(step)} />
          ))}
      </Rows>
      <div>
        <p className={styles.label}>{t.runDays}</p>
        <SegmentedControl
          fullWidth
          size="md"
          aria-label={t.runDays}
          value={String(form.runDays / 7)}
          onChange={(weeks) => onChange({ runDays: Number(weeks) * 7 })}
          data={RUN_WEEKS.map((weeks) => ({ value: String(weeks), label: t.runWeeks(weeks) }))}
        />
      </div>
      <NumberInput
        label={t.couponsMax}
        description={t.capDaysText(form.capDays)}
        inputMode="numeric"
        thousandSeparator=","
        suffix={t.couponsUnit}
        allowDecimal={false}
        allowNegative={false}
        step={50}
        value={form.couponsMax || ''}
        onChange={(value) => onChange({ couponsMax: Number(value) || 0 })}
      />
      <p className={styles.most} aria-live="polite">
        {t.summaryMax} <b>{t.summaryCoupons(form.couponsMax)}</b>
        {cost !== null && (
          <>
            , <b className="figures">{t.summaryCost(won(cost, language))}</b>
          </>
        )}
      </p>
      <Card>
        <Switch
          checked={form.controlPercent > 0}
          label={<b>{t.control(firstForm.controlPercent)}</b>}
          onChange={({ currentTarget }) =>
            onChange({ controlPercent: currentTarget.checked ? firstForm.controlPercent : 0 })
          }
        />
        <p className={styles.soft}>{form.controlPercent > 0 ? t.controlWhy : t.controlNoneWhy}</p>
      </Card>
    </>
  )
}
