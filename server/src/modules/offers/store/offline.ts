/** The SQL of tills that go on by themselves: their lists, and what they accepted. No rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { GIVEN_MINOR_DEFAULT, type Gone } from '../model/offline.ts'
import type { OfferRefusal } from '../model/refusals.ts'
import { offerColumns, offerFrom, type OfferRow, type StoredOffer } from './offer.ts'

export type OfflineTill = {
  readonly id: Id<'offline-till'>
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'>
  readonly label: string
}

export type StoredList = {
  readonly id: Id<'offline-list'>
  readonly signedAt: Date
  readonly givenMinorMax: number
}

export type Resolution = 'borne' | 'mistake'

/** What a till accepted, as it is kept. Amounts in minor units. */
export type StoredAcceptance = {
  readonly id: Id<'acceptance'>
  readonly tillId: Id<'offline-till'>
  /** Null where it counts against no cap. */
  readonly listId: Id<'offline-list'> | null
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'>
  readonly code: string | null
  readonly couponId: Id<'coupon'> | null
  readonly offerId: Id<'offer'> | null
  readonly step: number | null
  readonly billMinor: number
  readonly discountMinor: number
  readonly extrasMinor: number
  readonly acceptedAt: Date
  readonly undoneAt: Date | null
  readonly sentAt: Date
  readonly sentBy: string
  readonly state: 'counted' | 'flagged' | 'undone'
  readonly reason: OfferRefusal | null
  readonly billId: Id<'bill'> | null
}

/** What a till may give away between two looks at the server. */
export async function givenMinorMaxOf(work: Work, merchantId: Id<'merchant'>): Promise<number> {
  const { rows } = await sql<{ givenMinorMax: number }>`
    select given_minor_max from offers.offline_policy where merchant_id = ${merchantId}`.execute(
    work.tx,
  )
  return rows[0]?.givenMinorMax ?? GIVEN_MINOR_DEFAULT
}

export async function saveGivenMinorMax(
  work: Work,
  merchantId: Id<'merchant'>,
  givenMinorMax: number,
): Promise<void> {
  await sql`
    insert into offers.offline_policy (merchant_id, given_minor_max)
    values (${merchantId}, ${givenMinorMax})
    on conflict (merchant_id) do update set given_minor_max = excluded.given_minor_max`.execute(
    work.tx,
  )
}

/** Notes that a till was heard of; writes it the first time. Answers it as it is, also another place's. */
export async function keepTill(
  work: Work,
  { id, merchantId, placeId, label }: OfflineTill,
  by: string,
): Promise<OfflineTill | null> {
  const { rows } = await sql<OfflineTill>`
    insert into offers.offline_till (id, merchant_id, place_id, label, made_at, made_by, seen_at)
    values (${id}, ${merchantId}, ${placeId}, ${label}, ${work.now}, ${by}, ${work.now})
    on conflict (id) do update set label = excluded.label, seen_at = excluded.seen_at
      where offline_till.place_id = excluded.place_id
    returning id, merchant_id, place_id, label`.execute(work.tx)
  return rows[0] ?? null
}

/** How many tills of a place were heard of since an instant. */
export async function countTills(work: Work, placeId: Id<'place'>, since: Date): Promise<number> {
  const { rows } = await sql<{ tills: number }>`
    select count(*)::integer as tills from offers.offline_till
    where place_id = ${placeId} and seen_at > ${since}`.execute(work.tx)
  return rows[0]?.tills ?? 0
}

/** A till, locked until the work ends: what it sends is taken in one at a time. Null where there is none. */
export async function lockTill(
  work: Work,
  id: Id<'offline-till'>,
  placeId: Id<'place'>,
): Promise<OfflineTill | null> {
  const { rows } = await sql<OfflineTill>`
    select id, merchant_id, place_id, label from offers.offline_till
    where id = ${id} and place_id = ${placeId}
    for no key update`.execute(work.tx)
  return rows[0] ?? null
}

export async function insertList(
  work: Work,
  { id, signedAt, givenMinorMax }: StoredList,
  tillId: Id<'offline-till'>,
): Promise<void> {
  await sql`
    insert into offers.offline_list (id, till_id, signed_at, given_minor_max)
    values (${id}, ${tillId}, ${signedAt}, ${givenMinorMax})`.execute(work.tx)
}

/** The list that a till had at an instant; null where it had none. */
export async function listAt(
  work: Work,
  tillId: Id<'offline-till'>,
  at: Date,
): Promise<StoredList | null> {
  const { rows } = await sql<StoredList>`
    select id, signed_at, given_minor_max from offers.offline_list
    where till_id = ${tillId} and signed_at <= ${at}
    order by signed_at desc, id desc limit 1`.execute(work.tx)
  return rows[0] ?? null
}

/** Adds to what was given away under a list; false, and nothing is added, where that is over its cap. */
export async function giveUnder(
  work: Work,
  id: Id<'offline-list'>,
  minor: number,
): Promise<boolean> {
  const { rows } = await sql`
    update offers.offline_list set given_minor = given_minor + ${minor}
    where id = ${id} and given_minor + ${minor} <= given_minor_max
    returning id`.execute(work.tx)
  return rows.length > 0
}

/** Forgets lists that were signed before an instant and under which nothing was accepted. */
export async function forgetLists(work: Work, before: Date, limit: number): Promise<void> {
  await sql`
    delete from offers.offline_list where id in (
      select l.id from offers.offline_list l
      where l.signed_at < ${before}
        and not exists (select from offers.acceptance a where a.list_id = l.id)
      limit ${limit}
    )`.execute(work.tx)
}

