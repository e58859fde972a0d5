/** SQL that carries memberships from one account of a person to another. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

/** The shops that each of these persons is a member of, held in the order of their keys. */
export async function lockOwnMembers(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, readonly Id<'merchant'>[]>> {
  const { rows } = await sql<{ personId: Id<'person'>; merchantId: Id<'merchant'> }>`
    select person_id, merchant_id from loyalty.member
    where person_id = any(${personIds}::uuid[])
    order by merchant_id, person_id for update`.execute(work.tx)
  const byPerson = Map.groupBy(rows, ({ personId }) => personId)
  return new Map(
    [...byPerson].map(([personId, list]) => [personId, list.map((row) => row.merchantId)]),
  )
}

const tables = [
  ['member', 'person_id'],
  ['purchase', 'person_id'],
  ['earning', 'person_id'],
  ['reward', 'person_id'],
  ['spending', 'person_id'],
  ['member_tag', 'person_id'],
  ['tag_change', 'person_id'],
  ['referral', 'inviter_id'],
  ['referral', 'friend_id'],
] as const

/** All of a membership of one shop, for a person who has none there. */
export async function carryMember(
  work: Work,
  merchantId: Id<'merchant'>,
  { fromId, toId }: { readonly fromId: Id<'person'>; readonly toId: Id<'person'> },
): Promise<void> {
  // What points at a membership goes over before or after it: the keys are asked at the end.
  await sql`set constraints all deferred`.execute(work.tx)
  for (const [table, column] of tables) {
    await sql`
      update ${sql.table(`loyalty.${table}`)} set ${sql.ref(column)} = ${toId}
      where merchant_id = ${merchantId} and ${sql.ref(column)} = ${fromId}`.execute(work.tx)
  }
  // Whoever has an invitation of their own keeps it.
  await sql`
    update loyalty.invitation i set person_id = ${toId}
    where merchant_id = ${merchantId} and person_id = ${fromId} and not exists (
      select from loyalty.invitation o
      where o.merchant_id = i.merchant_id and o.person_id = ${toId}
    )`.execute(work.tx)
}
