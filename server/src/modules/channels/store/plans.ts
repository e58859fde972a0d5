/** SQL on plans, on what shops chose and used, and on invoices. No rule lives here. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { InvoiceLine } from '../model/invoice.ts'
import type { Month, PlanChoice, PlanFrom, QuotaUse } from '../model/plan.ts'

export type SetPlan = PlanFrom & { readonly setAt: Date; readonly setBy: string }

/** What the operator set, newest first. */
export async function plansSet(work: Work, limit: number): Promise<readonly SetPlan[]> {
  const { rows } = await sql<SetPlan>`
    select id, starts_at, name_ko, name_en, monthly_fee_minor, unit, units_max, steps, is_offered,
      set_at, set_by
    from channels.plan order by starts_at desc, id limit ${limit}`.execute(work.tx)
  return rows
}

/** False when another version of the plan starts at this very instant. */
export async function insertPlan(work: Work, plan: SetPlan): Promise<boolean> {
  const { rows } = await sql`
    insert into channels.plan (id, starts_at, name_ko, name_en, monthly_fee_minor, unit, units_max,
      steps, is_offered, set_at, set_by)
    values (${plan.id}, ${plan.startsAt}, ${plan.nameKo}, ${plan.nameEn}, ${plan.monthlyFeeMinor},
      ${plan.unit}, ${plan.unitsMax}, ${JSON.stringify(plan.steps)}::jsonb, ${plan.isOffered},
      ${plan.setAt}, ${plan.setBy})
    on conflict do nothing returning id`.execute(work.tx)
  return rows.length > 0
}

/** What these shops ever chose, in that order. */
export async function choicesOf(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
): Promise<ReadonlyMap<Id<'merchant'>, readonly PlanChoice[]>> {
  const { rows } = await sql<PlanChoice & { merchantId: Id<'merchant'> }>`
    select merchant_id, plan_id, starts_at, chosen_at from channels.plan_choice
    where merchant_id = any(${merchantIds}::uuid[]) order by place`.execute(work.tx)
  return Map.groupBy(rows, ({ merchantId }) => merchantId)
}

export async function insertChoice(
  work: Work,
  choice: PlanChoice & {
    readonly id: Id<'plan-choice'>
    readonly merchantId: Id<'merchant'>
    readonly chosenBy: string
  },
): Promise<void> {
  await sql`
    insert into channels.plan_choice (id, merchant_id, plan_id, starts_at, chosen_at, chosen_by)
    values (${choice.id}, ${choice.merchantId}, ${choice.planId}, ${choice.startsAt},
      ${choice.chosenAt}, ${choice.chosenBy})`.execute(work.tx)
}

type MerchantMonth = { readonly merchantId: Id<'merchant'>; readonly month: Month }
/** The first day of a month, as the database keeps it. */
export const firstOf = (month: Month) => `${month}-01`

/** Holds what a shop has used in a month until the work ends: of two senders, one waits (CH11). */
export async function lockQuota(work: Work, { merchantId, month }: MerchantMonth): Promise<void> {
  await sql`
    insert into channels.quota as q (merchant_id, month, used)
    values (${merchantId}, ${firstOf(month)}::date, 0)
    on conflict (merchant_id, month) do update set used = q.used`.execute(work.tx)
}

/** What shops used in a month and kept. */
export async function usesIn(
  work: Work,
  month: Month,
  merchantIds: readonly Id<'merchant'>[],
): Promise<ReadonlyMap<Id<'merchant'>, readonly QuotaUse[]>> {
  const { rows } = await sql<QuotaUse & { merchantId: Id<'merchant'> }>`
    select merchant_id, units::integer as units, friends from channels.quota_use
    where month = ${firstOf(month)}::date and merchant_id = any(${merchantIds}::uuid[])
      and given_back_at is null
    order by taken_at, id`.execute(work.tx)
  return Map.groupBy(rows, ({ merchantId }) => merchantId)
}

export type QuotaUseRow = QuotaUse &
  MerchantMonth & {
    readonly id: Id<'quota-use'>
    readonly broadcastId: Id<'broadcast'>
    readonly usedMax: number | null
  }

