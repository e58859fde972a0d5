/** The SQL of `offers.coupon`. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Database } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import type { Tally } from '../model/limits.ts'
import { holderKey, type Grant, type Known, type KnownCoupon } from '../model/grant.ts'
import type { Coupon } from '../model/redemption.ts'
import { offerColumns, offerFrom, type OfferRow, type StoredOffer } from './offer.ts'

/** A coupon that shows codes: with what finds it and what proves it. */
export type SecretCoupon = Coupon & {
  readonly merchantId: Id<'merchant'>
  readonly handle: number
  readonly secret: Uint8Array
}
export type CouponWithOffer = { readonly coupon: Coupon; readonly offer: StoredOffer }

/** A grant that was judged and may be written. */
export type NewCoupon = Grant & {
  readonly turn: number
  readonly expiresAt: Date
  readonly taken: readonly Tally[]
}

// The redemption that stands tells whether a coupon is used: there is no second truth beside it.
const couponColumns = sql`
  c.id, c.offer_id, c.person_id, c.source_kind, c.campaign_id, c.decision_id, c.granted_at,
  c.expires_at, c.cancelled_at, c.step_used, (
    select r.redeemed_at from offers.redemption r
    where r.coupon_id = c.id and r.reversed_at is null
  ) as redeemed_at, (
    select b.held_until from offers.redemption r join offers.bill b on b.id = r.bill_id
    where r.coupon_id = c.id and r.reversed_at is null and b.state = 'held'
  ) as held_until`

/** What can run a statement: a work's transaction, or the pool for what needs none. */
type Runner = Work['tx'] | Database['db']

/** What is known of the coupons and holders of grants, in one statement. */
export async function heldAmong(
  runner: Runner,
  grants: readonly Grant[],
): Promise<Pick<Known, 'turns' | 'coupons'>> {
  type Row = KnownCoupon & { readonly id: Id<'coupon'>; readonly turn: number | null }
  const { rows } = await sql<Row>`
    select c.id, c.offer_id, c.person_id, c.turn, c.expires_at
    from unnest(
      ${grants.map((grant) => grant.personId)}::uuid[],
      ${grants.map((grant) => grant.offerId)}::uuid[]
    ) as holder (person_id, offer_id)
    join offers.coupon c on c.person_id = holder.person_id and c.offer_id = holder.offer_id
    union
    select c.id, c.offer_id, c.person_id, c.turn, c.expires_at
    from offers.coupon c
    where c.id = any(${grants.map((grant) => grant.couponId)}::uuid[])`.execute(runner)
  const turns = new Map<string, number[]>()
  for (const { offerId, personId, turn } of rows) {
    if (turn === null) continue
    const key = holderKey(offerId, personId)
    const taken = turns.get(key)
    if (taken) taken.push(turn)
    else turns.set(key, [turn])
  }
  return { turns, coupons: new Map(rows.map((row) => [row.id, row])) }
}

/**
 * Writes coupons and counts them on their offers, in one statement. Lock the offers first.
 *
 * Answers the ids that were written: an id that another work took meanwhile is not among them.
 */
export async function insertCoupons(
  work: Work,
  coupons: readonly NewCoupon[],
  day: Day,
): Promise<ReadonlySet<Id<'coupon'>>> {
  const campaigns = coupons.map(({ source }) => (source.kind === 'campaign' ? source : null))
  const { rows } = await sql<{ id: Id<'coupon'> }>`
    with written as (
      insert into offers.coupon (id, offer_id, person_id, turn, source_kind, campaign_id,
        decision_id, granted_at, expires_at, taken)
      select id, offer_id, person_id, turn, source_kind, campaign_id, decision_id,
        ${work.now}::timestamptz, expires_at, taken
      from unnest(
        ${coupons.map((coupon) => coupon.couponId)}::uuid[],
        ${coupons.map((coupon) => coupon.offerId)}::uuid[],
        ${coupons.map((coupon) => coupon.personId)}::uuid[],
        ${coupons.map((coupon) => coupon.turn)}::integer[],
        ${coupons.map((coupon) => coupon.source.kind)}::text[],
        ${campaigns.map((campaign) => campaign?.campaignId ?? null)}::uuid[],
        ${campaigns.map((campaign) => campaign?.decisionId ?? null)}::uuid[],
        ${coupons.map((coupon) => coupon.expiresAt)}::timestamptz[],
        ${coupons.map((coupon) => JSON.stringify(coupon.taken))}::jsonb[]
      ) as coupon (id, offer_id, person_id, turn, source_kind, campaign_id, decision_id, expires_at,
        taken)
      on conflict (id) do nothing
      returning id, offer_id
    ), counted as (
      update offers.offer o
      set granted = o.granted + fresh.coupons,
        granted_day = ${day}::date,
        granted_on_day = fresh.coupons
          + case when o.granted_day = ${day}::date then o.granted_on_day else 0 end
      from (
        select offer_id, count(*)::integer as coupons from written group by offer_id
      ) as fresh
      where o.id = fresh.offer_id
    )
    select id from written`.execute(work.tx)
  return new Set(rows.map((row) => row.id))
}

