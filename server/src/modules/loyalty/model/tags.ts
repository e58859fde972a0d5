/** The words that a shop puts on its members. Pure. */
import type { LoyaltyRefusal } from './refusals.ts'

export const TAGS_MAX = 20
export const TAG_LENGTH_MAX = 30
/** Different words in one shop: more than people can tell apart. */
export const SHOP_TAGS_MAX = 200

/** Tags as they are kept: without spaces around them, each once, in order. */
export function tagsFrom(words: readonly string[]): readonly string[] {
  const tags = words.map((word) => word.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
  return [...new Set(tags)].filter((tag) => tag !== '').sort()
}

/**
 * Why a member may not get these tags; null when nothing speaks against it.
 *
 * @param shopTags how many different ones the shop would have
 */
export function objectionToTags(tags: readonly string[], shopTags: number): LoyaltyRefusal | null {
  if (tags.length > TAGS_MAX) return 'member.too-many-tags'
  return shopTags > SHOP_TAGS_MAX ? 'member.shop-has-too-many-tags' : null
}
