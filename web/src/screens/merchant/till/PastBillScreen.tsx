/** One past bill: what was bought, which offers were used, and what may come back. */
import { useQuery } from '@tanstack/react-query'
import { ask, queryClient, keyOf, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dateAndClock } from '../../../parts/format.ts'
import { useGoBack, usePathPart } from '../../../parts/go.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import { Price } from '../../../parts/Price.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { merchantBills as en } from '../../../text/en/merchant-bills.ts'
import { terms as termsEn } from '../../../text/en/terms.ts'
import { merchantBills as ko } from '../../../text/ko/merchant-bills.ts'
import { terms as termsKo } from '../../../text/ko/terms.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { BillPane } from './BillPane.tsx'
import styles from './till.module.css'

const ONE = 'GET /v1/bills/{billId}'
type SeenBill = ReplyTo<typeof ONE>

export function PastBillScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.bills(shop.id))
  const billId = usePathPart('billId')
  const bill = useQuery(ask(ONE, { params: { billId } }))
  return (
    <Page title={t.billTitle} onBack={back}>
      <Answer
        query={bill}
        loading={<Loading kind="page" />}
        refused={
          <NotHere
            title={t.notFoundTitle}
            body={t.notFoundBody}
            onward={t.toList}
            href={links.bills(shop.id)}
          />
        }
      >
        {(found) => <Seen bill={found} />}
      </Answer>
    </Page>
  )
}

function Seen({ bill }: { readonly bill: SeenBill }) {
  const t = useText({ ko, en })
  const { methods } = useText({ ko: termsKo, en: termsEn })
  const { language } = useLanguage()
  const now = useNow(60)
  const names: Readonly<Record<string, string>> = methods
  const { paymentMethod, holderName, reference } = bill
  const says = [
    t.madeAt(dateAndClock(new Date(bill.madeAt), now, language)),
    t.channels[bill.channel],
    paymentMethod === null ? null : (names[paymentMethod] ?? paymentMethod),
    holderName === null ? null : t.holder(holderName),
    reference === null ? null : t.reference(reference),
  ]
  return (
    <>
      <p className={styles.soft}>{says.filter(Boolean).join(' · ')}</p>
      <BillPane
        bill={bill}
        atMs={-Infinity}
        onNext={null}
        onBill={(after) => {
          // What was asked for by name stays known: a return changes amounts, not names.
          queryClient.setQueryData<SeenBill>(keyOf(ONE, { params: { billId: bill.id } }), {
            ...bill,
            ...after,
            redemptions: bill.redemptions,
          })
          void refresh(ONE, 'GET /v1/places/{placeId}/bills')
        }}
      />
      {bill.redemptions.length > 0 && (
        <Section title={t.used}>
          <Rows label={t.used}>
            {bill.redemptions.map((it) => (
              <Row
                key={it.redemptionId}
                title={it.offerTitle}
                end={<Price minor={it.discountMinor} />}
              />
            ))}
          </Rows>
        </Section>
      )}
    </>
  )
}