/**
 * Takes from a quota held by `lockQuota`; the constraint is the last to say no. A broadcast that gave back
 * what it took takes again under the id it had.
 */
export async function insertUse(work: Work, use: QuotaUseRow): Promise<Id<'quota-use'>> {
  const { rows } = await sql<{ id: Id<'quota-use'> }>`
    with taken as (
      update channels.quota set used = used + ${use.units}, used_max = ${use.usedMax}
      where merchant_id = ${use.merchantId} and month = ${firstOf(use.month)}::date
    )
    insert into channels.quota_use (id, merchant_id, month, broadcast_id, units, friends, taken_at)
    values (${use.id}, ${use.merchantId}, ${firstOf(use.month)}::date, ${use.broadcastId},
      ${use.units}, ${use.friends}, ${work.now})
    on conflict (broadcast_id) do update set month = excluded.month, units = excluded.units,
      friends = excluded.friends, taken_at = excluded.taken_at, given_back_at = null
    returning id`.execute(work.tx)
  const [{ id } = use] = rows
  return id
}

export type KeptUse = QuotaUse & MerchantMonth & { readonly broadcastId: Id<'broadcast'> }

/** What the shop of a broadcast used in the month of that use and kept, in the order it was taken. */
export async function usesBeside(
  work: Work,
  broadcastId: Id<'broadcast'>,
): Promise<readonly KeptUse[]> {
  const { rows } = await sql<KeptUse>`
    select u.merchant_id, to_char(u.month, 'YYYY-MM') as month, u.broadcast_id,
      u.units::integer as units, u.friends
    from channels.quota_use own
    join channels.quota_use u on u.merchant_id = own.merchant_id and u.month = own.month
    where own.broadcast_id = ${broadcastId} and own.given_back_at is null
      and u.given_back_at is null
    order by u.taken_at, u.id`.execute(work.tx)
  return rows
}

/** Puts what a broadcast took to what it takes now; the constraint is the last to say no. */
export async function changeUse(
  work: Work,
  { broadcastId, units, friends }: QuotaUse & Pick<KeptUse, 'broadcastId'>,
): Promise<void> {
  await sql`
    with before as (
      select merchant_id, month, units from channels.quota_use where broadcast_id = ${broadcastId}
    ), changed as (
      update channels.quota_use set units = ${units}, friends = ${friends}
      where broadcast_id = ${broadcastId}
    )
    update channels.quota q set used = q.used - before.units + ${units} from before
    where q.merchant_id = before.merchant_id and q.month = before.month`.execute(work.tx)
}

/** The use of a broadcast that still counts; null when there is none. */
export async function useOf(
  work: Work,
  broadcastId: Id<'broadcast'>,
): Promise<Id<'quota-use'> | null> {
  const { rows } = await sql<{ id: Id<'quota-use'> }>`
    select id from channels.quota_use
    where broadcast_id = ${broadcastId} and given_back_at is null`.execute(work.tx)
  return rows[0]?.id ?? null
}

/** Gives a use back, once. */
export async function returnUse(work: Work, broadcastId: Id<'broadcast'>): Promise<void> {
  await sql`
    with back as (
      update channels.quota_use set given_back_at = ${work.now}
      where broadcast_id = ${broadcastId} and given_back_at is null
      returning merchant_id, month, units
    )
    update channels.quota q set used = q.used - back.units from back
    where q.merchant_id = back.merchant_id and q.month = back.month`.execute(work.tx)
}

export type Invoice = MerchantMonth & {
  readonly id: Id<'channel-invoice'>
  readonly number: number
  readonly kind: 'invoice' | 'credit-note'
  readonly credits: Id<'channel-invoice'> | null
  readonly reason: string | null
  readonly lines: readonly InvoiceLine[]
  readonly netMinor: number
  readonly vatMinor: number
  readonly issuedAt: Date
  readonly issuedBy: string
}

const invoiceColumns = sql`id, number, merchant_id, to_char(month, 'YYYY-MM') as month, kind, credits,
  reason, lines, net_minor, vat_minor, issued_at, issued_by`

