/** Who made and changed an offer, when, and what. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { dateAndClock } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { linesOf, type OfferChange } from './changes.ts'
import styles from './offers.module.css'

const PAGE = 20

export function OfferChanges({ offerId }: { readonly offerId: string }) {
  const t = useText({ ko, en })
  const changes = useInfiniteQuery({
    queryKey: ['GET /v1/offers/{offerId}/changes', { offerId }],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/offers/{offerId}/changes', {
        params: { offerId },
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    ...byCursor,
  })
  return (
    <Section title={t.changes}>
      <Endless
        query={changes}
        loading={<Loading count={2} />}
        empty={<p className={styles.soft}>{t.changesEmpty}</p>}
      >
        {(rows) => (
          <Rows label={t.changes}>
            {rows.map((change) => (
              <ChangeRow key={change.id} change={change} />
            ))}
          </Rows>
        )}
      </Endless>
    </Section>
  )
}

function ChangeRow({ change }: { readonly change: OfferChange }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const who = { person: t.byGone, key: t.byKey, system: t.bySystem }[change.byKind]
  const lines = linesOf(change, now, language)
  return (
    <Row
      title={lines.length === 1 ? lines[0] : lines.map((line) => <div key={line}>{line}</div>)}
      detail={`${change.byName ?? who} · ${dateAndClock(new Date(change.changedAt), now, language)}`}
    />
  )
}
