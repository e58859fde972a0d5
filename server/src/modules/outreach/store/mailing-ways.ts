/** SQL on mailings beyond the inbox: who is reached by which way, what goes out, and how much may. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { DeliveryState, WayName } from '../model/delivery.ts'
import { WAY_BITS, wayEnds, wayShift, type CountedEnds } from '../model/mailing-ways.ts'

const end = (name: (typeof wayEnds)[number]) => wayEnds.indexOf(name)

/** The parts by which a statement over many people learns who is reached by these ways. */
export type WayParts = {
  /** What would become of each on all ways, in one number; null where no way was chosen. */
  readonly ends: RawBuilder<unknown>
  /** Joined to `p` (people) and `a` (agreements). */
  readonly joins: RawBuilder<unknown>
}

/** See `wayEnd`: the same rule for everybody of a step. Without ways it costs nothing. */
export function wayParts(ways: readonly WayName[], inRange: RawBuilder<unknown>): WayParts {
  if (ways.length === 0) return { ends: sql`null::smallint`, joins: sql`` }
  const parts = ways.map((way) => {
    const purpose = sql.lit(`marketing/${way}`)
    const [address, gone] = [sql.ref(`at_${way}`), sql.ref(`gone_${way}`)]
    const isPhone = way === 'sms' || way === 'kakao'
    const where = isPhone ? sql`a.phone` : sql`${address}.address`
    const join = isPhone
      ? sql``
      : sql`left join (
          select person_id, address from outreach.address where way = ${sql.lit(way)} and ${inRange}
        ) ${address} on ${address}.person_id = p.person_id`
    return {
      end: sql`(case
        when not coalesce(${purpose} = any (a.purposes) or ${purpose} = any (a.merchant_purposes),
          false) then ${sql.lit(end('no-consent'))}
        when ${where} is null or ${gone}.address is not null then ${sql.lit(end('nowhere'))}
        else ${sql.lit(end('goes'))}
      end << ${sql.lit(wayShift(way))})`,
      join: sql`${join} left join outreach.unreachable ${gone}
        on ${gone}.way = ${sql.lit(way)} and ${gone}.address = ${where}`,
    }
  })
  return {
    ends: sql`(${sql.join(
      parts.map(({ end: each }) => each),
      sql` + `,
    )})::smallint`,
    joins: sql.join(
      parts.map(({ join }) => join),
      sql` `,
    ),
  }
}

const isEnd = (way: WayName, name: (typeof wayEnds)[number]) => sql`
  (r.ways >> ${sql.lit(wayShift(way))}) & ${sql.lit(2 ** WAY_BITS - 1)} = ${sql.lit(end(name))}`

export type WayPerson = {
  readonly personId: Id<'person'>
  readonly way: WayName
  readonly address: string
}

/** Those of a step who go by a way and have no delivery there yet, in the order of their ids. */
export async function goingBy(
  work: Work,
  mailingId: Id<'mailing'>,
  range: { readonly after: string | null; readonly upTo: string },
  way: WayName,
  people: RawBuilder<unknown>,
): Promise<readonly WayPerson[]> {
  const isPhone = way === 'sms' || way === 'kakao'
  const { rows } = await sql<WayPerson>`
    select r.person_id, ${way}::text as way, a.address
    from outreach.recipient r
    join (${
      isPhone ? people : sql`select person_id, address from outreach.address where way = ${way}`
    }) a on a.person_id = r.person_id
    where r.mailing_id = ${mailingId} and r.at = ${work.now} and r.person_id <= ${range.upTo}::uuid
      and (${range.after}::uuid is null or r.person_id > ${range.after}::uuid)
      and r.slot is not null and ${isEnd(way, 'goes')}
      and not exists (
        select from outreach.delivery d
        where d.mailing_id = r.mailing_id and d.person_id = r.person_id and d.way = ${way}
      )
    order by r.person_id`.execute(work.tx)
  return rows
}

/** Notes that the limit of the shop left no room for these people on a way. */
export async function markOverLimit(
  work: Work,
  mailingId: Id<'mailing'>,
  way: WayName,
  personIds: readonly Id<'person'>[],
): Promise<void> {
  const more = (end('over-limit') - end('goes')) * 2 ** wayShift(way)
  await sql`
    update outreach.recipient r set ways = r.ways + ${more}::smallint
    where r.mailing_id = ${mailingId} and r.person_id = any(${personIds}::uuid[])
      and ${isEnd(way, 'goes')}`.execute(work.tx)
}

export type WayUse = { readonly way: WayName; readonly used: number }

/** What a shop used in the month of a day; ways it did not use are left out. */
export async function wayUses(
  work: Work,
  merchantId: Id<'merchant'>,
  day: Day,
): Promise<readonly WayUse[]> {
  const { rows } = await sql<WayUse>`
    select way, used from outreach.way_use
    where merchant_id = ${merchantId} and month = date_trunc('month', ${day}::date)`.execute(
    work.tx,
  )
  return rows
}

/**
 * Takes as much of a way as is left, at most so much; whoever else sends for this shop waits. Take
 * ways in the order of their names.
 *
 * @returns how much it was
 */
export async function takeWayUse(
  work: Work,
  taken: { readonly merchantId: Id<'merchant'>; readonly day: Day; readonly wanted: number },
  { way, most }: { readonly way: WayName; readonly most: number },
): Promise<number> {
  const { merchantId, day, wanted } = taken
  const { rows } = await sql<{ used: number; usedMax: number }>`
    insert into outreach.way_use as u (merchant_id, way, month, used, used_max)
    values (${merchantId}, ${way}, date_trunc('month', ${day}::date), 0, ${most})
    on conflict (merchant_id, way, month)
    do update set used_max = greatest(u.used, excluded.used_max)
    returning used, used_max`.execute(work.tx)
  const { used = 0, usedMax = 0 } = rows[0] ?? {}
  const got = Math.max(0, Math.min(wanted, usedMax - used))
  await sql`
    update outreach.way_use set used = used + ${got}
    where merchant_id = ${merchantId} and way = ${way}
      and month = date_trunc('month', ${day}::date)`.execute(work.tx)
  return got
}

/** How many people of a mailing came to which ends on its ways. */
export async function countWayEnds(
  work: Work,
  mailingId: Id<'mailing'>,
): Promise<readonly CountedEnds[]> {
  const { rows } = await sql<CountedEnds>`
    select ways, count(*)::integer as count from outreach.recipient
    where mailing_id = ${mailingId} and ways is not null group by ways`.execute(work.tx)
  return rows
}

export type WayStateCount = {
  readonly way: WayName
  readonly state: DeliveryState
  readonly count: number
}

/** Where the deliveries of a mailing stand. */
export async function countWayStates(
  work: Work,
  mailingId: Id<'mailing'>,
): Promise<readonly WayStateCount[]> {
  const { rows } = await sql<WayStateCount>`
    select way, state, count(*)::integer as count from outreach.delivery
    where mailing_id = ${mailingId} group by way, state`.execute(work.tx)
  return rows
}
