/** Deliveries: how a message leaves the inbox, by which ways, and what became of it there. */
import type { Id } from '../../../kernel/id.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { consentsOf, peopleOf } from '../../people/service.ts'
import { timeZonesOf } from '../../people/service/time-zones.ts'
import { merchantConsentsOf, pairKey } from '../../people/service/merchant-consents.ts'
import {
  NO_TEMPLATE,
  KAKAO_QUIET_FROM_MINUTE,
  SENDING_MS_MAX,
  handOverBefore,
  lastWord,
  packedWay,
  retryAt,
  type AgreedApart,
  type WayName,
} from '../model/delivery.ts'
import type { MessagePurpose } from '../model.ts'
import { letterFace, type Letter, type LetterContent } from '../model/letters.ts'
import { filledText } from '../model/template.ts'
import { WayFailed, type LineAccount, type Way } from '../ports.ts'
import {
  addressesOfPeople,
  claimDue,
  dueWays,
  insertDeliveries,
  markUnreachable,
  noteHeard,
  settleDeliveries,
  unreachableAmong,
  wantedWays,
  type DueDelivery,
  type NewDelivery,
  type Settlement,
  type WantedWay,
} from '../store/deliveries.ts'
import { handOver, parcelsOf, type Done, type Parcel, type Ready } from './batches.ts'
import { settingsOf } from './hearing.ts'
import { optOutToken } from './opt-out.ts'
import { aboveLimits } from './mailing-ways.ts'
import { wayTerms } from './way-terms.ts'

/** What deliveries need of the house. */
export type DeliveryNeeds = {
  /** The ways that are set up; others are not offered. */
  readonly ways: ReadonlyMap<WayName, Way>
  /** The LINE account behind that way; none where left out. */
  readonly line?: LineAccount | null
  /** Signs the ways out of advertising. */
  readonly secret: string
  /** Stands in messages of merchants that have no contact of their own. */
  readonly contact: string
  readonly marketName: string
  /** Where links lead. */
  readonly origin: () => string
  readonly kakaoQuietFromMinute?: number
  /** The proof of the market as a sender of texts to many (Network Act §50-3); noted with each text. */
  readonly certification?: string | null
  /** A free number for saying no to texts. */
  readonly optOutPhone?: string | null
}

/** How many deliveries one turn takes, and how many of them are under way at once. */
export const DELIVERIES_AT_ONCE_MAX = 200
const LANES = 10

const system = { kind: 'system', name: 'outreach' } as const

/**
 * Queues the deliveries of messages that have just been sent.
 *
 * @returns the ways on which something waits now
 */
export async function queueDeliveries(
  work: Work,
  { ways }: DeliveryNeeds,
  messageIds: readonly string[],
): Promise<readonly WayName[]> {
  if (ways.size === 0) return []
  const wanted = await wantedWays(work, messageIds, [...ways.keys()])
  if (wanted.length === 0) return []
  const personIds = [...new Set(wanted.map(({ personId }) => personId))]
  const addresses = await addressBook(work, personIds)
  const consents = await agreedBy(work, wanted)
  const agrees = (each: WantedWay) =>
    each.purpose === 'information' || consents(each).either.has(`marketing/${each.way}`)
  const marketing = new Set<string | null>(
    wanted.flatMap(({ messageId, purpose }) => (purpose === 'marketing' ? [messageId] : [])),
  )
  const terms = await wayTerms(work)
  const added = wanted.flatMap((each): NewDelivery[] => {
    const address = addresses.get(`${each.personId}/${each.way}`)
    // Information goes to Kakao as Alimtalk, which takes a template.
    const isTalk = each.way === 'kakao' && each.purpose === 'information'
    const isSayable = !isTalk || each.templateCode !== null
    if (!address || !isSayable || !agrees(each)) return []
    const { messageId, personId, merchantId, way } = each
    const id = work.newId('delivery')
    // Information goes as its reader wants it: the shop did not choose it, and does not pay.
    const priceMinor = each.purpose === 'marketing' ? terms[way].priceMinor : 0
    const to = { personId, merchantId, way, address, priceMinor, fallbackOf: null }
    return [{ id, messageId, mailingId: null, ...to }]
  })
  const queued = await insertDeliveries(work, added)
  const over = await aboveLimits(
    work,
    added.filter(({ messageId }) => marketing.has(messageId)),
  )
  const plain = { nextAt: null, providerId: null, isTry: true } as const
  await settleDeliveries(
    work,
    over.map((id) => ({ ...plain, id, state: 'dropped', error: 'over-limit' })),
  )
  return queued
}

type Pair = { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> }

