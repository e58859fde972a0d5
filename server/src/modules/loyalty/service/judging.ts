/** Tiers that fall by the clock alone: each member with a tier is looked at once a day. */
import type { Work } from '../../../platform/work.ts'
import { marketDay, midnight } from '../model/validity.ts'
import { lockMembers, tiersJudgedBefore } from '../store/member.ts'
import { judgeTier, knowledgeOf } from './settling.ts'

/** Members that one round looks at. */
export const MEMBERS_MAX = 200

/** Judges the tiers that nobody has looked at today (LO7). Answers how many those were. */
export async function judgeTiers(work: Work): Promise<number> {
  const today = midnight(marketDay(work.now))
  const due = await tiersJudgedBefore(work, today, MEMBERS_MAX)
  for (const { merchantId, personId } of due) {
    const member = (await lockMembers(work, merchantId, [personId])).get(personId)
    if (member) await judgeTier(work, member, await knowledgeOf(work, member))
  }
  return due.length
}