/** The offers of a merchant that have not ended, by rank. */
export async function currentOffers(
  work: Work,
  merchantId: Id<'merchant'>,
  limit: number,
): Promise<readonly StoredOffer[]> {
  const { rows } = await sql<OfferRow>`
    select ${offerColumns} from offers.offer o
    where o.merchant_id = ${merchantId} and o.state in ('open', 'paused')
      and o.ends_at > ${work.now}
    order by o.rank, o.id
    limit ${limit}`.execute(work.tx)
  return rows.map(offerFrom)
}

/** The coupons of a merchant that were used or cancelled since an instant, or are on a held bill. */
export async function goneSince(
  work: Work,
  merchantId: Id<'merchant'>,
  since: Date,
  limit: number,
): Promise<readonly { readonly couponId: Id<'coupon'>; readonly why: Gone }[]> {
  const { rows } = await sql<{ couponId: Id<'coupon'>; why: Gone }>`
    select r.coupon_id, 'redeemed' as why from offers.redemption r
    where r.merchant_id = ${merchantId} and r.reversed_at is null and r.redeemed_at > ${since}
      and r.coupon_id is not null
    union all
    select r.coupon_id, 'held' from offers.bill b join offers.redemption r on r.bill_id = b.id
    where b.state = 'held' and b.merchant_id = ${merchantId} and r.coupon_id is not null
    union all
    select c.id, 'cancelled' from offers.coupon c join offers.offer o on o.id = c.offer_id
    where c.cancelled_at > ${since} and o.merchant_id = ${merchantId}
    order by coupon_id limit ${limit}`.execute(work.tx)
  return rows
}

const columns = sql`
  a.id, a.till_id, a.list_id, a.merchant_id, a.place_id, a.code, a.coupon_id, a.offer_id, a.step,
  a.bill_minor, a.discount_minor, a.extras_minor, a.accepted_at, a.undone_at, a.sent_at, a.sent_by,
  a.state, a.reason, a.bill_id`

export async function acceptanceOf(
  work: Work,
  id: Id<'acceptance'>,
): Promise<StoredAcceptance | null> {
  const { rows } = await sql<StoredAcceptance>`
    select ${columns} from offers.acceptance a where a.id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** Writes an acceptance. Answers false, and writes nothing, where its id is taken. */
export async function insertAcceptance(work: Work, it: StoredAcceptance): Promise<boolean> {
  const { rows } = await sql`
    insert into offers.acceptance (id, till_id, list_id, merchant_id, place_id, code, coupon_id,
      offer_id, step, bill_minor, discount_minor, extras_minor, accepted_at, undone_at, sent_at,
      sent_by, state, reason, bill_id)
    values (${it.id}, ${it.tillId}, ${it.listId}, ${it.merchantId}, ${it.placeId}, ${it.code},
      ${it.couponId}, ${it.offerId}, ${it.step}, ${it.billMinor}, ${it.discountMinor},
      ${it.extrasMinor}, ${it.acceptedAt}, ${it.undoneAt}, ${it.sentAt}, ${it.sentBy}, ${it.state},
      ${it.reason}, ${it.billId})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length > 0
}

/** An acceptance as the shop sees it. */
export type ShownAcceptance = StoredAcceptance & {
  readonly tillLabel: string
  /** Null where the code named no offer that there is. */
  readonly offerTitle: string | null
  readonly resolution: Resolution | null
  readonly resolvedAt: Date | null
  readonly redemptionId: Id<'redemption'> | null
}

/**
 * What was accepted at a place, newest first; one more than `limit` when there are more.
 *
 * @param isOpenOnly only flagged ones of which nobody has said yet who bears them
 * @param before instant and id of the last one of the page before
 */
export async function acceptancesAt(
  work: Work,
  placeId: Id<'place'>,
  {
    limit,
    before,
    isOpenOnly,
  }: {
    readonly limit: number
    readonly before: readonly [Date, string] | null
    readonly isOpenOnly: boolean
  },
): Promise<readonly ShownAcceptance[]> {
  const { rows } = await sql<ShownAcceptance>`
    select ${columns}, t.label as till_label, o.title as offer_title, a.resolution, a.resolved_at,
      (
        select r.id from offers.redemption r
        where r.bill_id = a.bill_id and r.coupon_id = a.coupon_id
      ) as redemption_id
    from offers.acceptance a
    join offers.offline_till t on t.id = a.till_id
    left join offers.offer o on o.id = a.offer_id and o.merchant_id = a.merchant_id
    where a.place_id = ${placeId}
      and (not ${isOpenOnly}::boolean or a.state = 'flagged' and a.resolution is null)
      and (${before?.[0] ?? null}::timestamptz is null
        or (a.accepted_at, a.id) < (${before?.[0] ?? null}::timestamptz, ${before?.[1] ?? null}::uuid))
    order by a.accepted_at desc, a.id desc
    limit ${limit + 1}`.execute(work.tx)
  return rows
}

/** A flagged acceptance, locked: whose it is, and what was said of it. Null where there is none. */
export async function lockFlagged(
  work: Work,
  id: Id<'acceptance'>,
): Promise<{ readonly merchantId: Id<'merchant'>; readonly resolution: Resolution | null } | null> {
  const { rows } = await sql<{ merchantId: Id<'merchant'>; resolution: Resolution | null }>`
    select merchant_id, resolution from offers.acceptance
    where id = ${id} and state = 'flagged' for no key update`.execute(work.tx)
  return rows[0] ?? null
}

export async function resolve(
  work: Work,
  id: Id<'acceptance'>,
  resolution: Resolution,
  by: string,
): Promise<void> {
  await sql`
    update offers.acceptance
    set resolution = ${resolution}, resolved_at = ${work.now}, resolved_by = ${by}
    where id = ${id}`.execute(work.tx)
}