/** What people agreed to, with the market and with the merchant: a yes to either is one. */
async function agreedBy(work: Work, asked: readonly Pair[]): Promise<(pair: Pair) => Agreed> {
  const pairs = [...new Map(asked.map((pair) => [pairKey(pair), pair])).values()]
  const market = await consentsOf(work, [...new Set(pairs.map(({ personId }) => personId))])
  const merchants = await merchantConsentsOf(work, pairs)
  return (pair) => {
    const apart = {
      market: new Set<string>(market.get(pair.personId) ?? []),
      merchant: new Set<string>(merchants.get(pairKey(pair)) ?? []),
    }
    return { ...apart, either: apart.market.union(apart.merchant) }
  }
}

type Agreed = AgreedApart & { readonly either: ReadonlySet<string> }

/** The ways on which something is due, new or to be tried again. */
export function waysWithWork(work: Work): Promise<readonly WayName[]> {
  return dueWays(work)
}

/** Where these people are reached, as `person/way`; what cannot be reached is left out. */
export async function addressBook(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<string, string>> {
  const known = await addressesOfPeople(work, personIds)
  const phones = [...(await peopleOf(work, personIds)).values()].flatMap(({ id, phone }) =>
    phone === null ? [] : phoneWays.map((way) => ({ personId: id, way, address: phone })),
  )
  const all: readonly { personId: Id<'person'>; way: WayName; address: string }[] = [
    ...known,
    ...phones,
  ]
  const unreachable = await unreachableAmong(work, all)
  const open = all.filter(({ way, address }) => !unreachable.has(`${way}/${address}`))
  return new Map(open.map(({ personId, way, address }) => [`${personId}/${way}`, address]))
}

/** One number brings both: whoever has no Kakao gets the text instead. */
const phoneWays = ['sms', 'kakao'] as const

/**
 * Sends what is due on a way, one batch of it.
 *
 * @returns whether there may be more
 */
export async function deliverDue(
  inWork: InWork,
  needs: DeliveryNeeds,
  wayName: WayName,
  signal: AbortSignal,
): Promise<boolean> {
  const way = needs.ways.get(wayName)
  if (!way) return false
  const limit = way.many?.most ?? DELIVERIES_AT_ONCE_MAX
  const began = performance.now()
  const took = await inWork(system, (work) => takeReady(work, needs, way, limit))
  const { count, parcels, at } = took
  const now = () => new Date(at.getTime() + performance.now() - began)
  const lane = (parcel: Parcel) => handOver(way, parcel, { signal, now })
  const done = (await inLanes(parcels, LANES, lane)).flat()
  if (done.length > 0) await inWork(system, (work) => settle(work, needs, done))
  return count >= limit && !signal.aborted
}

/** Takes what is due, judges it once more (OU11), and makes letters of what may go. */
async function takeReady(
  work: Work,
  needs: DeliveryNeeds,
  { name: way, many }: Way,
  limit: number,
): Promise<{ readonly count: number; readonly parcels: readonly Parcel[]; readonly at: Date }> {
  const at = work.now
  const until = new Date(work.now.getTime() + SENDING_MS_MAX)
  const due = await claimDue(work, way, limit, until)
  if (due.length === 0) return { count: 0, parcels: [], at }
  const consents = await agreedBy(work, due)
  const zones = await timeZonesOf(work, [...new Set(due.map(({ personId }) => personId))])
  const settings = await settingsOf(work)
  const kakaoQuietFromMinute = needs.kakaoQuietFromMinute ?? KAKAO_QUIET_FROM_MINUTE
  const manners = { ...settings, kakaoQuietFromMinute }
  const ready: Ready[] = []
  const heard: { deliveryId: Id<'delivery'>; heard: number }[] = []
  const settled: (Settlement & { isTry: boolean })[] = []
  for (const each of due) {
    const { deliveryId: id } = each
    const timeZone = zones.get(each.personId) ?? settings.timeZone
    const agreed = consents(each)
    const hearing = { ...each, at, timeZone, consents: agreed.either }
    heard.push({ deliveryId: id, heard: packedWay(hearing, agreed) })
    const word = lastWord(hearing, manners)
    const plain = { id, providerId: null, isTry: false }
    if (word.kind === 'wait') {
      settled.push({ ...plain, state: 'queued', nextAt: word.until, error: null })
    } else if (word.kind === 'drop') {
      settled.push({ ...plain, state: 'dropped', nextAt: null, error: word.code })
    } else {
      const letter = letterOf(needs, each)
      if (letter) ready.push({ due: each, letter, before: handOverBefore(hearing, manners) })
      else settled.push({ ...plain, state: 'failed', nextAt: null, error: NO_TEMPLATE })
    }
  }
  await noteHeard(work, heard, way === 'sms' ? (needs.certification ?? null) : null)
  await settleDeliveries(work, settled)
  const unsaid = due.filter(({ deliveryId }) =>
    settled.some(({ id, state }) => id === deliveryId && state === 'failed'),
  )
  await sendAsTexts(
    work,
    needs,
    unsaid.map((each) => ({ ...each, messageId: each.id })),
  )
  return { count: due.length, parcels: await parcelsOf(work, ready, many), at }
}

/** The letter of a delivery; null for an Alimtalk whose template cannot say it (OU51, OU53). */
function letterOf(needs: DeliveryNeeds, due: DueDelivery): Letter | null {
  const { deliveryId: key, address, merchantId, merchantName, purpose, way } = due
  const common = { key, address, merchantId, purpose, senderName: merchantName }
  if (way !== 'kakao' || purpose === 'marketing') {
    return { ...letterFace(way, contentOf(needs, due)), ...common, template: null }
  }
  const { templateBody, templateProviderId: providerId, variables } = due
  const text = templateBody === null ? null : filledText(templateBody, variables)
  if (text === null || providerId === null) return null
  const face = { title: due.title, text, html: null, oneClickUrl: null }
  return { ...face, ...common, template: { providerId, variables } }
}

function contentOf(needs: DeliveryNeeds, due: DueDelivery): LetterContent {
  const { secret, contact, optOutPhone } = needs
  const { id, personId, merchantId, merchantName, purpose, title, body } = due
  const origin = needs.origin()
  const token = purpose === 'marketing' ? optOutToken(secret, { personId, merchantId }) : null
  return {
    purpose,
    merchantName,
    contact: due.merchantContact ?? contact,
    title,
    body,
    url: `${origin}/inbox/${id}`,
    optOutUrl: token && `${origin}/opt-out/${token}`,
    oneClickUrl: token && `${origin}/v1/opt-outs/${token}/one-click`,
    optOutPhone: optOutPhone ?? null,
  }
}

/** Notes what became of a batch; an Alimtalk that did not get through becomes a text, once (OU47). */
async function settle(work: Work, needs: DeliveryNeeds, done: readonly Done[]): Promise<void> {
  const settled = done.map((each) => ({ due: each.due, ...settlementOf(work.now, each) }))
  await settleDeliveries(work, settled)
  const gone = done.flatMap(({ due, outcome }) =>
    outcome instanceof WayFailed || outcome.kind !== 'gone'
      ? []
      : [{ way: due.way, address: due.address, reason: outcome.reason }],
  )
  await markUnreachable(work, gone)
  const failed = settled.filter(({ due, state }) => due.way === 'kakao' && isDead(state))
  await sendAsTexts(
    work,
    needs,
    failed.map(({ due }) =>
      due.mailingId ? { ...due, messageId: null } : { ...due, messageId: due.id },
    ),
  )
}

async function sendAsTexts(
  work: Work,
  { ways }: DeliveryNeeds,
  failed: readonly Parameters<typeof fallbackOf>[1][],
): Promise<void> {
  if (!ways.has('sms')) return
  await insertDeliveries(
    work,
    failed.flatMap((each) => fallbackOf(work, each)),
  )
}

const isDead = (state: Settlement['state']) =>
  state === 'bounced' || state === 'failed' || state === 'dead'

/**
 * The text in place of an Alimtalk that failed (OU47). Advertising has none: it goes by the ways its shop
 * chose, within the limit and at the price of each (OU66).
 */
export function fallbackOf(
  work: Work,
  due: Pick<NewDelivery, 'personId' | 'merchantId' | 'address' | 'messageId'> & {
    readonly deliveryId: Id<'delivery'>
    readonly purpose: MessagePurpose
  },
): readonly NewDelivery[] {
  const { deliveryId, messageId, personId, merchantId, address, purpose } = due
  if (messageId === null || purpose === 'marketing') return []
  const common = { messageId, mailingId: null, personId, merchantId, address, priceMinor: 0 }
  return [{ id: work.newId('delivery'), way: 'sms', ...common, fallbackOf: deliveryId }]
}

function settlementOf(now: Date, { due, outcome }: Done): Settlement & { isTry: boolean } {
  const plain = { id: due.deliveryId, nextAt: null, providerId: null, error: null } as const
  if (outcome instanceof WayFailed) {
    const nextAt = retryAt(now, due.attempts, due.queuedAt)
    const error = outcome.message
    const state = nextAt ? 'queued' : 'dead'
    return { ...plain, state, nextAt, error, isTry: true }
  }
  switch (outcome.kind) {
    case 'taken':
      return { ...plain, state: 'taken', providerId: outcome.providerId, isTry: true }
    case 'gone':
      return { ...plain, state: 'bounced', error: outcome.reason, isTry: true }
    case 'refused':
      return { ...plain, state: 'failed', error: outcome.reason, isTry: true }
    case 'too-late':
      return { ...plain, state: 'queued', nextAt: now, isTry: false }
  }
}

/** Works off a list with so many at once; answers in the order of the list. */
async function inLanes<Item, Answer>(
  items: readonly Item[],
  lanes: number,
  run: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const at = next
      next += 1
      answers[at] = await run(items[at] as Item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane))
  return answers
}
