/**
 * Friends of a shop: where they come from, and when a shop has to be warned.
 *
 * Pure. CH1, CH2… are the rules of README.md, and the tests bear their names.
 */
import type { Id } from '../../../kernel/id.ts'

/** Where somebody became a friend. `link` is a tracked link of something that was published. */
export const sources = [
  'qr',
  'tag',
  'place-page',
  'receipt',
  'invitation',
  'app',
  'campaign',
  'page',
  'link',
  'brand-list',
] as const
export type Source = (typeof sources)[number]

/** Sources that a link may name; the others are places in the app. Their order is part of the code. */
export const linkSources = [
  'qr',
  'tag',
  'receipt',
  'invitation',
  'campaign',
  'page',
  'link',
] as const satisfies Source[]
export type LinkSource = (typeof linkSources)[number]

export type Friend = {
  readonly merchantId: Id<'merchant'>
  readonly personId: Id<'person'>
  readonly source: Source
  readonly since: Date
}

/** More than anyone hears of. */
export const FRIENDS_PER_PERSON_MAX = 1_000
export const GREETING_LETTERS_MAX = 200
/** Days that a shop's page of friends looks back. */
export const FRIEND_DAYS = 30

const BLOCKS_JUDGED_FROM_FRIENDS = 20
const BLOCKED_PERCENT_MAX = 3

/** Whether so many blocks in FRIEND_DAYS are a sign that a shop sends too much (CH7). */
export function isBlockedOften(friends: number, blocked: number): boolean {
  return friends >= BLOCKS_JUDGED_FROM_FRIENDS && blocked * 100 > friends * BLOCKED_PERCENT_MAX
}

const LINK_VERSION = 1
const MERCHANT_BYTES = 16
export const LINK_PAYLOAD_BYTES = MERCHANT_BYTES + 2

/** What a follow link says, as the bytes that are signed (CH2). */
export function linkPayload(merchantId: Id<'merchant'>, source: LinkSource): Uint8Array {
  const bytes = Uint8Array.from(merchantId.replaceAll('-', '').match(/../g) ?? [], (byte) =>
    Number.parseInt(byte, 16),
  )
  return new Uint8Array([LINK_VERSION, linkSources.indexOf(source), ...bytes])
}

/** Reads what a follow link says; null when it says nothing that we know. */
export function readLinkPayload(
  bytes: Uint8Array,
): { readonly merchantId: Id<'merchant'>; readonly source: LinkSource } | null {
  const [version, at = -1] = bytes
  const source = linkSources[at]
  if (bytes.length !== LINK_PAYLOAD_BYTES || version !== LINK_VERSION || !source) return null
  const hex = Array.from(bytes.slice(2), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(hex)?.slice(1) ?? []
  return { merchantId: parts.join('-') as Id<'merchant'>, source }
}

/** What a new friend is told (CH4): that it worked, what comes of it, and the ways out. */
export function welcomeText(
  locale: 'ko' | 'en',
  shopName: string,
): { readonly title: string; readonly body: string } {
  if (locale === 'en') {
    return {
      title: `You and ${shopName} are friends now`,
      body:
        `${shopName} can send you news and coupons here. Advertisements come only if you agreed to them, ` +
        'and are marked as such. Under “Me › Shops I follow” you can mute, block or leave this shop at any ' +
        'time, at once and free of charge. The shop does not see who you are.',
    }
  }
  return {
    title: `${shopName} 친구가 되었어요`,
    body:
      `이제 ${shopName}의 소식과 쿠폰을 여기서 받아 볼 수 있어요. 광고는 동의하신 분께만, (광고)라고 적어서 보내요. ` +
      '‘나 › 친구 가게’에서 언제든 알림을 끄거나, 막거나, 친구를 그만둘 수 있어요. 돈은 들지 않고 바로 적용돼요. ' +
      '가게는 누가 친구인지 볼 수 없어요.',
  }
}
