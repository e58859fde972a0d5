/** The words that a shop puts on its members (LO26): written by its people, seen and erased by the member. */
import { recordLooks } from '../../people/service/looks.ts'
import { actorName, allow, mayServe, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { isSame } from '../../../kernel/same.ts'
import { MARKET_TIME_ZONE, type Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { objectionToTags, SHOP_TAGS_MAX, tagsFrom } from '../model/tags.ts'
import type { MemberKey } from '../store/member.ts'
import {
  eraseTags,
  lockMember,
  purchaseDaysOf,
  saveTags,
  shopTagsWith,
  tagsOf,
} from '../store/tag.ts'

/**
 * The tags of a member, for those who serve at the shop.
 *
 * @throws {Refused} `access.forbidden`, `member.unknown`
 */
export async function memberTags(work: Work, key: MemberKey): Promise<readonly string[]> {
  allow(mayServe(work.actor, key.merchantId))
  if (!(await lockMember(work, key))) throw new Refused(loyaltyRefusals, 'member.unknown')
  await recordLooks(work, [{ ...key, what: 'tags' }])
  return tagsOf(work, key)
}

/**
 * Puts tags on a member in the place of those of before; who did it is kept.
 *
 * @throws {Refused} `access.forbidden`, `member.unknown`, `member.too-many-tags`,
 *   `member.shop-has-too-many-tags`
 */
export async function setMemberTags(
  work: Work,
  key: MemberKey,
  words: readonly string[],
): Promise<readonly string[]> {
  const before = await memberTags(work, key)
  const after = tagsFrom(words)
  const shopTags = await shopTagsWith(work, key.merchantId, after, SHOP_TAGS_MAX)
  const objection = objectionToTags(after, shopTags)
  if (objection) throw new Refused(loyaltyRefusals, objection)
  if (isSame(before, after)) return after
  const change = { ...key, id: work.newId('tag-change'), before, after }
  await saveTags(work, { ...change, changedBy: actorName(work.actor) })
  return after
}

/** Erases what a shop has written on whoever asks, with its history. */
export async function eraseMyTags(work: Work, merchantId: Id<'merchant'>): Promise<void> {
  await eraseTags(work, { merchantId, personId: personOf(work.actor) })
}

/** What is known of a member for the conditions of offers. */
export type MemberFacts = {
  readonly tags: readonly string[]
  /** Days of the market on which something was bought that stands, newest first. */
  readonly boughtDays: readonly Day[]
}

/** As many days as bear on how regular somebody is, and one more than a season has. */
const DAYS_LOOKED_AT_MAX = 100

/** What a shop knows of a person, as far as loyalty does. Who may ask is for the caller to know. */
export async function memberFacts(work: Work, key: MemberKey): Promise<MemberFacts> {
  const [tags, boughtDays] = await Promise.all([
    tagsOf(work, key),
    purchaseDaysOf(work, key, MARKET_TIME_ZONE, DAYS_LOOKED_AT_MAX),
  ])
  return { tags, boughtDays }
}