/** A coupon and its offer; null when there is none. */
export async function couponWithOffer(
  work: Work,
  id: Id<'coupon'>,
): Promise<CouponWithOffer | null> {
  const [found] = await withOffers(work, [id])
  return found ?? null
}

/**
 * Locks coupons until the work ends, in the order of their ids. Whoever locks coupons and offers locks
 * the coupons first. Answers the bills that held some of them, and whose time is over.
 */
export async function lockCoupons(
  work: Work,
  ids: readonly Id<'coupon'>[],
): Promise<readonly Id<'bill'>[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ billId: Id<'bill'> | null }>`
    select (
      select b.id from offers.redemption r join offers.bill b on b.id = r.bill_id
      where r.coupon_id = c.id and r.reversed_at is null
        and b.state = 'held' and b.held_until <= ${work.now}
    ) as bill_id
    from offers.coupon c where c.id = any(${ids}::uuid[])
    order by c.id for no key update of c`.execute(work.tx)
  return [...new Set(rows.flatMap(({ billId }) => billId ?? []))].sort()
}

/** Coupons with their offers, in the order of `ids`. */
export async function withOffers(
  work: Work,
  ids: readonly Id<'coupon'>[],
): Promise<readonly CouponWithOffer[]> {
  if (ids.length === 0) return []
  const [coupons, offers] = await Promise.all([
    sql<Coupon>`
      select ${couponColumns} from offers.coupon c
      where c.id = any(${ids}::uuid[])`.execute(work.tx),
    sql<OfferRow>`
      select ${offerColumns} from offers.offer o
      where o.id in (
        select c.offer_id from offers.coupon c where c.id = any(${ids}::uuid[])
      )`.execute(work.tx),
  ])
  const offerOf = new Map(offers.rows.map((row) => [row.id, offerFrom(row)]))
  const couponOf = new Map(coupons.rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const coupon = couponOf.get(id)
    const offer = coupon && offerOf.get(coupon.offerId)
    return coupon && offer ? [{ coupon, offer }] : []
  })
}

/**
 * The coupons of a person, newest first; one more than `limit` when there are more.
 *
 * @param before instant and id of the last coupon of the page before
 */
export async function couponsOfPerson(
  work: Work,
  personId: Id<'person'>,
  { limit, before }: { readonly limit: number; readonly before: readonly [Date, string] | null },
): Promise<readonly CouponWithOffer[]> {
  const { rows } = await sql<{ id: Id<'coupon'> }>`
    select c.id from offers.coupon c
    where c.person_id = ${personId} and (${before?.[0] ?? null}::timestamptz is null
      or (c.granted_at, c.id) < (${before?.[0] ?? null}::timestamptz, ${before?.[1] ?? null}::uuid))
    order by c.granted_at desc, c.id desc
    limit ${limit + 1}`.execute(work.tx)
  return withOffers(
    work,
    rows.map((row) => row.id),
  )
}

/** The coupons of a person at a shop that could be used at an instant, the first to run out first. */
export async function openCouponsOf(
  work: Work,
  personId: Id<'person'>,
  merchantId: Id<'merchant'>,
  at: Date,
  limit: number,
): Promise<readonly Id<'coupon'>[]> {
  const { rows } = await sql<{ id: Id<'coupon'> }>`
    select c.id from offers.coupon c join offers.offer o on o.id = c.offer_id
    where c.person_id = ${personId} and o.merchant_id = ${merchantId} and o.state <> 'ended'
      and c.cancelled_at is null and c.expires_at > ${at}
      and not exists (
        select from offers.redemption r
        where r.coupon_id = c.id and r.reversed_at is null and r.redeemed_at is not null
      )
    order by c.expires_at, c.id
    limit ${limit}`.execute(work.tx)
  return rows.map(({ id }) => id)
}

