/** What a campaign would do: its message as it will look, and whom it may reach. Changes nothing. */
import { allow, mayServe } from '../../../kernel/actor.ts'
import { FEW, blurred, type AboutPeople } from '../../../kernel/few.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { offersOf } from '../../offers/service.ts'
import { shownTitle } from '../../outreach/model.ts'
import type { Consents } from '../../people/service/open-consents.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf, placesOf } from '../../places/service.ts'
import { favourersOf } from '../../places/service/favourers.ts'
import {
  campaignRefusals,
  unknownPlaceholders,
  type Campaign,
  type MessageText,
  type Plan,
} from '../model/campaign.ts'
import { audienceReasons, noPast, type Candidate, type Nearness } from '../model/decision.ts'
import { distanceWords, filledMessage } from '../model/message.ts'
import type { Reason } from '../model/reason.ts'
import { nearSince } from '../store/near.ts'
import { knowledgeOf, type Knowledge } from './knowledge.ts'

/** As much of a plan as there is before it is saved; the offer may still be only a title. */
export type Sketch = Pick<Plan, 'trigger' | 'audience' | 'controlPercent' | 'message'> & {
  readonly merchantId: Id<'merchant'>
  readonly offerId: Id<'offer'> | null
  readonly offerTitle: string | null
  readonly radiusMeters: number | null
}

export type ReachReason = AboutPeople & { readonly rule: string; readonly code: string }
/** Numbers as a shop may see them: who was near is nobody's own business but theirs (CA20). */
export type Preview = {
  readonly message: MessageText & { readonly merchantName: string; readonly contact: string | null }
  readonly reach: {
    /** Who was near in the last 30 days, or favours the shop. */
    readonly people: AboutPeople
    readonly reachable: AboutPeople
    /** Empty while there are few people: of one, a reason would be a secret told. */
    readonly byReason: readonly ReachReason[]
    /** True when there are more people than were looked at. */
    readonly isCapped: boolean
  }
}

const NEAR_DAYS = 30
/** The most people one preview looks at. */
export const REACH_PEOPLE_MAX = 5_000

/** @throws {Refused} `access.forbidden`, `campaign.placeholder-unknown`, `campaign.offer-unknown` */
export async function previewOf(work: Work, consents: Consents, sketch: Sketch): Promise<Preview> {
  allow(mayServe(work.actor, sketch.merchantId))
  if (unknownPlaceholders(sketch.message).length > 0) {
    throw new Refused(campaignRefusals, 'campaign.placeholder-unknown')
  }
  return { message: await messageOf(work, sketch), reach: await reachOf(work, consents, sketch) }
}

async function messageOf(work: Work, sketch: Sketch): Promise<Preview['message']> {
  const { merchantId, trigger, offerTitle, radiusMeters } = sketch
  const merchant = (await merchantsOf(work, [merchantId])).get(merchantId)
  const firstPlaceId = trigger.placeIds[0]
  const places = firstPlaceId ? await placesOf(work, [firstPlaceId]) : new Map<never, never>()
  const asker = work.actor.kind === 'person' ? work.actor.personId : null
  const person = asker ? (await peopleOf(work, [asker])).get(asker) : undefined
  const merchantName = merchant?.name ?? ''
  const text = filledMessage(sketch.message, {
    name: person?.name ?? '',
    place: [...places.values()][0]?.name ?? merchantName,
    offer: offerTitle ?? (await titleOf(work, sketch)),
    distance: distanceWords(radiusMeters, person?.locale ?? 'ko'),
  })
  const title = shownTitle({ purpose: 'marketing', title: text.title })
  return { title, body: text.body, merchantName, contact: merchant?.contact ?? null }
}

async function titleOf(work: Work, { offerId, merchantId }: Sketch): Promise<string> {
  if (offerId === null) return ''
  const offer = (await offersOf(work, [offerId])).get(offerId)
  if (offer?.merchantId !== merchantId) {
    throw new Refused(campaignRefusals, 'campaign.offer-unknown')
  }
  return offer.title
}

