/** The SQL of rewards. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Reward } from '../model/rewards.ts'
import type { MemberKey } from './member.ts'

const columns = sql`id, merchant_id, person_id, kind, source_id, turn, offer_id, state`

/** The rewards of a member that were not withdrawn. */
export async function rewardsOf(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<readonly Reward[]> {
  const { rows } = await sql<Reward>`
    select ${columns} from loyalty.reward
    where merchant_id = ${merchantId} and person_id = ${personId} and state <> 'withdrawn'
    order by at, id`.execute(work.tx)
  return rows
}

/** Those of the ids that are rewards. */
export async function rewardsByIds(
  work: Work,
  ids: readonly Id<'reward'>[],
): Promise<readonly Reward[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Reward>`
    select ${columns} from loyalty.reward where id = any(${ids}::uuid[])`.execute(work.tx)
  return rows
}

/** Writes rewards that were earned now. The database refuses a second one of the same turn. */
export async function insertRewards(work: Work, rewards: readonly Reward[]): Promise<void> {
  if (rewards.length === 0) return
  await sql`
    insert into loyalty.reward (id, merchant_id, person_id, kind, source_id, turn, offer_id, state,
      at)
    select id, merchant_id, person_id, kind, source_id, turn, offer_id, 'earned', ${work.now}
    from unnest(
      ${rewards.map((it) => it.id)}::uuid[],
      ${rewards.map((it) => it.merchantId)}::uuid[],
      ${rewards.map((it) => it.personId)}::uuid[],
      ${rewards.map((it) => it.kind)}::text[],
      ${rewards.map((it) => it.sourceId)}::uuid[],
      ${rewards.map((it) => it.turn)}::integer[],
      ${rewards.map((it) => it.offerId)}::uuid[]
    ) as reward (id, merchant_id, person_id, kind, source_id, turn, offer_id)`.execute(work.tx)
}

export async function setRewardState(
  work: Work,
  ids: readonly Id<'reward'>[],
  state: Reward['state'],
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update loyalty.reward set state = ${state} where id = any(${ids}::uuid[])`.execute(work.tx)
}
