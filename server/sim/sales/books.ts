/** What bills and ledger hold after a replay, by the names of the files: to be set beside a recount. */
import { sql } from 'kysely'
import type { Database } from '../../src/platform/postgres.ts'
import { ledgerInvariants } from '../../src/modules/ledger/service.ts'
import { loyaltyInvariants } from '../../src/modules/loyalty/service.ts'
import { offerInvariants } from '../../src/modules/offers/service.ts'
import type { Books, PersonBooks } from './recount.ts'
import type { Names } from './till.ts'

/** Reads what is there. Ids become the names of the files again. */
export async function readBooks(
  { db }: Pick<Database, 'db'>,
  { merchantId, people, bills }: Names,
): Promise<Books> {
  const keyOfBill = new Map([...bills].map(([key, id]) => [id as string, key]))
  const { rows: billRows } = await sql<{
    id: string
    billMinor: number
    discountMinor: number
    refundedMinor: number
  }>`
    select id, bill_minor, discount_minor, refunded_minor from offers.bill
    where merchant_id = ${merchantId} and state in ('paid', 'returned')`.execute(db)
  const ofPerson = await personBooks({ db }, merchantId)
  const { rows: uses } = await sql<{ title: string; uses: number }>`
    select title, redeemed as uses from offers.offer
    where merchant_id = ${merchantId} and redeemed > 0`.execute(db)
  const { rows: shop } = await sql<{ balance: number }>`
    select balance from ledger.account where key = ${`merchant/${merchantId}/points`}`.execute(db)
  return {
    bills: new Map(
      billRows.map(({ id, billMinor, discountMinor, refundedMinor }) => {
        return [keyOfBill.get(id) ?? id, { billMinor, discountMinor, refundedMinor }]
      }),
    ),
    people: new Map([...people].map(([key, id]) => [key, ofPerson.get(id) ?? nothing])),
    uses: new Map(uses.map((it) => [it.title, it.uses])),
    shopPoints: shop[0]?.balance ?? 0,
  }
}

const nothing: PersonBooks = { points: 0, owed: 0, lots: [] }

async function personBooks({ db }: Pick<Database, 'db'>, merchantId: string) {
  const { rows } = await sql<{
    personId: string
    points: number
    owed: number
    lots: readonly number[]
  }>`
    select split_part(a.key, '/', 2) as person_id, a.balance as points,
      (select coalesce(sum(greatest(e.posted - e.points, 0)), 0)::bigint from loyalty.earning e
        where e.person_id = split_part(a.key, '/', 2)::uuid and e.merchant_id = ${merchantId}) as owed,
      (select coalesce(json_agg(l.remaining order by l.arrived_at, l.id), '[]') from ledger.lot l
        where l.account_id = a.id) as lots
    from ledger.account a
    where a.key like ${`person/%/points/${merchantId}`}`.execute(db)
  return new Map(
    rows.map(({ personId, points, owed, lots }): [string, PersonBooks] => {
      return [personId, { points, owed, lots }]
    }),
  )
}

/** The invariants of offers, loyalty and ledger that are broken. */
export async function brokenBooks({ db }: Pick<Database, 'db'>): Promise<readonly string[]> {
  const broken: string[] = []
  for (const { id, query } of [...offerInvariants, ...loyaltyInvariants, ...ledgerInvariants]) {
    const { rows } = await sql.raw(query).execute(db)
    if (rows.length > 0) broken.push(id)
  }
  return broken
}