async function reachOf(work: Work, consents: Consents, sketch: Sketch): Promise<Preview['reach']> {
  const since = new Date(work.now.getTime() - NEAR_DAYS * DAY_MS)
  const near = await nearSince(work, sketch.merchantId, since, REACH_PEOPLE_MAX + 1)
  const favourers = await favourersOf(work, sketch.merchantId, REACH_PEOPLE_MAX + 1)
  const all = [...new Set([...near, ...favourers])]
  const people = all.slice(0, REACH_PEOPLE_MAX)
  const campaign = campaignOf(work, sketch)
  const asking = people.map((personId) => ({
    campaign,
    nearness: nearnessOf(work, sketch, personId),
  }))
  const knowledge = await knowledgeOf(work, consents, asking)
  await consents.ready(people)
  const counts = new Map<string, { rule: string; code: string; count: number }>()
  for (const one of asking) {
    const no = objectionIn(consents, knowledge, one.nearness, campaign, work.now)
    if (!no) continue
    const code = no.params['code']
    const reason = { rule: no.rule, code: typeof code === 'string' ? code : '' }
    const key = `${reason.rule}/${reason.code}`
    counts.set(key, { ...reason, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  const refused = [...counts.values()].reduce((sum, { count }) => sum + count, 0)
  const byReason = [...counts.values()]
    .toSorted((one, other) => other.count - one.count)
    .map(({ count, ...reason }) => ({ ...reason, ...blurred(count) }))
  return {
    people: blurred(people.length),
    reachable: blurred(people.length - refused),
    byReason: people.length < FEW ? [] : byReason,
    isCapped: all.length > people.length,
  }
}

/** The first rule that would say no to a person, time and limits aside; null when none would. */
function objectionIn(
  consents: Consents,
  knowledge: Knowledge,
  nearness: Nearness,
  campaign: Campaign,
  now: Date,
): Reason | null {
  const { personId } = nearness
  if (!consents.allows(personId, 'campaign')) return no('location-consent')
  if (!consents.has(personId, 'marketing')) return no('marketing-consent')
  const asking = { campaign, nearness }
  const candidate: Candidate = {
    ...asking,
    now,
    timeZone: 'Asia/Seoul',
    isPlaceOpen: null,
    consents: { location: true, marketing: true },
    ageSecondsMax: 0,
    favourite: knowledge.favouriteOf(asking),
    answers: knowledge.answersOf(asking),
    boughtAt: null,
    past: noPast,
    isOfferOpen: true,
    discountMinorMax: null,
    room: { coupons: null, discountMinor: null },
    outrankedBy: null,
    gate: { kind: 'open' },
  }
  const outside = audienceReasons(candidate).find(({ ok }) => !ok)
  if (outside) return outside
  const gate = knowledge.gateOf(asking)
  // Today's caps say nothing about the days of the campaign; a block does.
  if (gate.kind !== 'shut' || gate.code !== 'outreach.blocked') return null
  return { rule: 'gate', ok: false, params: { code: gate.code } }
}

const no = (rule: Reason['rule']): Reason => ({ rule, ok: false, params: {} })

function nearnessOf(work: Work, { trigger, merchantId }: Sketch, personId: Id<'person'>): Nearness {
  return {
    factId: 0,
    personId,
    kind: trigger.kind === 'favourite-near' ? 'entered' : trigger.kind,
    zoneId: null,
    placeId: trigger.placeIds[0] ?? null,
    merchantId,
    visitId: null,
    visitStartedAt: null,
    at: work.now,
  }
}

/** The campaign that the sketch would become, with what previews do not ask about left open. */
function campaignOf(work: Work, sketch: Sketch): Campaign {
  const { merchantId, offerId, trigger, audience, controlPercent, message } = sketch
  const startsAt = work.now
  const endsAt = new Date(work.now.getTime() + DAY_MS)
  return {
    id: work.newId('campaign'),
    merchantId,
    offerId: offerId ?? work.newId('offer'),
    name: '',
    state: 'running',
    trigger,
    audience,
    schedule: { startsAt, endsAt, weekdays: [], hours: null, openOnly: false },
    personCap: null,
    retriggerMinutes: 1,
    ways: [],
    budget: { couponsMax: null, discountMinorMax: null },
    controlPercent,
    message,
    spent: { couponsGranted: 0, discountReservedMinor: 0, discountSpentMinor: 0 },
    createdAt: work.now,
    startedAt: work.now,
  }
}
