/** The last look: how it will read, whom it reaches by the gate's word, and what it costs. */
import { Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { calendarDay, won } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { planName, planSentence } from '../../../parts/plan-words.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { plans as plansEn } from '../../../text/en/plans.ts'
import { counted } from '../../../text/figures.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { plans as plansKo } from '../../../text/ko/plans.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { audienceLine } from './audience-words.ts'
import { BlockWarning } from './BlockWarning.tsx'
import { BroadcastCard } from './BroadcastCard.tsx'
import { audienceOf, contentOf, CONTROL_PERCENT, type BroadcastForm } from './broadcast-form.ts'
import styles from './channel.module.css'
import type { StepProps } from './ContentStep.tsx'
import { useAudienceWording } from './use-audience-wording.ts'

export function CheckStep({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const whens = { now: t.nowTitle, at: t.atTitle, wall: t.wallTitle }
  const params = { merchantId: useShop().id }
  const channel = useQuery(ask('GET /v1/merchants/{merchantId}/channel', { params }))
  const only = audienceLine(audienceOf(form), useAudienceWording())
  const clock = `${calendarDay(form.day || '2026-01-01', language)} ${form.time}`
  return (
    <div className={styles.form}>
      {channel.data && <BlockWarning channel={channel.data} />}
      <BroadcastCard content={contentOf(form)} />
      <Rows>
        <Row title={only ?? t.everyone} detail={t.check.audience} />
        <Row
          title={form.when === 'now' ? t.nowTitle : clock}
          detail={form.when === 'now' ? t.nowHint : whens[form.when]}
        />
        <Cost />
      </Rows>
      <Trial form={form} />
      <Switch
        size="md"
        label={<b>{t.control(CONTROL_PERCENT)}</b>}
        description={form.controlPercent > 0 ? t.controlWhy : t.controlNoneWhy}
        checked={form.controlPercent > 0}
        onChange={({ currentTarget }) =>
          onChange({ controlPercent: currentTarget.checked ? CONTROL_PERCENT : 0 })
        }
      />
    </div>
  )
}

function Cost() {
  const t = useText({ ko, en })
  const words = useText({ ko: plansKo, en: plansEn })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const { data } = useQuery(
    ask('GET /v1/merchants/{merchantId}/plan', { params: { merchantId: shop.id } }),
  )
  if (!data) return <Row title="…" detail={t.check.cost} />
  const { plan, nextFeeMinor, hasRoom } = data
  const cost = nextFeeMinor === 0 ? t.costFree : t.cost(won(nextFeeMinor, language))
  return (
    <>
      <Row title={cost} detail={t.check.cost} />
      <Row
        title={hasRoom ? planName(plan, language) : words.saysSpent}
        detail={planSentence(plan, words, language)}
        end={
          !hasRoom && (
            <Button variant="default" mih={44} onClick={() => go(links.channelPlan(shop.id))}>
              {t.toPlan}
            </Button>
          )
        }
      />
    </>
  )
}

function Trial({ form }: { readonly form: BroadcastForm }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const body = { audience: audienceOf(form), controlPercent: form.controlPercent }
  const path = 'POST /v1/merchants/{merchantId}/broadcast-trial'
  const trial = useQuery({
    queryKey: [path, shop.id, JSON.stringify(body)],
    queryFn: ({ signal }) => call(path, { params: { merchantId: shop.id }, body, signal }),
  })
  return (
    <Section title={t.trial}>
      <Answer query={trial}>
        {({ outcomes, isFew: isTooFew, isWhole }) => (
          <Card>
            {isTooFew ? (
              <p className={styles.soft}>{t.trialFew}</p>
            ) : (
              <ul className={styles.rows} aria-label={t.trial}>
                {outcomes.map(({ outcome, people, isFew }) => (
                  <li key={outcome}>
                    <span>{t.outcome[outcome] ?? outcome}</span>
                    <b className="figures">{isFew ? t.few : t.about(t.people(counted(people)))}</b>
                  </li>
                ))}
              </ul>
            )}
            {!isWhole && <p className={styles.soft}>{t.trialPart}</p>}
          </Card>
        )}
      </Answer>
    </Section>
  )
}
