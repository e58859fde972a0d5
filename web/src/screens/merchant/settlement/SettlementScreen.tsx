/** 정산: what the market and the shop owe each other, month by month, with every line behind it. */
import { Button, Select } from '@mantine/core'
import { IconDownload, IconReceipt } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { FeeList } from '../../../parts/FeeList.tsx'
import { dateAndClock, won } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { Price } from '../../../parts/Price.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'
import { fees as feesEn } from '../../../text/en/fees.ts'
import { merchantSettlement as en } from '../../../text/en/merchant-settlement.ts'
import { fees as feesKo } from '../../../text/ko/fees.ts'
import { merchantSettlement as ko } from '../../../text/ko/merchant-settlement.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { monthParts, owing, sumsOf } from './month.ts'
import styles from './SettlementScreen.module.css'

type Month = ItemOf<ReplyTo<'GET /v1/merchants/{merchantId}/settlements'>>
type Settlement = ReplyTo<'GET /v1/merchants/{merchantId}/settlements/{month}'>
type Line = ItemOf<ReplyTo<'GET /v1/merchants/{merchantId}/settlements/{month}/lines'>>

/** The rest is in the file. */
const LINES_SHOWN = 100

export function SettlementScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.settings(shop.id))
  const params = { merchantId: shop.id }
  const months = useQuery({
    ...ask('GET /v1/merchants/{merchantId}/settlements', { params }),
    enabled: shop.role !== 'staff',
  })
  return (
    <Page title={t.title} onBack={back}>
      <OwnerOnly>
        <Answer query={months} loading={<Loading kind="page" />}>
          {({ items }) => <Months months={items} />}
        </Answer>
      </OwnerOnly>
    </Page>
  )
}

function Fees() {
  const t = useText({ ko: feesKo, en: feesEn })
  const fees = useQuery(ask('GET /v1/settlement-fees'))
  return (
    <Section title={t.title} hint={t.ownerHint}>
      <Answer query={fees}>{({ items }) => <FeeList fees={items} />}</Answer>
    </Section>
  )
}

function Months({ months }: { readonly months: readonly Month[] }) {
  const t = useText({ ko, en })
  const [chosen, setChosen] = useState<string | null>(null)
  const month = chosen ?? months[0]?.month ?? ''
  const nameOf = (name: string) => {
    const { year, month: number } = monthParts(name)
    return t.monthName(year, number)
  }
  return (
    <>
      <Select
        label={t.month}
        size="md"
        allowDeselect={false}
        data={months.map((it) => ({ value: it.month, label: nameOf(it.month) }))}
        value={month}
        onChange={setChosen}
      />
      {month !== '' && <OneMonth key={month} month={month} />}
    </>
  )
}

function OneMonth({ month }: { readonly month: string }) {
  const shop = useShop()
  const params = { merchantId: shop.id, month }
  const settlement = useQuery(ask('GET /v1/merchants/{merchantId}/settlements/{month}', { params }))
  const lines = useQuery(
    ask('GET /v1/merchants/{merchantId}/settlements/{month}/lines', {
      params,
      query: { limit: LINES_SHOWN },
    }),
  )
  return (
    <>
      <Answer query={settlement} loading={<Loading kind="page" />}>
        {(it) => <Sums settlement={it} />}
      </Answer>
      <Fees />
      <Answer query={lines}>
        {({ items, nextCursor }) => (
          <Lines month={month} lines={items} isMore={nextCursor !== null} />
        )}
      </Answer>
    </>
  )
}

function Sums({ settlement }: { readonly settlement: Settlement }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { openingMinor, closingMinor, netMinor, uses, billMinor, fee } = settlement
  const hints = {
    fee: t.feeHint(won(fee.redemptionMinor, language)),
    share: t.shareHint(fee.campaignSharePercent),
    feeBack: t.feeBackHint(settlement.reversals),
    shareBack: t.feeBackHint(settlement.reversals),
  }
  const isFree =
    fee.redemptionMinor === 0 && fee.campaignSharePercent === 0 && fee.automaticSharePercent === 0
  const who = owing(closingMinor)
  return (
    <>
      <Card>
        <p className={styles.sentence} aria-live="polite">
          {who === 'even' ? t.even : t[who](won(Math.abs(closingMinor), language))}
        </p>
        {uses > 0 && <p className={styles.more}>{t.uses(uses, won(billMinor, language))}</p>}
        {isFree && <p className={styles.more}>{t.noFees}</p>}
      </Card>
      <Section title={t.sums}>
        <Rows label={t.sums}>
          <Row title={t.opening} end={<Signed minor={openingMinor} />} />
          {sumsOf(settlement).map(({ name, minor }) => (
            <Row key={name} title={t[name]} detail={hints[name]} end={<Signed minor={minor} />} />
          ))}
          <Row title={<b>{t.net}</b>} end={<Signed minor={netMinor} isStrong />} />
          <Row title={<b>{t.closing}</b>} end={<Signed minor={closingMinor} isStrong />} />
        </Rows>
      </Section>
    </>
  )
}

function Signed({
  minor,
  isStrong = false,
}: {
  readonly minor: number
  readonly isStrong?: boolean
}) {
  return (
    <span className={styles.amount} data-strong={isStrong}>
      {minor > 0 ? '+' : ''}
      <Price minor={minor} />
    </span>
  )
}

function Lines({
  month,
  lines,
  isMore,
}: {
  readonly month: string
  readonly lines: readonly Line[]
  readonly isMore: boolean
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const now = useNow(60)
  if (lines.length === 0) {
    return (
      <EmptyState icon={IconReceipt} title={t.emptyTitle}>
        {t.emptyBody}
      </EmptyState>
    )
  }
  return (
    <Section title={t.lines} {...(isMore && { hint: t.linesHint(lines.length) })}>
      <Button
        component="a"
        href={`/v1/merchants/${shop.id}/settlements/${month}/lines.csv?language=${language}`}
        download
        variant="default"
        h={48}
        leftSection={<IconDownload size={20} aria-hidden />}
      >
        {t.csv}
      </Button>
      <Rows label={t.lines}>
        {lines.map((line) => (
          <Row
            key={`${line.redemptionId}/${line.kind}`}
            title={`${line.offerTitle} · ${t[line.kind]}`}
            detail={`${dateAndClock(new Date(line.at), now, language)} · ${t.lineDetail(
              won(line.billMinor, language),
              won(line.discountMinor, language),
            )}`}
            end={<Signed minor={line.netMinor} />}
          />
        ))}
      </Rows>
    </Section>
  )
}
