/** Friends as people and shops see them: my shops, my shop's numbers, and the links that lead there. */
import { toString as qrText } from 'qrcode'
import { allow, mayDecide, mayOperate, mayServe, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Page, PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { dayAfter, MARKET_TIME_ZONE, wallTime, type Day } from '../../../kernel/time.ts'
import { hmacSha256, isSameSecret } from '../../../platform/secrets.ts'
import type { LoggedFact } from '../../../platform/news.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantMuted, optedOut } from '../../outreach/events.ts'
import { blocksOfAsker } from '../../outreach/service/inbox.ts'
import { mutedByAsker } from '../../outreach/service/mutes.ts'
import { merchantConsentsOf, pairKey } from '../../people/service/merchant-consents.ts'
import type { Merchant } from '../../places/model.ts'
import { merchantOf, merchantsOf } from '../../places/service.ts'
import { brandsByName, type BrandsAsked } from '../../places/service/brands.ts'
import { friendFollowed, friendLeft } from '../events.ts'
import {
  FRIEND_DAYS,
  FRIENDS_PER_PERSON_MAX,
  isBlockedOften,
  linkPayload,
  LINK_PAYLOAD_BYTES,
  readLinkPayload,
  type LinkSource,
} from '../model/friends.ts'
import { channelRefusals } from '../model/refusals.ts'
import { followChannel } from '../service.ts'
import {
  addToDays,
  followedAmong,
  friendCount,
  friendDays,
  friendOf,
  friendsBySource,
  friendsOfPerson,
  greetingsOf,
  saveGreeting,
  type FriendDay,
  type FriendDayChange,
  type SourceCount,
} from '../store/friends.ts'

const SIGNATURE_LETTERS = 22
const PAYLOAD_LETTERS = Math.ceil((LINK_PAYLOAD_BYTES * 8) / 6)
export const FOLLOW_CODE_LETTERS = PAYLOAD_LETTERS + SIGNATURE_LETTERS

const signatureOf = (secret: string, payload: string) =>
  hmacSha256(secret, `channels.follow/${payload}`).slice(0, SIGNATURE_LETTERS)

/** The code of a follow link: which shop, where it hangs, and our signature (CH2). It never ends. */
export function followCode(secret: string, merchantId: Id<'merchant'>, source: LinkSource): string {
  const payload = Buffer.from(linkPayload(merchantId, source)).toString('base64url')
  return `${payload}${signatureOf(secret, payload)}`
}

/** @throws {Refused} `friend.link-unknown` */
function readCode(secret: string, code: string) {
  const payload = code.slice(0, -SIGNATURE_LETTERS)
  const isOurs = isSameSecret(code.slice(-SIGNATURE_LETTERS), signatureOf(secret, payload))
  const read = isOurs ? readLinkPayload(Buffer.from(payload, 'base64url')) : null
  if (!read) throw new Refused(channelRefusals, 'friend.link-unknown')
  return read
}

export type ShownChannel = {
  readonly merchant: Merchant
  readonly greeting: string
  readonly source: LinkSource
  /** Of the asker; null for nobody. */
  readonly isFriend: boolean | null
}

/** What a follow link leads to. @throws {Refused} `friend.link-unknown`, `merchant.unknown` */
export async function linkedChannel(
  work: Work,
  secret: string,
  code: string,
): Promise<ShownChannel> {
  const { merchantId, source } = readCode(secret, code)
  const merchant = await merchantOf(work, merchantId)
  const { actor } = work
  const isPerson = actor.kind === 'person'
  return {
    merchant,
    source,
    greeting: (await greetingsOf(work, [merchantId])).get(merchantId) ?? '',
    isFriend: isPerson
      ? (await friendOf(work, { merchantId, personId: actor.personId })) !== null
      : null,
  }
}

/**
 * Makes the asker a friend of the shop of a link, by the source it names.
 *
 * @throws {Refused} `friend.link-unknown`, and all of `followChannel`
 */
export async function followLink(work: Work, secret: string, code: string): Promise<ShownChannel> {
  await followChannel(work, readCode(secret, code))
  return linkedChannel(work, secret, code)
}

/**
 * A follow link of a shop with its square to print, for those who work there.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function followLinkOf(
  work: Work,
  { secret, origin }: { readonly secret: string; readonly origin: string },
  { merchantId, source }: { readonly merchantId: Id<'merchant'>; readonly source: LinkSource },
): Promise<{ readonly code: string; readonly url: string; readonly svg: string }> {
  allow(mayServe(work.actor, merchantId))
  const code = followCode(secret, merchantId, source)
  const url = `${origin.replace(/\/$/, '')}/f/${code}`
  return { code, url, svg: await qrText(url, { type: 'svg', errorCorrectionLevel: 'M' }) }
}

export type MyFriend = {
  readonly merchant: Merchant
  readonly since: Date
  readonly isBlocked: boolean
  readonly isMuted: boolean
  /** Whether they agreed to the advertisements of this shop. */
  readonly agrees: boolean
}

/** The shops the asker is a friend of, the latest first. */
export async function myFriends(work: Work): Promise<readonly MyFriend[]> {
  const personId = personOf(work.actor)
  const friends = await friendsOfPerson(work, personId, FRIENDS_PER_PERSON_MAX)
  const ids = friends.map(({ merchantId }) => merchantId)
  const merchants = await merchantsOf(work, ids)
  const blocked = new Set((await blocksOfAsker(work)).map(({ merchantId }) => merchantId))
  const muted = await mutedByAsker(work, ids)
  const pairs = ids.map((merchantId) => ({ personId, merchantId }))
  const agreed = await merchantConsentsOf(work, pairs)
  return friends.flatMap(({ merchantId, since }) => {
    const merchant = merchants.get(merchantId)
    if (!merchant) return []
    const agrees = agreed.get(pairKey({ personId, merchantId }))?.has('marketing') ?? false
    const isBlocked = blocked.has(merchantId)
    return [{ merchant, since, isBlocked, isMuted: muted.has(merchantId), agrees }]
  })
}

