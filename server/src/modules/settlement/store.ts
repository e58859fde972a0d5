/** The only SQL that touches schema `settlement`. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Work } from '../../platform/work.ts'
import type { Fee, Line, Month } from './model.ts'

/** Fees, with when they were set and by whom (as `person/…`; null where that was not kept). */
export type SetFee = Fee & { readonly setAt: Date; readonly setBy: string | null }

export async function feesSince(work: Work, limit: number): Promise<readonly SetFee[]> {
  const { rows } = await sql<SetFee>`
    select redemption_minor, campaign_share_percent, automatic_share_percent, starts_at, set_at,
      set_by
    from settlement.fee order by starts_at desc limit ${limit}`.execute(work.tx)
  return rows
}

/** Keeps fees; false where others start at the same instant. */
export async function insertFee(work: Work, fee: SetFee): Promise<boolean> {
  const { rows } = await sql`
    insert into settlement.fee (starts_at, redemption_minor, campaign_share_percent,
      automatic_share_percent, set_at, set_by)
    values (${fee.startsAt}, ${fee.redemptionMinor}, ${fee.campaignSharePercent},
      ${fee.automaticSharePercent}, ${fee.setAt}, ${fee.setBy})
    on conflict (starts_at) do nothing
    returning starts_at`.execute(work.tx)
  return rows.length === 1
}

/** Lines of these redemptions. */
export async function linesOfRedemptions(
  work: Work,
  ids: readonly Id<'redemption'>[],
): Promise<readonly Line[]> {
  const { rows } = await sql<Line>`
    select merchant_id, redemption_id, kind, place_id, offer_id, campaign_id, bill_minor,
      discount_minor, gift_minor, fee_minor, share_minor, transfer_id, at
    from settlement.line where redemption_id = any(${ids}::uuid[])`.execute(work.tx)
  return rows
}

export async function insertLines(work: Work, lines: readonly Line[]): Promise<void> {
  await sql`
    insert into settlement.line (merchant_id, redemption_id, kind, place_id, offer_id, campaign_id,
      bill_minor, discount_minor, gift_minor, fee_minor, share_minor, transfer_id, at)
    select merchant_id, redemption_id, kind, place_id, offer_id, campaign_id, bill_minor,
      discount_minor, gift_minor, fee_minor, share_minor, transfer_id, at
    from unnest(
      ${lines.map((line) => line.merchantId)}::uuid[],
      ${lines.map((line) => line.redemptionId)}::uuid[],
      ${lines.map((line) => line.kind)}::text[],
      ${lines.map((line) => line.placeId)}::uuid[],
      ${lines.map((line) => line.offerId)}::uuid[],
      ${lines.map((line) => line.campaignId)}::uuid[],
      ${lines.map((line) => line.billMinor)}::bigint[],
      ${lines.map((line) => line.discountMinor)}::bigint[],
      ${lines.map((line) => line.giftMinor)}::bigint[],
      ${lines.map((line) => line.feeMinor)}::bigint[],
      ${lines.map((line) => line.shareMinor)}::bigint[],
      ${lines.map((line) => line.transferId)}::uuid[],
      ${lines.map((line) => line.at)}::timestamptz[]
    ) with ordinality as line (merchant_id, redemption_id, kind, place_id, offer_id, campaign_id,
      bill_minor, discount_minor, gift_minor, fee_minor, share_minor, transfer_id, at, place)
    order by place`.execute(work.tx)
}

/** Sums over lines. Uses and reversals apart; amounts as they stand on the lines. */
export type Sums = {
  readonly uses: number
  readonly reversals: number
  readonly billMinor: number
  readonly discountMinor: number
  readonly giftMinor: number
  readonly feeMinor: number
  readonly shareMinor: number
  readonly feeBackMinor: number
  readonly shareBackMinor: number
}

/** The sums of a shop's lines in a span. */
export async function sumsIn(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<Sums> {
  const { rows } = await sql<Sums>`
    select
      (count(*) filter (where kind = 'use'))::integer as uses,
      (count(*) filter (where kind = 'reversal'))::integer as reversals,
      coalesce(sum(case kind when 'use' then bill_minor else -bill_minor end), 0)::bigint
        as bill_minor,
      coalesce(sum(case kind when 'use' then discount_minor else -discount_minor end), 0)::bigint
        as discount_minor,
      coalesce(sum(case kind when 'use' then gift_minor else -gift_minor end), 0)::bigint
        as gift_minor,
      coalesce(sum(fee_minor) filter (where kind = 'use'), 0)::bigint as fee_minor,
      coalesce(sum(share_minor) filter (where kind = 'use'), 0)::bigint as share_minor,
      coalesce(sum(fee_minor) filter (where kind = 'reversal'), 0)::bigint as fee_back_minor,
      coalesce(sum(share_minor) filter (where kind = 'reversal'), 0)::bigint as share_back_minor
    from settlement.line
    where merchant_id = ${merchantId} and at >= ${from} and at < ${until}`.execute(work.tx)
  const [sums] = rows
  if (!sums) throw new Error('a sum is always one row')
  return sums
}

/** The months in which a shop has lines, newest first, with what they bring the shop. */
export async function monthsOf(
  work: Work,
  merchantId: Id<'merchant'>,
  timeZone: string,
  limit: number,
): Promise<readonly { readonly month: Month; readonly netMinor: number }[]> {
  const { rows } = await sql<{ month: Month; netMinor: number }>`
    select to_char(at at time zone ${timeZone}, 'YYYY-MM') as month,
      sum(case kind when 'use' then share_minor - fee_minor else fee_minor - share_minor end)::bigint
        as net_minor
    from settlement.line where merchant_id = ${merchantId}
    group by 1 order by 1 desc limit ${limit}`.execute(work.tx)
  return rows
}

export type StoredLine = Line & { readonly id: number }

/** A shop's lines in a span, oldest first, after a place in that order. */
export async function linesIn(
  work: Work,
  merchantId: Id<'merchant'>,
  {
    from,
    until,
    after,
    limit,
  }: {
    readonly from: Date
    readonly until: Date
    readonly after: readonly [Date, number] | null
    readonly limit: number
  },
): Promise<readonly StoredLine[]> {
  const [afterAt, afterId] = after ?? [from, -1]
  const { rows } = await sql<StoredLine>`
    select id, merchant_id, redemption_id, kind, place_id, offer_id, campaign_id, bill_minor,
      discount_minor, gift_minor, fee_minor, share_minor, transfer_id, at
    from settlement.line
    where merchant_id = ${merchantId} and at >= ${from} and at < ${until}
      and (at, id) > (${afterAt}::timestamptz, ${afterId}::bigint)
    order by at, id
    limit ${limit}`.execute(work.tx)
  return rows
}

/** What must hold in every database: each query returns no row when all is well. */
export const invariants = [
  {
    id: 'settlement.undone-as-charged',
    says: 'A reversal gives back what its use was charged.',
    query: `select back.redemption_id from settlement.line back
      left join settlement.line used on used.redemption_id = back.redemption_id and used.kind = 'use'
      where back.kind = 'reversal' and (used.id is null
        or used.fee_minor <> back.fee_minor or used.share_minor <> back.share_minor)`,
  },
] as const