/** Those that were new: an invoice of a month, and a credit note of an invoice, come once. */
export async function insertInvoices(
  work: Work,
  invoices: readonly Omit<Invoice, 'number'>[],
): Promise<readonly Invoice[]> {
  if (invoices.length === 0) return []
  const column = <Key extends keyof Omit<Invoice, 'number'>>(key: Key) =>
    invoices.map((each) => each[key])
  const { rows } = await sql<Invoice>`
    insert into channels.invoice (id, merchant_id, month, kind, credits, reason, lines, net_minor,
      vat_minor, issued_at, issued_by)
    select * from unnest(
      ${column('id')}::uuid[], ${column('merchantId')}::uuid[],
      ${invoices.map(({ month }) => firstOf(month))}::date[], ${column('kind')}::text[],
      ${column('credits')}::uuid[], ${column('reason')}::text[],
      ${invoices.map(({ lines }) => JSON.stringify(lines))}::jsonb[],
      ${column('netMinor')}::bigint[], ${column('vatMinor')}::bigint[],
      ${column('issuedAt')}::timestamptz[], ${column('issuedBy')}::text[]
    )
    on conflict do nothing returning ${invoiceColumns}`.execute(work.tx)
  return rows
}

/** Shops that may owe something for a month and have no invoice of it, after one, by id. */
export async function unbilledIn(
  work: Work,
  month: Month,
  asked: {
    readonly until: Date
    readonly after: Id<'merchant'> | null
    readonly limit: number
    /** `merchant_id` of those that used ways beside the inbox. */
    readonly charged: RawBuilder<unknown>
  },
): Promise<readonly Id<'merchant'>[]> {
  const { until, after, limit, charged } = asked
  const { rows } = await sql<{ merchantId: Id<'merchant'> }>`
    select merchant_id from (
      select merchant_id from channels.plan_choice where starts_at < ${until}
      union
      select merchant_id from channels.quota_use
      where month = ${firstOf(month)}::date and given_back_at is null
      union
      ${charged}
    ) as may_owe
    where (${after}::uuid is null or merchant_id > ${after}::uuid)
      and not exists (
        select from channels.invoice i
        where i.merchant_id = may_owe.merchant_id and i.month = ${firstOf(month)}::date
          and i.kind = 'invoice'
      )
    order by merchant_id limit ${limit}`.execute(work.tx)
  return rows.map(({ merchantId }) => merchantId)
}

export async function invoiceById(work: Work, id: Id<'channel-invoice'>): Promise<Invoice | null> {
  const { rows } = await sql<Invoice>`
    select ${invoiceColumns} from channels.invoice where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** Invoices and credit notes, newest first, of one shop or of all, from below a number on. */
export async function invoicesBelow(
  work: Work,
  merchantId: Id<'merchant'> | null,
  below: number | null,
  limit: number,
): Promise<readonly Invoice[]> {
  const { rows } = await sql<Invoice>`
    select ${invoiceColumns} from channels.invoice
    where (${merchantId}::uuid is null or merchant_id = ${merchantId}::uuid)
      and (${below}::bigint is null or number < ${below}::bigint)
    order by number desc limit ${limit}`.execute(work.tx)
  return rows
}

export const planInvariants = [
  {
    id: 'channels.quota-is-sum',
    says: 'What a shop has used in a month is the sum of its broadcasts that were not given back.',
    query: `
      select q.merchant_id, q.month, q.used, coalesce(sum(u.units), 0) as counted
      from channels.quota q
      left join channels.quota_use u on u.merchant_id = q.merchant_id and u.month = q.month
        and u.given_back_at is null
      group by q.merchant_id, q.month, q.used having q.used <> coalesce(sum(u.units), 0)`,
  },
  {
    id: 'channels.invoice-is-sum',
    says: 'An invoice comes to the sum of its lines, and a credit note to what it takes back.',
    query: `
      select i.id from channels.invoice i
      left join channels.invoice o on o.id = i.credits
      where i.net_minor <> (
          select coalesce(sum((line ->> 'amountMinor')::bigint), 0)
          from jsonb_array_elements(i.lines) as line
        )
        or o.id is not null and (o.net_minor, o.vat_minor) <> (i.net_minor, i.vat_minor)`,
  },
] as const
