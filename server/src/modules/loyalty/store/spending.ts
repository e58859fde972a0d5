/** The SQL of spendings and of what came back of them. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { MemberKey } from './member.ts'

/** Points or gift value that paid at a counter. */
export type Spending = MemberKey & {
  readonly id: Id<'spending'>
  readonly placeId: Id<'place'>
  readonly purchaseId: Id<'purchase'> | null
  readonly kind: 'points' | 'gift'
  readonly amount: number
  readonly returned: number
  readonly at: Date
  readonly spentBy: string
}

const columns = sql`
  id, merchant_id, person_id, place_id, purchase_id, kind, amount, returned, at, spent_by`

export async function spendingById(work: Work, id: Id<'spending'>): Promise<Spending | null> {
  const { rows } = await sql<Spending>`
    select ${columns} from loyalty.spending where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** What paid for a purchase, oldest first. */
export async function spendingsFor(
  work: Work,
  purchaseId: Id<'purchase'>,
): Promise<readonly Spending[]> {
  const { rows } = await sql<Spending>`
    select ${columns} from loyalty.spending where purchase_id = ${purchaseId}
    order by at, id`.execute(work.tx)
  return rows
}

/** Writes a spending. Answers false when its id is taken. */
export async function insertSpending(
  work: Work,
  spending: Omit<Spending, 'returned' | 'at'>,
): Promise<boolean> {
  const { id, merchantId, personId, placeId, purchaseId, kind, amount, spentBy } = spending
  const { rows } = await sql`
    insert into loyalty.spending (id, merchant_id, person_id, place_id, purchase_id, kind, amount,
      at, spent_by)
    values (${id}, ${merchantId}, ${personId}, ${placeId}, ${purchaseId}, ${kind}, ${amount},
      ${work.now}, ${spentBy})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

/** What came back of a spending. */
export type SpendingReturn = {
  readonly id: Id<'spending-return'>
  readonly spendingId: Id<'spending'>
  readonly amount: number
}

export async function returnById(
  work: Work,
  id: Id<'spending-return'>,
): Promise<SpendingReturn | null> {
  const { rows } = await sql<SpendingReturn>`
    select id, spending_id, amount from loyalty.spending_return where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** Writes a return and counts it on its spending. Answers false when its id is taken. */
export async function insertReturn(
  work: Work,
  { id, spendingId, amount }: SpendingReturn,
  returnedBy: string,
): Promise<boolean> {
  const { rows } = await sql`
    with back as (
      insert into loyalty.spending_return (id, spending_id, amount, at, returned_by)
      values (${id}, ${spendingId}, ${amount}, ${work.now}, ${returnedBy})
      on conflict (id) do nothing
      returning spending_id, amount
    )
    update loyalty.spending s set returned = s.returned + back.amount
    from back where s.id = back.spending_id
    returning s.id`.execute(work.tx)
  return rows.length === 1
}