/** A coupon with its secret; null when there is none. */
export async function secretCoupon(work: Work, id: Id<'coupon'>): Promise<SecretCoupon | null> {
  const { rows } = await sql<SecretCoupon>`
    select ${couponColumns}, o.merchant_id, c.handle, c.secret
    from offers.coupon c join offers.offer o on o.id = c.offer_id
    where c.id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/**
 * The coupons a handle may stand for: those of the merchant first, the newest first. Coupons that ran
 * out long before `since` are left out, so that the handles of the past do not crowd the present.
 */
export async function couponsByHandle(
  work: Work,
  query: {
    readonly handle: number
    readonly merchantId: Id<'merchant'>
    readonly since: Date
    readonly limit: number
  },
): Promise<readonly SecretCoupon[]> {
  const { rows } = await sql<SecretCoupon>`
    select ${couponColumns}, o.merchant_id, c.handle, c.secret
    from offers.coupon c join offers.offer o on o.id = c.offer_id
    where c.handle = ${query.handle} and c.expires_at > ${query.since}
    order by o.merchant_id = ${query.merchantId} desc, c.granted_at desc
    limit ${query.limit}`.execute(work.tx)
  return rows
}

/** Whether there is such a coupon of an offer. */
export async function isCoupon(
  work: Work,
  id: Id<'coupon'>,
  offerId: Id<'offer'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from offers.coupon where id = ${id} and offer_id = ${offerId}`.execute(work.tx)
  return rows.length > 0
}

/** A coupon and the step of the code that it was shown with. */
export type ShownCoupon = { readonly couponId: Id<'coupon'>; readonly step: number }

/** Notes the steps of the codes that were used, and that no till holds them any more. Lock them first. */
export async function setStepsUsed(work: Work, shown: readonly ShownCoupon[]): Promise<void> {
  if (shown.length === 0) return
  await sql`
    with used as (
      update offers.coupon c set step_used = shown.step
      from unnest(
        ${shown.map((it) => it.couponId)}::uuid[], ${shown.map((it) => it.step)}::bigint[]
      ) as shown (id, step)
      where c.id = shown.id
    )
    delete from offers.code_hold
    where coupon_id = any(${shown.map((it) => it.couponId)}::uuid[])`.execute(work.tx)
}

/** The offers of coupons, each once. */
export async function offerIdsOf(
  work: Work,
  ids: readonly Id<'coupon'>[],
): Promise<readonly Id<'offer'>[]> {
  const { rows } = await sql<{ offerId: Id<'offer'> }>`
    select distinct offer_id from offers.coupon where id = any(${ids}::uuid[])`.execute(work.tx)
  return rows.map((row) => row.offerId)
}

/**
 * Cancels those of the coupons that are neither used nor cancelled, and takes them off the counts of
 * their offers. Lock them, then the offers first. Answers the coupons that were cancelled now, with what they
 * counted for in the tallies of their limits.
 */
export async function cancelUnused(
  work: Work,
  ids: readonly Id<'coupon'>[],
  day: Day,
  dayStart: Date,
): Promise<readonly (Coupon & { readonly taken: readonly Tally[] })[]> {
  const { rows } = await sql<Coupon & { taken: readonly Tally[] }>`
    with gone as (
      update offers.coupon c set cancelled_at = ${work.now}, turn = null
      where c.id = any(${ids}::uuid[]) and c.cancelled_at is null
        and not exists (
          select from offers.redemption r where r.coupon_id = c.id and r.reversed_at is null
        )
      returning c.*
    ), counted as (
      update offers.offer o
      set granted = o.granted - freed.coupons,
        granted_on_day = o.granted_on_day
          - case when o.granted_day = ${day}::date then freed.of_day else 0 end
      from (
        select offer_id, count(*)::integer as coupons,
          (count(*) filter (where granted_at >= ${dayStart}))::integer as of_day
        from gone group by offer_id
      ) as freed
      where o.id = freed.offer_id
    )
    select c.id, c.offer_id, c.person_id, c.source_kind, c.campaign_id, c.decision_id,
      c.granted_at, c.expires_at, c.cancelled_at, c.step_used, null::timestamptz as redeemed_at,
      null::timestamptz as held_until, c.taken
    from gone c`.execute(work.tx)
  return rows
}