export type Brand = {
  readonly merchant: Merchant
  /** Of the asker; null for nobody. */
  readonly isFriend: boolean | null
}

/** The list of brands, each with whether the asker follows it (CH59). */
export async function brands(
  work: Work,
  asked: BrandsAsked,
  page: PageRequest,
): Promise<Page<Brand>> {
  const { items, nextCursor } = await brandsByName(work, asked, page)
  const { actor } = work
  const ids = items.map(({ id }) => id)
  const mine = actor.kind === 'person' ? await followedAmong(work, actor.personId, ids) : null
  return {
    items: items.map((merchant) => ({ merchant, isFriend: mine && mine.has(merchant.id) })),
    nextCursor,
  }
}

/** Since when the asker is a friend of a shop; null when they are none. */
export async function myFriendship(work: Work, merchantId: Id<'merchant'>): Promise<Date | null> {
  return (await friendOf(work, { merchantId, personId: personOf(work.actor) }))?.since ?? null
}

export type ChannelFigures = {
  readonly greeting: string
  readonly friends: number
  readonly bySource: readonly SourceCount[]
  /** Every day of the last FRIEND_DAYS, oldest first. */
  readonly days: readonly FriendDay[]
  readonly followed: number
  readonly left: number
  readonly blocked: number
  readonly isBlockedOften: boolean
}

/** A shop's friends in numbers, for its people and the operator (CH5). */
export async function channelFigures(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<ChannelFigures> {
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
  const bySource = await friendsBySource(work, merchantId)
  const { day: today } = wallTime(work.now, MARKET_TIME_ZONE)
  const from = dayAfter(today, 1 - FRIEND_DAYS)
  const kept = await friendDays(work, merchantId, { from, until: today })
  const known = new Map(kept.map((it) => [it.day, it]))
  const days = Array.from({ length: FRIEND_DAYS }, (_each, at) => {
    const day = dayAfter(from, at)
    return known.get(day) ?? { day, followed: 0, left: 0, blocked: 0, muted: 0 }
  })
  const sum = (key: 'followed' | 'left' | 'blocked') =>
    days.reduce((total, day) => total + day[key], 0)
  const friends = bySource.reduce((total, it) => total + it.friends, 0)
  return {
    greeting: (await greetingsOf(work, [merchantId])).get(merchantId) ?? '',
    friends,
    bySource,
    days,
    followed: sum('followed'),
    left: sum('left'),
    blocked: sum('blocked'),
    isBlockedOften: isBlockedOften(friends, sum('blocked')),
  }
}

export type FriendDayTotal = FriendDay & {
  /** At the end of the day. */
  readonly friends: number
}

/**
 * A shop's friends on each day of a stretch, oldest first, counted back from how many it has now; days
 * on which nothing happened are there as well. Who may ask is for the caller to know.
 */
export async function friendHistory(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: { readonly from: Day; readonly until: Day },
): Promise<readonly FriendDayTotal[]> {
  const { day: today } = wallTime(work.now, MARKET_TIME_ZONE)
  const last = until > today ? until : today
  const kept = await friendDays(work, merchantId, { from, until: last })
  const known = new Map(kept.map((it) => [it.day, it]))
  let friends = await friendCount(work, merchantId)
  const days: FriendDayTotal[] = []
  for (let day = last; day >= from; day = dayAfter(day, -1)) {
    const it = known.get(day) ?? { day, followed: 0, left: 0, blocked: 0, muted: 0 }
    if (day <= until) days.push({ ...it, friends: Math.max(0, friends) })
    friends -= it.followed - it.left
  }
  return days.toReversed()
}

/** Changes what a shop says on the page of its links. @throws {Refused} `access.forbidden` */
export async function setGreeting(
  work: Work,
  merchantId: Id<'merchant'>,
  greeting: string,
): Promise<string> {
  allow(mayDecide(work.actor, merchantId))
  await merchantOf(work, merchantId)
  await saveGreeting(work, merchantId, greeting.trim())
  return greeting.trim()
}

/** The facts of which the figures by day are made (CH6). */
export const friendDayFacts = [friendFollowed, friendLeft, optedOut, merchantMuted] as const

/** Takes facts into the figures by day. */
export async function countDays(work: Work, facts: readonly LoggedFact[]): Promise<void> {
  await addToDays(work, facts.flatMap(changeOf))
}

function changeOf({ name, at, data }: LoggedFact): readonly FriendDayChange[] {
  const { day } = wallTime(at, MARKET_TIME_ZONE)
  const none = { day, followed: 0, left: 0, blocked: 0, muted: 0 }
  if (name === merchantMuted.name) {
    const { merchantId } = merchantMuted.shape.parse(data)
    return [{ ...none, merchantId: merchantId as Id<'merchant'>, source: '', muted: 1 }]
  }
  if (name === optedOut.name) {
    const { merchantId } = optedOut.shape.parse(data)
    if (merchantId === null) return []
    return [{ ...none, merchantId: merchantId as Id<'merchant'>, source: '', blocked: 1 }]
  }
  const { merchantId, source } = friendFollowed.shape.parse(data)
  const isNew = name === friendFollowed.name
  const change = isNew ? { followed: 1 } : { left: 1 }
  return [{ ...none, ...change, merchantId: merchantId as Id<'merchant'>, source }]
}
