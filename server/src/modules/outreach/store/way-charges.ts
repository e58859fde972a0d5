/** SQL on the terms of ways, and on what shops are to be charged for them. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import { MARKET_TIME_ZONE } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { chargedStates } from '../model/delivery.ts'
import type { WayCharge, WayTerms } from '../model/mailing-ways.ts'

/** The last terms of each way that ever had any. */
export async function wayTermsNow(work: Work): Promise<readonly WayTerms[]> {
  const { rows } = await sql<WayTerms>`
    select distinct on (way) way, price_minor, per_month_max, is_open from outreach.way_terms
    order by way, place desc`.execute(work.tx)
  return rows
}

export type SetWayTerms = WayTerms & { readonly setAt: Date; readonly setBy: string }

/** All terms that were ever set, newest first. */
export async function wayTermsSet(work: Work, limit: number): Promise<readonly SetWayTerms[]> {
  const { rows } = await sql<SetWayTerms>`
    select way, price_minor, per_month_max, is_open, set_at, set_by from outreach.way_terms
    order by place desc limit ${limit}`.execute(work.tx)
  return rows
}

export async function insertWayTerms(work: Work, terms: SetWayTerms): Promise<void> {
  await sql`
    insert into outreach.way_terms (way, price_minor, per_month_max, is_open, set_at, set_by)
    values (${terms.way}, ${terms.priceMinor}, ${terms.perMonthMax}, ${terms.isOpen},
      ${terms.setAt}, ${terms.setBy})`.execute(work.tx)
}

/** Those deliveries as they are before a statement moves them, held until the work ends. */
export const heldBefore = (ids: readonly Id<'delivery'>[]): RawBuilder<unknown> => sql`
  select id, state from outreach.delivery where id = any(${ids}::uuid[]) order by id for update`

/**
 * Ends a statement whose parts `before` and `moved` hold deliveries as they were and are: what is
 * charged for them changes with their states, in the month of now (CH53).
 */
export const chargeMoved = (work: Work): RawBuilder<unknown> => {
  const charged = sql`(${sql.join(chargedStates.map((state) => sql.lit(state)))})`
  return sql`
    insert into outreach.way_charge as known (merchant_id, way, month, price_minor, pieces)
    select merchant_id, way,
      date_trunc('month', ${work.now}::timestamptz at time zone ${MARKET_TIME_ZONE})::date,
      price_minor, sum((moved.state in ${charged})::integer - (before.state in ${charged})::integer)
    from moved join before using (id)
    where price_minor > 0 and (moved.state in ${charged}) <> (before.state in ${charged})
    group by merchant_id, way, price_minor order by merchant_id, way, price_minor
    on conflict (merchant_id, way, month, price_minor)
      do update set pieces = known.pieces + excluded.pieces`
}

/** `merchant_id` of shops that have something to be charged up to the month of a day (its first). */
export const chargedMerchants = (firstOfMonth: string): RawBuilder<unknown> => sql`
  select merchant_id from outreach.way_charge
  where month <= ${firstOfMonth}::date and pieces <> billed`

type Charged = WayCharge & { readonly merchantId: Id<'merchant'> }

/** What these shops are to be charged up to a month and no invoice holds yet, held for the invoice. */
export async function lockCharges(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  firstOfMonth: string,
): Promise<readonly Charged[]> {
  const { rows } = await sql<Charged>`
    select merchant_id, way, price_minor, pieces - billed as pieces from outreach.way_charge
    where merchant_id = any(${merchantIds}::uuid[]) and month <= ${firstOfMonth}::date
      and pieces <> billed
    order by merchant_id, way, month, price_minor for update`.execute(work.tx)
  return rows
}

/** What a shop is to be charged of all months, and no invoice holds yet. */
export async function openCharges(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly WayCharge[]> {
  const { rows } = await sql<WayCharge>`
    select way, price_minor, sum(pieces - billed)::integer as pieces from outreach.way_charge
    where merchant_id = ${merchantId} and pieces <> billed
    group by way, price_minor having sum(pieces - billed) <> 0
    order by way, price_minor`.execute(work.tx)
  return rows
}

/** An invoice holds what these shops were to be charged up to a month. Lock them first. */
export async function markBilled(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  firstOfMonth: string,
): Promise<void> {
  await sql`
    update outreach.way_charge set billed = pieces
    where merchant_id = any(${merchantIds}::uuid[]) and month <= ${firstOfMonth}::date
      and pieces <> billed`.execute(work.tx)
}
