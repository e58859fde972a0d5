/** The SQL of `offers.offer_change`: who changed an offer, when, and what. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { PageRequest } from '../../../kernel/page.ts'
import type { Work } from '../../../platform/work.ts'
import type { Written } from '../model/change.ts'
import type { OfferState } from '../model/offer.ts'

export type OfferChange = {
  readonly id: Id<'offer-change'>
  readonly offerId: Id<'offer'>
  readonly changedAt: Date
  /** Who, as `person/…`, `key/…` or `system/…`. */
  readonly changedBy: string
  /** What moved; both are empty where the offer was made. */
  readonly before: Partial<Written>
  readonly after: Partial<Written>
}

export async function insertChange(work: Work, change: OfferChange): Promise<void> {
  await sql`
    insert into offers.offer_change (id, offer_id, changed_at, changed_by, before, after)
    values (${change.id}, ${change.offerId}, ${change.changedAt}, ${change.changedBy},
      ${JSON.stringify(change.before)}, ${JSON.stringify(change.after)})`.execute(work.tx)
}

/** What became of an offer, newest first; one more than `limit` when there are more. */
export async function changesOf(
  work: Work,
  offerId: Id<'offer'>,
  { limit, after }: PageRequest,
): Promise<readonly OfferChange[]> {
  const { rows } = await sql<OfferChange>`
    select id, offer_id, changed_at, changed_by, before, after from offers.offer_change
    where offer_id = ${offerId} and (${after}::uuid is null or id < ${after}::uuid)
    order by id desc
    limit ${limit + 1}`.execute(work.tx)
  return rows.map((row) => ({ ...row, before: withDates(row.before), after: withDates(row.after) }))
}

/** The states that offers had at an instant, of those whose state has moved since. */
export async function statesAt(
  work: Work,
  offerIds: readonly Id<'offer'>[],
  at: Date,
): Promise<ReadonlyMap<Id<'offer'>, OfferState>> {
  const { rows } = await sql<{ offerId: Id<'offer'>; state: OfferState }>`
    select distinct on (offer_id) offer_id, before ->> 'state' as state
    from offers.offer_change
    where offer_id = any(${offerIds}::uuid[]) and changed_at > ${at} and before ? 'state'
    order by offer_id, changed_at, id`.execute(work.tx)
  return new Map(rows.map(({ offerId, state }) => [offerId, state]))
}

/** Instants went through JSON as text. */
function withDates({ startsAt, endsAt, claimsEndAt, ...rest }: Partial<Written>): Partial<Written> {
  return {
    ...rest,
    ...(startsAt && { startsAt: new Date(startsAt) }),
    ...(endsAt && { endsAt: new Date(endsAt) }),
    ...(claimsEndAt !== undefined && { claimsEndAt: claimsEndAt && new Date(claimsEndAt) }),
  }
}
