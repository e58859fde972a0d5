/** The SQL of tags, and of the days on which members bought. Rows in, domain types out. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { MemberKey } from './member.ts'

/** The tags of a member, in order. */
export async function tagsOf(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<readonly string[]> {
  const { rows } = await sql<{ tag: string }>`
    select tag from loyalty.member_tag
    where merchant_id = ${merchantId} and person_id = ${personId} order by tag`.execute(work.tx)
  return rows.map(({ tag }) => tag)
}

/** The tags of a person at each shop that has put some on them. */
export async function tagsByShop(
  work: Work,
  personId: Id<'person'>,
): Promise<ReadonlyMap<Id<'merchant'>, readonly string[]>> {
  const { rows } = await sql<{ merchantId: Id<'merchant'>; tags: readonly string[] }>`
    select merchant_id, array_agg(tag order by tag) as tags from loyalty.member_tag
    where person_id = ${personId} group by merchant_id`.execute(work.tx)
  return new Map(rows.map(({ merchantId, tags }) => [merchantId, tags]))
}

/** How many different tags a shop would have with these; stops counting above `limit`. */
export async function shopTagsWith(
  work: Work,
  merchantId: Id<'merchant'>,
  tags: readonly string[],
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (
      select tag from loyalty.member_tag where merchant_id = ${merchantId}
      union select unnest(${tags}::text[])
      limit ${limit + 1}
    ) as tag`.execute(work.tx)
  return rows[0]?.count ?? 0
}

/** Whether somebody is a member; locked until the work ends. */
export async function lockMember(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<boolean> {
  const { rows } = await sql`
    select person_id from loyalty.member
    where merchant_id = ${merchantId} and person_id = ${personId}
    for no key update`.execute(work.tx)
  return rows.length === 1
}

export type TagChange = MemberKey & {
  readonly id: Id<'tag-change'>
  readonly changedBy: string
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Writes the tags of a locked member as they are now, and the change. */
export async function saveTags(work: Work, change: TagChange): Promise<void> {
  const { id, merchantId, personId, changedBy, before, after } = change
  await sql`
    with gone as (
      delete from loyalty.member_tag
      where merchant_id = ${merchantId} and person_id = ${personId}
        and tag <> all(${after}::text[])
    ), added as (
      insert into loyalty.member_tag (merchant_id, person_id, tag, tagged_at)
      select ${merchantId}, ${personId}, tag, ${work.now} from unnest(${after}::text[]) as tag
      on conflict do nothing
    )
    insert into loyalty.tag_change (id, merchant_id, person_id, changed_at, changed_by, before, after)
    values (${id}, ${merchantId}, ${personId}, ${work.now}, ${changedBy}, ${before}::text[],
      ${after}::text[])`.execute(work.tx)
}

/** Forgets the tags of a person at a shop, with what was ever written of them. */
export async function eraseTags(work: Work, { merchantId, personId }: MemberKey): Promise<void> {
  await sql`
    with gone as (
      delete from loyalty.member_tag
      where merchant_id = ${merchantId} and person_id = ${personId}
    )
    delete from loyalty.tag_change
    where merchant_id = ${merchantId} and person_id = ${personId}`.execute(work.tx)
}

/** Days of the market on which a member bought something that stands, newest first. */
export async function purchaseDaysOf(
  work: Work,
  { merchantId, personId }: MemberKey,
  timeZone: string,
  limit: number,
): Promise<readonly Day[]> {
  const { rows } = await sql<{ day: Day }>`
    select distinct to_char(at at time zone ${timeZone}, 'YYYY-MM-DD') as day
    from loyalty.purchase
    where merchant_id = ${merchantId} and person_id = ${personId} and not is_gone
    order by day desc limit ${limit}`.execute(work.tx)
  return rows.map(({ day }) => day)
}
