/** The SQL on decisions and arms: what was said to whom, and what was said before. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { PageRequest } from '../../../kernel/page.ts'
import type { Work } from '../../../platform/work.ts'
import type { Arm, Outcome, Past } from '../model/decision.ts'
import type { Reason, RuleCode } from '../model/reason.ts'

/** A decision as it is kept. */
export type Decision = {
  readonly id: Id<'decision'>
  readonly campaignId: Id<'campaign'>
  readonly personId: Id<'person'>
  readonly at: Date
  /** Of equal refusals within an hour: when the last one was, and how many there were. */
  readonly lastAt: Date
  readonly times: number
  readonly outcome: Outcome
  readonly arm: Arm | null
  readonly rule: RuleCode | null
  readonly reasons: readonly Reason[]
  readonly factId: number
  readonly placeId: Id<'place'> | null
  readonly zoneId: Id<'zone'> | null
  readonly couponId: Id<'coupon'> | null
  readonly messageId: Id<'message'> | null
  readonly reservedMinor: number
  readonly couponExpiresAt: Date | null
}

/** Whose past at which campaign is asked for. */
export type PastKey = {
  readonly campaignId: Id<'campaign'>
  readonly personId: Id<'person'>
  /** Yeses after this instant are counted. */
  readonly since: Date
}
export const pastKey = (key: Pick<PastKey, 'campaignId' | 'personId'>) =>
  `${key.campaignId}/${key.personId}`

/** What campaigns did for people before, by `pastKey`; who is missing has no past. */
export async function pastsOf(
  work: Work,
  keys: readonly PastKey[],
): Promise<ReadonlyMap<string, Past>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<Past & { campaignId: Id<'campaign'>; personId: Id<'person'> }>`
    select k.campaign_id, k.person_id, a.arm, y.last_yes_at, y.yeses
    from unnest(
      ${keys.map((key) => key.campaignId)}::uuid[],
      ${keys.map((key) => key.personId)}::uuid[],
      ${keys.map((key) => key.since)}::timestamptz[]
    ) as k (campaign_id, person_id, since)
    join campaigns.assignment a
      on a.campaign_id = k.campaign_id and a.person_id = k.person_id
    cross join lateral (
      select max(d.at) as last_yes_at,
        (count(*) filter (where d.at > k.since))::integer as yeses
      from campaigns.decision d
      where d.campaign_id = k.campaign_id and d.person_id = k.person_id
        and d.outcome <> 'refused'
    ) y`.execute(work.tx)
  return new Map(
    rows.map(({ arm, lastYesAt, yeses, ...key }) => [pastKey(key), { arm, lastYesAt, yeses }]),
  )
}

/** Those of the pairs of campaign and fact that were decided before, as `campaign/fact`. */
export async function decidedBefore(
  work: Work,
  pairs: readonly Pick<Decision, 'campaignId' | 'factId'>[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ pair: string }>`
    select d.campaign_id || '/' || d.fact_id as pair
    from unnest(
      ${pairs.map((one) => one.campaignId)}::uuid[],
      ${pairs.map((one) => one.factId)}::bigint[]
    ) as said (campaign_id, fact_id)
    join campaigns.decision d
      on d.campaign_id = said.campaign_id and d.fact_id = said.fact_id`.execute(work.tx)
  return new Set(rows.map(({ pair }) => pair))
}

export type Assignment = {
  readonly campaignId: Id<'campaign'>
  readonly personId: Id<'person'>
  readonly arm: Arm
  readonly at: Date
}

/** Records arms; one that is recorded already stays. */
export async function insertAssignments(
  work: Work,
  assignments: readonly Assignment[],
): Promise<void> {
  if (assignments.length === 0) return
  await sql`
    insert into campaigns.assignment (campaign_id, person_id, arm, at)
    select * from unnest(
      ${assignments.map((one) => one.campaignId)}::uuid[],
      ${assignments.map((one) => one.personId)}::uuid[],
      ${assignments.map((one) => one.arm)}::text[],
      ${assignments.map((one) => one.at)}::timestamptz[]
    )
    on conflict do nothing`.execute(work.tx)
}

const HOUR_MS = 3_600_000
const hourOf = ({ at }: Decision) => Math.floor(at.getTime() / HOUR_MS)

