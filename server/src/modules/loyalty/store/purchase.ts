/** The SQL of purchases, refunds and what they earn. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { MemberKey } from './member.ts'

/** A purchase as it lies in its table. Amounts in minor units. */
export type PurchaseRow = MemberKey & {
  readonly id: Id<'purchase'>
  readonly placeId: Id<'place'>
  readonly paidMinor: number
  readonly refundedMinor: number
  readonly isGone: boolean
  readonly bonusPoints: number
  readonly pointsMax: number | null
  /** How much of it counts towards the caps over all people. */
  readonly pointsCounted: number
  readonly termsVersion: number | null
  readonly stampCardIds: readonly Id<'stamp-card'>[]
  readonly at: Date
  /** The person or key that did it, as `person/<id>` or `key/<id>`. */
  readonly notedBy: string
  /** Noted by a typed number: the till is not told whose it is. */
  readonly isByPhone: boolean
}

const columns = sql`
  id, merchant_id, person_id, place_id, paid_minor, refunded_minor, is_gone, bonus_points,
  points_max, points_counted, terms_version, stamp_card_ids, at, noted_by,
  is_by_phone`

/** All purchases of a member, in order of time. */
export async function purchasesOf(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<readonly PurchaseRow[]> {
  const { rows } = await sql<PurchaseRow>`
    select ${columns} from loyalty.purchase
    where merchant_id = ${merchantId} and person_id = ${personId}
    order by at, id`.execute(work.tx)
  return rows
}

/** The purchases that carry these ids. */
export async function purchaseById(work: Work, id: Id<'purchase'>): Promise<PurchaseRow | null> {
  const { rows } = await sql<PurchaseRow>`
    select ${columns} from loyalty.purchase where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** Writes a purchase. Answers false when its id is taken. */
export async function insertPurchase(
  work: Work,
  purchase: Omit<PurchaseRow, 'refundedMinor' | 'isGone' | 'pointsCounted'>,
): Promise<boolean> {
  const { id, merchantId, personId, placeId, paidMinor, bonusPoints, pointsMax } = purchase
  const { termsVersion, stampCardIds, at, notedBy, isByPhone } = purchase
  const { rows } = await sql`
    insert into loyalty.purchase (id, merchant_id, person_id, place_id, paid_minor, bonus_points,
      points_max, terms_version, stamp_card_ids, at, noted_by, is_by_phone)
    values (${id}, ${merchantId}, ${personId}, ${placeId}, ${paidMinor}, ${bonusPoints},
      ${pointsMax}, ${termsVersion}, ${stampCardIds}::uuid[], ${at}, ${notedBy}, ${isByPhone})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

export async function setRefunded(
  work: Work,
  id: Id<'purchase'>,
  standing: Pick<PurchaseRow, 'refundedMinor' | 'isGone' | 'bonusPoints'>,
): Promise<void> {
  const { refundedMinor, isGone, bonusPoints } = standing
  await sql`
    update loyalty.purchase
    set refunded_minor = ${refundedMinor}, is_gone = ${isGone}, bonus_points = ${bonusPoints}
    where id = ${id}`.execute(work.tx)
}

/** Money of a purchase that went back. */
export type Refund = {
  readonly id: Id<'refund'>
  readonly purchaseId: Id<'purchase'>
  readonly refundMinor: number
  readonly keptMinor: number
  readonly refundedBy: string
}

export async function refundById(work: Work, id: Id<'refund'>): Promise<Refund | null> {
  const { rows } = await sql<Refund>`
    select id, purchase_id, refund_minor, kept_minor, refunded_by
    from loyalty.refund where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** Writes a refund. Answers false when its id is taken. */
export async function insertRefund(work: Work, refund: Refund): Promise<boolean> {
  const { id, purchaseId, refundMinor, keptMinor, refundedBy } = refund
  const { rows } = await sql`
    insert into loyalty.refund (id, purchase_id, refund_minor, kept_minor, at, refunded_by)
    values (${id}, ${purchaseId}, ${refundMinor}, ${keptMinor}, ${work.now}, ${refundedBy})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

/** Points that a member has for something, and what the ledger has moved for it. */
export type Earning = MemberKey & {
  readonly id: Id<'earning'>
  readonly kind: 'purchase' | 'friend' | 'inviter'
  readonly sourceId: string
  /** What it is worth now. */
  readonly points: number
  /** What of it stands in the ledger, with what is owed; less `bought`. */
  readonly posted: number
  /** Spent, no longer due, and paid for by a refund. */
  readonly bought: number
  readonly at: Date
  readonly availableAt: Date
  readonly expiresAt: Date | null
}

/** All earnings of a member, oldest first. */
export async function earningsOf(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<readonly Earning[]> {
  const { rows } = await sql<Earning>`
    select id, merchant_id, person_id, kind, source_id, points, posted, bought, at,
      available_at, expires_at
    from loyalty.earning
    where merchant_id = ${merchantId} and person_id = ${personId}
    order by at, id`.execute(work.tx)
  return rows
}

/** A transfer that gives points of an earning. */
export type GivenPoints = {
  readonly earningId: Id<'earning'>
  readonly transferId: Id<'transfer'>
}

/** Writes earnings as they are now, and the transfers that give points for them; new ones are added. */
export async function saveEarnings(
  work: Work,
  earnings: readonly Earning[],
  given: readonly GivenPoints[] = [],
): Promise<void> {
  if (earnings.length === 0 && given.length === 0) return
  await sql`
    with given as (
      insert into loyalty.earning_transfer (transfer_id, earning_id)
      select * from unnest(
        ${given.map((it) => it.transferId)}::uuid[], ${given.map((it) => it.earningId)}::uuid[]
      )
    )
    insert into loyalty.earning (id, merchant_id, person_id, kind, source_id, points, posted,
      bought, at, available_at, expires_at)
    select * from unnest(
      ${earnings.map((it) => it.id)}::uuid[],
      ${earnings.map((it) => it.merchantId)}::uuid[],
      ${earnings.map((it) => it.personId)}::uuid[],
      ${earnings.map((it) => it.kind)}::text[],
      ${earnings.map((it) => it.sourceId)}::uuid[],
      ${earnings.map((it) => it.points)}::bigint[],
      ${earnings.map((it) => it.posted)}::bigint[],
      ${earnings.map((it) => it.bought)}::bigint[],
      ${earnings.map((it) => it.at)}::timestamptz[],
      ${earnings.map((it) => it.availableAt)}::timestamptz[],
      ${earnings.map((it) => it.expiresAt)}::timestamptz[]
    )
    on conflict (id) do update set
      points = excluded.points, posted = excluded.posted, bought = excluded.bought`.execute(work.tx)
}

/** The transfers that gave points of earnings, latest first. */
export async function givenFor(
  work: Work,
  earningIds: readonly Id<'earning'>[],
): Promise<readonly { readonly earningId: Id<'earning'>; readonly transferId: Id<'transfer'> }[]> {
  if (earningIds.length === 0) return []
  const { rows } = await sql<{ earningId: Id<'earning'>; transferId: Id<'transfer'> }>`
    select earning_id, transfer_id from loyalty.earning_transfer
    where earning_id = any(${earningIds}::uuid[])
    order by transfer_id desc`.execute(work.tx)
  return rows
}

/** A cap over all people in a period. */
export type Cap = { readonly period: string; readonly pointsMax: number }

/** Locks the counts of capped periods, in their order; answers what is left of each. */
export async function lockCaps(
  work: Work,
  merchantId: Id<'merchant'>,
  caps: readonly Cap[],
): Promise<readonly number[]> {
  if (caps.length === 0) return []
  const { rows } = await sql<{ left: number }>`
    insert into loyalty.given as g (merchant_id, period, points, points_max)
    select ${merchantId}, period, 0, points_max
    from unnest(
      ${caps.map((cap) => cap.period)}::text[], ${caps.map((cap) => cap.pointsMax)}::bigint[]
    ) as cap (period, points_max)
    order by period
    -- A cap that was lowered below what is given leaves nothing, and takes nothing back.
    on conflict (merchant_id, period) do update
      set points_max = greatest(excluded.points_max, g.points)
    returning points_max - points as left`.execute(work.tx)
  return rows.map(({ left }) => left)
}

/** What one purchase counts towards the caps from now on, and what that changes in its periods. */
export type Counted = {
  readonly purchaseId: Id<'purchase'>
  readonly points: number
  readonly by: number
  readonly periods: readonly string[]
}

/** Counts purchases towards caps. The database refuses what would go beyond one. */
export async function countGiven(
  work: Work,
  merchantId: Id<'merchant'>,
  counted: readonly Counted[],
): Promise<void> {
  if (counted.length === 0) return
  const moved = counted.flatMap(({ periods, by }) => periods.map((period) => ({ period, by })))
  await sql`
    with counted as (
      update loyalty.purchase p set points_counted = now.points
      from unnest(
        ${counted.map((it) => it.purchaseId)}::uuid[], ${counted.map((it) => it.points)}::bigint[]
      ) as now (id, points)
      where p.id = now.id
    )
    -- A cap that began in the middle of a period counts nothing of before, and frees nothing of it.
    update loyalty.given g set points = greatest(0, g.points + moved.points)
    from (
      select period, sum(points)::bigint as points
      from unnest(
        ${moved.map((it) => it.period)}::text[], ${moved.map((it) => it.by)}::bigint[]
      ) as change (period, points)
      group by period
    ) moved
    where g.merchant_id = ${merchantId} and g.period = moved.period`.execute(work.tx)
}
