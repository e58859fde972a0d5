/** 요금제: what may still be sent this month, what it costs, another plan, and the invoices. */
import { useQuery } from '@tanstack/react-query'
import { IconReceipt } from '@tabler/icons-react'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date, won } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { InvoiceRows } from '../../../parts/InvoiceRows.tsx'
import {
  leftOf,
  planName,
  planSentence,
  wayLineWords,
  type Plan,
} from '../../../parts/plan-words.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { plans as en } from '../../../text/en/plans.ts'
import { ways as waysEn } from '../../../text/en/ways.ts'
import { plans as ko } from '../../../text/ko/plans.ts'
import { ways as waysKo } from '../../../text/ko/ways.ts'
import { counted } from '../../../text/figures.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import styles from './channel.module.css'

type ShopPlan = ReplyTo<'GET /v1/merchants/{merchantId}/plan'>

const INVOICES_SHOWN = 24

export function PlanScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.channel(shop.id))
  const isOwner = shop.role === 'owner'
  const params = { merchantId: shop.id }
  const mine = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/plan', { params }),
    enabled: isOwner,
  })
  const offered = useQuery({ ...ask('GET /v1/channel-plans'), enabled: isOwner })
  return (
    <Page title={t.title} onBack={back}>
      <OwnerOnly>
        <Answer query={mine} loading={<Loading kind="page" />}>
          {(it) => (
            <>
              <Standing mine={it} />
              <Answer query={offered}>{({ items }) => <Choose mine={it} plans={items} />}</Answer>
              <Steps plan={it.plan} />
              {it.wayCharges.length > 0 && <WayCharges charges={it.wayCharges} />}
              <Invoices plans={offered.data?.items ?? []} />
            </>
          )}
        </Answer>
      </OwnerOnly>
    </Page>
  )
}

function Standing({ mine }: { readonly mine: ShopPlan }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const { plan, next, used, hasRoom, nextFeeMinor } = mine
  const left = leftOf(plan, used)
  const says = hasRoom
    ? left === null
      ? t.saysUnlimited
      : t.saysRoom(t.units[plan.unit](counted(left)))
    : t.saysSpent
  return (
    <Card>
      <p className={styles.sentence} aria-live="polite">
        {says}
      </p>
      <p className={styles.plain}>
        {nextFeeMinor === 0 ? t.free : t.cost(won(nextFeeMinor, language))}
      </p>
      <p className={styles.soft}>
        {t.present}: {planName(plan, language)} · {planSentence(plan, t, language)}
      </p>
      {next && (
        <p className={styles.plain}>
          {t.next(planName(next.plan, language), date(new Date(next.startsAt), now, language))}
        </p>
      )}
    </Card>
  )
}

function Choose({ mine, plans }: { readonly mine: ShopPlan; readonly plans: readonly Plan[] }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const standing = (mine.next?.plan ?? mine.plan).id
  const [picked, setPicked] = useState<string | null>(null)
  const chosen = picked ?? standing
  const plan = plans.find(({ id }) => id === chosen)
  const save = useSave({
    run: () =>
      call('PUT /v1/merchants/{merchantId}/plan', {
        params: { merchantId: shop.id },
        body: { planId: chosen },
      }),
    done: t.chosen,
    after: () => refresh('GET /v1/merchants/{merchantId}/plan'),
  })
  return (
    <Section title={t.choose} hint={t.chooseHint}>
      <ChoiceCards
        label={t.choose}
        value={chosen}
        onChoose={setPicked}
        choices={plans.map((each) => ({
          value: each.id,
          title: planName(each, language),
          hint: planSentence(each, t, language),
        }))}
      />
      <p className={styles.soft}>{t.included}</p>
      {plan && chosen !== standing && (
        <BigButton loading={save.isPending} onClick={() => save.mutate()}>
          {chosen === mine.plan.id
            ? t.stays(planName(plan, language))
            : t.take(planName(plan, language))}
        </BigButton>
      )}
    </Section>
  )
}

function Steps({ plan }: { readonly plan: Plan }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [first] = plan.steps
  if (!first) return null
  return (
    <Section title={t.steps} hint={`${t.stepsFree(counted(first.friendsFrom))} ${t.stepsHint}`}>
      <Rows label={t.steps}>
        {plan.steps.map(({ friendsFrom, feesMinor }) => (
          <Row
            key={friendsFrom}
            title={t.friendsFrom(counted(friendsFrom))}
            detail={t.stepSays(
              won(feesMinor[0] ?? 0, language),
              feesMinor.length,
              won(feesMinor.at(-1) ?? 0, language),
            )}
          />
        ))}
      </Rows>
    </Section>
  )
}

/** What got through beside the inbox, and no invoice holds yet. */
function WayCharges({ charges }: { readonly charges: ShopPlan['wayCharges'] }) {
  const t = useText({ ko, en })
  const { names } = useText({ ko: waysKo, en: waysEn })
  const { language } = useLanguage()
  const totalMinor = charges.reduce((sum, each) => sum + each.pieces * each.priceMinor, 0)
  return (
    <Section title={t.ways} hint={t.waysHint}>
      <Rows label={t.ways}>
        {charges.map((each) => (
          <Row
            key={`${each.way}/${each.priceMinor}`}
            title={wayLineWords(each, names[each.way], t, language)}
            end={<span className="figures">{won(each.pieces * each.priceMinor, language)}</span>}
          />
        ))}
        {charges.length > 1 && <Row title={<b>{t.total(won(totalMinor, language))}</b>} />}
      </Rows>
    </Section>
  )
}

function Invoices({ plans }: { readonly plans: readonly Plan[] }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const query = useQuery(
    ask('GET /v1/merchants/{merchantId}/channel-invoices', {
      params: { merchantId: shop.id },
      query: { limit: INVOICES_SHOWN },
    }),
  )
  return (
    <Section title={t.invoices}>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconReceipt} title={t.invoicesEmpty}>
              {t.invoicesEmptyBody}
            </EmptyState>
          ) : (
            <InvoiceRows invoices={items} plans={plans} />
          )
        }
      </Answer>
    </Section>
  )
}
