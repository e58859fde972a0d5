/** What was accepted without a connection and does not count: shown until the owner settles it. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { clock, won } from '../../../parts/format.ts'
import { refusalWords } from '../../../parts/refusal-words.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'
import { offline as en } from '../../../text/en/offline.ts'
import { offline as ko } from '../../../text/ko/offline.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import styles from './Flagged.module.css'

type FlaggedRow = ItemOf<ReplyTo<'GET /v1/places/{placeId}/offline-acceptances'>>
const SHOWN_MAX = 20

export function Flagged({ placeId }: { readonly placeId: string }) {
  const t = useText({ ko, en })
  const { role } = useShop()
  const { data } = useQuery(
    ask('GET /v1/places/{placeId}/offline-acceptances', {
      params: { placeId },
      query: { show: 'open', limit: SHOWN_MAX },
    }),
  )
  if (!data || data.items.length === 0) return null
  return (
    <Section title={t.flagged} hint={t.flaggedHint}>
      <Rows label={t.flagged}>
        {data.items.map((row) => (
          <FlaggedItem key={row.id} row={row} isOwner={role === 'owner'} />
        ))}
      </Rows>
      {role !== 'owner' && <p className={styles.soft}>{t.staffHint}</p>}
    </Section>
  )
}

function FlaggedItem({ row, isOwner }: { readonly row: FlaggedRow; readonly isOwner: boolean }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const settle = useSave<'borne' | 'mistake'>({
    run: (resolution) =>
      call('POST /v1/offline-acceptances/{acceptanceId}/resolution', {
        params: { acceptanceId: row.id },
        body: { resolution },
      }),
    done: t.settled,
    after: () => refresh('GET /v1/places/{placeId}/offline-acceptances'),
  })
  const discount = won(row.discountMinor + row.extrasMinor, language)
  const offer = row.offerTitle ?? t.unknownOffer
  const why = refusalWords({ code: row.reason ?? '', says: '', more: {} }, now, language).says
  return (
    <li className={styles.item}>
      <span className={styles.words}>
        <span className={styles.title}>{t.flaggedRow(discount, offer)}</span>
        <span className={styles.soft}>
          {t.flaggedDetail(clock(new Date(row.acceptedAt), language), row.tillLabel)}
        </span>
        <span className={styles.soft}>{why}</span>
      </span>
      {isOwner && (
        <span className={styles.ways}>
          {(['borne', 'mistake'] as const).map((resolution) => (
            <Button
              key={resolution}
              variant="default"
              h={44}
              loading={settle.isPending && settle.variables === resolution}
              aria-label={`${discount} ${offer} ${t[resolution]}`}
              onClick={() => settle.mutate(resolution)}
            >
              {t[resolution]}
            </Button>
          ))}
        </span>
      )}
    </li>
  )
}