/**
 * Saves decisions in one statement; equal refusals of one person, campaign and hour become one row.
 *
 * @returns the ids that are new rows
 * @throws when a fact was decided for a campaign before: the reader must not deliver it twice
 */
export async function insertDecisions(
  work: Work,
  decisions: readonly Decision[],
): Promise<ReadonlySet<Id<'decision'>>> {
  if (decisions.length === 0) return new Set()
  const folded = foldedRefusals(decisions)
  const { rows } = await sql<{ id: Id<'decision'>; isNew: boolean }>`
    insert into campaigns.decision (
      id, campaign_id, person_id, at, last_at, times, outcome, arm, rule, reasons, fact_id, hour,
      place_id, zone_id, coupon_id, message_id, reserved_minor, coupon_expires_at
    )
    select * from unnest(
      ${folded.map((one) => one.id)}::uuid[],
      ${folded.map((one) => one.campaignId)}::uuid[],
      ${folded.map((one) => one.personId)}::uuid[],
      ${folded.map((one) => one.at)}::timestamptz[],
      ${folded.map((one) => one.lastAt)}::timestamptz[],
      ${folded.map((one) => one.times)}::integer[],
      ${folded.map((one) => one.outcome)}::text[],
      ${folded.map((one) => one.arm)}::text[],
      ${folded.map((one) => one.rule)}::text[],
      ${folded.map((one) => JSON.stringify(one.reasons))}::json[],
      ${folded.map((one) => one.factId)}::bigint[],
      ${folded.map(hourOf)}::bigint[],
      ${folded.map((one) => one.placeId)}::uuid[],
      ${folded.map((one) => one.zoneId)}::uuid[],
      ${folded.map((one) => one.couponId)}::uuid[],
      ${folded.map((one) => one.messageId)}::uuid[],
      ${folded.map((one) => one.reservedMinor)}::bigint[],
      ${folded.map((one) => one.couponExpiresAt)}::timestamptz[]
    )
    on conflict (campaign_id, person_id, rule, hour) where outcome = 'refused'
    do update set
      times = decision.times + excluded.times,
      last_at = greatest(decision.last_at, excluded.last_at),
      reasons = excluded.reasons
    returning id, (xmax = 0) as is_new`.execute(work.tx)
  return new Set(rows.filter(({ isNew }) => isNew).map(({ id }) => id))
}

/** One statement must not meet the same row twice. */
function foldedRefusals(decisions: readonly Decision[]): readonly Decision[] {
  const folded = new Map<string, Decision>()
  for (const one of decisions) {
    const isFoldable = one.outcome === 'refused'
    const key = isFoldable ? `${pastKey(one)}/${one.rule}/${hourOf(one)}` : one.id
    const before = folded.get(key)
    const times = before ? before.times + one.times : one.times
    const lastAt = before && before.lastAt > one.lastAt ? before.lastAt : one.lastAt
    folded.set(key, before ? { ...before, times, lastAt, reasons: one.reasons } : one)
  }
  return [...folded.values()]
}

/** How many people a campaign was drawn to reach, counted up to `most`. */
export async function treatedUpTo(
  work: Work,
  campaignId: Id<'campaign'>,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(*)::integer as people from (
      select from campaigns.assignment
      where campaign_id = ${campaignId} and arm = 'treated' limit ${most}
    ) counted`.execute(work.tx)
  return rows[0]?.people ?? 0
}

const columns = sql`id, campaign_id, person_id, at, last_at, times, outcome, arm, rule, reasons,
  fact_id, place_id, zone_id, coupon_id, message_id, reserved_minor, coupon_expires_at`

export async function decisionById(work: Work, id: Id<'decision'>): Promise<Decision | null> {
  const { rows } = await sql<Decision>`
    select ${columns} from campaigns.decision where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** The decisions of a campaign, newest first, with one more than the page holds. */
export async function decisionsOfCampaign(
  work: Work,
  campaignId: Id<'campaign'>,
  outcome: Outcome | null,
  page: PageRequest,
): Promise<readonly Decision[]> {
  const { rows } = await sql<Decision>`
    select ${columns} from campaigns.decision
    where campaign_id = ${campaignId}
      and (${outcome}::text is null or outcome = ${outcome})
      and (${page.after}::uuid is null or id < ${page.after}::uuid)
    order by id desc limit ${page.limit + 1}`.execute(work.tx)
  return rows
}
