/** What the gate looks at, gathered for many messages at once, and its answers. */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { Purpose } from '../../people/model.ts'
import { consentsOf } from '../../people/service.ts'
import { merchantConsentsOf, pairKey } from '../../people/service/merchant-consents.ts'
import { timeZonesOf } from '../../people/service/time-zones.ts'
import {
  WAIT_MS_MAX,
  capDay,
  defaultSettings,
  gateDecision,
  quietUntil,
  type GateDecision,
  type Hearing,
  type Message,
  type Settings,
} from '../model.ts'
import { packed } from '../model/mailing.ts'
import { blockedPairs, settingsNow } from '../store.ts'
import { lastPurchases } from '../store/purchases.ts'
import { sentCounts, takeSlots, type SentCount, type Slot } from '../store/slots.ts'

/** How often a place may be lost to another sender; each time, one more of the day's places is gone. */
const ROUNDS_MAX = 102

export type Heard = { readonly hearing: Hearing; readonly decision: GateDecision }
/** A message, and since when it should have gone. */
export type Asked = Message & { readonly releaseAt?: Date | null }

export async function settingsOf(work: Work): Promise<Settings> {
  return (await settingsNow(work)) ?? defaultSettings
}

/**
 * Lets the gate decide, one message after the other, and takes a place in the person's day for each
 * piece of marketing that goes. Of two senders that want the same place one gets it; the other asks
 * the gate again, which now sees what the first one sent (OU3).
 */
export async function hear(work: Work, messages: readonly Asked[]): Promise<readonly Heard[]> {
  const settings = await settingsOf(work)
  const day = capDay(work.now, settings)
  const known = await knowledgeOf(work, messages)
  const heard: Heard[] = []
  let open = messages.map((_, at) => at)
  for (let round = 1; open.length > 0; round += 1) {
    assert(round <= ROUNDS_MAX, 'places of a day are lost no more often than there are places')
    const counts = await countsOf(
      work,
      day,
      open.map((at) => messages[at] as Asked).filter(known.mayGet),
    )
    const wanted: (Slot & { readonly at: number })[] = []
    for (const at of open) {
      const message = messages[at] as Asked
      const hearing = known.hearingOf(message, counts.of(message.personId, message.merchantId))
      const decision = decided(message, hearing, settings)
      heard[at] = { hearing, decision }
      if (decision.kind !== 'sent' || message.purpose !== 'marketing') continue
      const { personId, merchantId } = message
      const isQuiet = quietUntil(work.now, settings, hearing.timeZone) !== null
      const slot = counts.add(personId, merchantId)
      wanted.push({ at, personId, merchantId, slot, heard: packed({ ...hearing, isQuiet }) })
    }
    const taken = await takeSlots(work, day, wanted)
    open = wanted
      .filter(({ personId, slot }) => !taken.has(`${personId}/${slot}`))
      .map(({ at }) => at)
  }
  return heard
}

const nothingSent = { sentToday: 0, sentThisWeek: 0, sentTodayByMerchant: 0 }

/**
 * Judges a message that was sent once more, just before a way out is taken: much can change while it
 * waits for its turn (OU11). Its place in the day it has already.
 */
export async function lastLook(work: Work, message: Message): Promise<GateDecision> {
  const known = await knowledgeOf(work, [message])
  return gateDecision(known.hearingOf(message, nothingSent), await settingsOf(work))
}

function decided(message: Asked, hearing: Hearing, settings: Settings): GateDecision {
  const releaseMs = message.releaseAt?.getTime()
  // After a long standstill nobody expects what waited.
  if (releaseMs !== undefined && hearing.at.getTime() - releaseMs > WAIT_MS_MAX) {
    return { kind: 'refused', code: 'outreach.too-late' }
  }
  return gateDecision(hearing, settings)
}

/** All about the people of these messages but what they got, which changes as we go. */
async function knowledgeOf(work: Work, messages: readonly Asked[]) {
  const personIds = [...new Set(messages.map(({ personId }) => personId))]
  const zones = await timeZonesOf(work, personIds)
  const consents = await consentsOf(work, personIds)
  const marketing = messages.filter(({ purpose }) => purpose === 'marketing')
  const blocked = marketing.length > 0 ? await blockedPairs(work, marketing) : new Set<string>()
  const friends = await merchantConsentsOf(work, marketing)
  const conditional = messages.filter(({ unlessBoughtSince }) => unlessBoughtSince)
  const purchases = await lastPurchases(work, conditional)
  const none: ReadonlySet<Purpose> = new Set()

  return {
    // Only those who may get something: a stranger or a no must not cost a look.
    mayGet: (message: Asked) =>
      message.purpose === 'marketing' &&
      (consents.get(message.personId)?.has('marketing') === true ||
        friends.get(pairKey(message))?.has('marketing') === true),
    hearingOf(message: Asked, sent: Sent): Hearing {
      const { purpose, personId, merchantId, unlessBoughtSince } = message
      const pair = `${personId}/${merchantId}`
      const boughtAt = purchases.get(pair)
      return {
        purpose,
        at: work.now,
        isKnown: zones.has(personId),
        timeZone: zones.get(personId) ?? defaultSettings.timeZone,
        consents: consents.get(personId) ?? none,
        merchantConsents: friends.get(pair) ?? none,
        isBlocked: blocked.has(pair),
        hasBoughtSince: boughtAt !== undefined && boughtAt > (unlessBoughtSince ?? boughtAt),
        ...sent,
      }
    },
  }
}

type Sent = Pick<Hearing, 'sentToday' | 'sentThisWeek' | 'sentTodayByMerchant'>
export type Counts = {
  of(personId: Id<'person'>, merchantId: Id<'merchant'>): Sent
  /** Counts one more, and answers its place in the person's day. */
  add(personId: Id<'person'>, merchantId: Id<'merchant'>): number
}

/** How much marketing people got, to be counted on. */
export async function countsOf(
  work: Work,
  day: Day,
  messages: readonly { readonly personId: Id<'person'> }[],
): Promise<Counts> {
  const personIds = [...new Set(messages.map(({ personId }) => personId))]
  return countsFrom(await sentCounts(work, day, personIds))
}

function countsFrom(rows: readonly SentCount[]): Counts {
  type Total = { today: number; week: number; slot: number }
  const people = new Map<string, Total>()
  const byMerchant = new Map<string, number>()
  const totalOf = (personId: string) => {
    const total = people.get(personId) ?? { today: 0, week: 0, slot: 0 }
    people.set(personId, total)
    return total
  }
  for (const { personId, merchantId, today, week, slotMax } of rows) {
    const total = totalOf(personId)
    total.today += today
    total.week += week
    total.slot = Math.max(total.slot, slotMax)
    byMerchant.set(`${personId}/${merchantId}`, today)
  }
  return {
    of(personId, merchantId) {
      const total = people.get(personId)
      return {
        sentToday: total?.today ?? 0,
        sentThisWeek: total?.week ?? 0,
        sentTodayByMerchant: byMerchant.get(`${personId}/${merchantId}`) ?? 0,
      }
    },
    add(personId, merchantId) {
      const total = totalOf(personId)
      total.today += 1
      total.week += 1
      total.slot += 1
      const pair = `${personId}/${merchantId}`
      byMerchant.set(pair, (byMerchant.get(pair) ?? 0) + 1)
      return total.slot
    },
  }
}
