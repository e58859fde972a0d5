/** What LINE tells us: who follows, who links their account, who wants no more; each event once. */
import { personOf } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { DAY_MS, MINUTE_MS } from '../../../kernel/time.ts'
import { randomToken, sha256 } from '../../../platform/secrets.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { lineBeaconHeard, lineFollowed } from '../events.ts'
import type { LineAccount } from '../ports.ts'
import { forgetUnreachable } from '../store/dead-letters.ts'
import { markUnreachable, saveAddress } from '../store/deliveries.ts'
import {
  followStates,
  forgetLineEvents,
  insertLineEvents,
  insertLineLink,
  linkedPeople,
  lineUserOfEvent,
  useLineLinks,
  type LineEventRow,
} from '../store/line.ts'
import { optOut, optOutToken } from './opt-out.ts'

/** An event as its signed body says; what we do nothing about is `other`. */
export type LineEvent = {
  readonly eventId: string
  readonly kind: string
  readonly userId: string | null
  readonly at: Date
  readonly link?: { readonly result: 'ok' | 'failed'; readonly nonce: string } | undefined
  readonly postback?: string | undefined
  readonly beacon?:
    | { readonly hwid: string; readonly kind: 'enter' | 'banner' | 'stay' }
    | undefined
}

const KEPT_MS = 30 * DAY_MS

/**
 * Takes in the events of one webhook. Doubled, shuffled and redelivered ones do no harm (OU57).
 *
 * @returns how many of them were new
 */
export async function takeLineEvents(
  work: Work,
  secret: string,
  events: readonly LineEvent[],
): Promise<number> {
  const rows = events.map((event): LineEventRow & { event: LineEvent } => {
    const { eventId, kind, userId, at } = event
    return { id: work.newId('line-event'), eventId, kind, userId, at, event }
  })
  const isNew = await insertLineEvents(work, rows)
  const fresh = rows.filter(({ id }) => isNew.has(id))
  await takeLinks(work, fresh)
  await takeFollows(work, fresh)
  await takeWords(work, secret, fresh)
  await forgetLineEvents(work, new Date(work.now.getTime() - KEPT_MS))
  return fresh.length
}

type Fresh = readonly (LineEventRow & { readonly event: LineEvent })[]

/** A linked account is an address that was proven: by the nonce that only its person was given. */
async function takeLinks(work: Work, fresh: Fresh): Promise<void> {
  const linked = fresh.flatMap(({ userId, event: { link } }) =>
    userId && link?.result === 'ok' ? [{ userId, nonceHash: sha256(link.nonce) }] : [],
  )
  if (linked.length === 0) return
  const people = await useLineLinks(
    work,
    linked.map(({ nonceHash }) => nonceHash),
  )
  for (const { userId, nonceHash } of linked) {
    const personId = people.get(nonceHash)
    if (personId) await saveAddress(work, { personId, way: 'line', address: userId })
  }
}

async function takeFollows(work: Work, fresh: Fresh): Promise<void> {
  const concerned = fresh.filter(({ kind }) => kind === 'follow' || kind === 'unfollow')
  if (concerned.length === 0) return
  const userIds = [...new Set(concerned.flatMap(({ userId }) => userId ?? []))]
  const states = await followStates(work, userIds)
  const way = 'line' as const
  await markUnreachable(
    work,
    states
      .filter(({ follows }) => !follows)
      .map(({ userId: address }) => ({ way, address, reason: 'unfollowed' })),
  )
  const back = states.filter(({ follows }) => follows).map(({ userId }) => userId)
  await forgetUnreachable(
    work,
    back.map((address) => ({ way, address })),
  )
  for (const { id, kind, userId } of concerned) {
    if (kind === 'follow' && userId && back.includes(userId)) {
      work.announce(lineFollowed, { lineEventId: id })
    }
  }
}

/** What the buttons below a message bring back. */
export const optOutPostback = (merchantId: string) => `opt-out/${merchantId}`

async function takeWords(work: Work, secret: string, fresh: Fresh): Promise<void> {
  const said = fresh.filter(({ event }) => event.postback ?? event.beacon)
  if (said.length === 0) return
  const people = await linkedPeople(
    work,
    said.flatMap(({ userId }) => userId ?? []),
  )
  for (const { id, userId, event } of said) {
    const personId = userId === null ? undefined : people.get(userId)
    if (!personId) continue
    const merchantId = parseId<'merchant'>(/^opt-out\/(.+)$/.exec(event.postback ?? '')?.[1] ?? '')
    if (merchantId) {
      // The same way out as the link in a mail: LINE signed that it was this person.
      const proof = { sessionId: null, ipHash: null, agentHash: null }
      const token = optOutToken(secret, { personId, merchantId })
      await optOut(work, secret, { token, scope: 'merchant', proof })
    }
    if (event.beacon) {
      const { hwid, kind } = event.beacon
      const heard = { personId, lineEventId: id, hwid, kind, at: event.at.toISOString() }
      work.announce(lineBeaconHeard, heard, { subjectId: personId })
    }
  }
}

/** LINE's own link tokens last as long. */
const LINK_MS_MAX = 10 * MINUTE_MS

/**
 * Begins to link the asker's account: where their browser has to go on LINE's side.
 *
 * @see https://developers.line.biz/en/docs/messaging-api/linking-accounts/
 */
export async function startLineLink(
  work: Work,
  linkToken: string,
): Promise<{ readonly url: string }> {
  const nonce = randomToken(24)
  const expiresAt = new Date(work.now.getTime() + LINK_MS_MAX)
  await insertLineLink(work, {
    nonceHash: sha256(nonce),
    personId: personOf(work.actor),
    expiresAt,
  })
  const query = new URLSearchParams({ linkToken, nonce })
  return { url: `https://access.line.me/dialog/bot/accountLink?${query.toString()}` }
}

const system = { kind: 'system', name: 'outreach' } as const

/** Asks whoever has just followed us to link their account, unless they did. */
export async function inviteToLink(
  inWork: InWork,
  line: LineAccount,
  origin: string,
  id: Id<'line-event'>,
  signal: AbortSignal,
): Promise<void> {
  const user = await inWork(system, (work) => lineUserOfEvent(work, id))
  if (!user || user.isLinked) return
  const linkToken = await line.linkToken(user.userId, signal)
  const page = `${origin}/line/link/${encodeURIComponent(linkToken)}`
  const text = `친구가 되어 주셔서 고마워요. 골목 계정과 연결하면 소식을 여기로도 받아요 (10분 안에 눌러 주세요).\n${page}`
  await line.say({ userId: user.userId, text, key: id }, signal)
}
