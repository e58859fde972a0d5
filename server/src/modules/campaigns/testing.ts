/** Ready-made campaigns for tests: each valid as it stands. Change only what the test is about. */
import { testId } from '../../kernel/testing.ts'
import type { Work } from '../../platform/work.ts'
import type { Campaign, OfferOfCampaign, Plan } from './model/campaign.ts'
import { noAnswers } from './model/audience.ts'
import { noPast, type Candidate, type Nearness } from './model/decision.ts'
import { insertCampaign } from './store.ts'

/** Saturday 2026-04-11, 12:00 in Seoul. */
export const noon = new Date('2026-04-11T03:00:00Z')

/** Whoever enters any zone of the shop in April 2026 gets the coupon, once a day. */
export function aPlan(change: Partial<Plan> = {}): Plan {
  return {
    name: '봄 손님',
    offerId: testId('offer'),
    trigger: { kind: 'entered', zoneIds: [], placeIds: [], reminder: null },
    audience: [],
    schedule: {
      startsAt: new Date('2026-03-31T15:00:00Z'),
      endsAt: new Date('2026-04-30T15:00:00Z'),
      weekdays: [],
      hours: null,
      openOnly: false,
    },
    personCap: null,
    retriggerMinutes: 1_440,
    budget: { couponsMax: 100, discountMinorMax: null },
    controlPercent: 0,
    message: {
      title: '{place} 앞이시네요',
      body: '{name}님, {offer} 쿠폰을 넣어 드렸어요. ({distance})',
    },
    ways: [],
    ...change,
  }
}

export function aCampaign(change: Partial<Campaign> = {}): Campaign {
  return {
    ...aPlan(),
    id: testId('campaign'),
    merchantId: testId('merchant'),
    state: 'running',
    spent: { couponsGranted: 0, discountReservedMinor: 0, discountSpentMinor: 0 },
    createdAt: new Date('2026-03-30T00:00:00Z'),
    startedAt: new Date('2026-03-31T15:00:00Z'),
    ...change,
  }
}

/** The offer of `aPlan`: open, and never more than 3 000 off. */
export function anOfferOfCampaign(change: Partial<OfferOfCampaign> = {}): OfferOfCampaign {
  return {
    id: testId('offer'),
    merchantId: testId('merchant'),
    title: '아메리카노 10% 할인',
    isOpen: true,
    discountMinorMax: 3_000,
    ...change,
  }
}

/** Person 1 enters a zone of the shop's first place at noon. */
export function aNearness(change: Partial<Nearness> = {}): Nearness {
  return {
    factId: 1,
    personId: testId('person'),
    kind: 'entered',
    zoneId: testId('zone'),
    placeId: testId('place'),
    merchantId: testId('merchant'),
    visitId: null,
    visitStartedAt: null,
    at: noon,
    ...change,
  }
}

/** Someone with every consent, whom nothing speaks against. */
export function aCandidate(change: Partial<Candidate> = {}): Candidate {
  return {
    campaign: aCampaign(),
    nearness: aNearness(),
    now: noon,
    timeZone: 'Asia/Seoul',
    isPlaceOpen: null,
    consents: { location: true, marketing: true },
    ageSecondsMax: 3_600,
    favourite: null,
    answers: noAnswers,
    boughtAt: null,
    past: noPast,
    isOfferOpen: true,
    discountMinorMax: 3_000,
    room: { coupons: 100, discountMinor: null },
    outrankedBy: null,
    gate: { kind: 'open' },
    ...change,
  }
}

/** Saves a campaign as it stands, without asking whether its offer and places are there. */
export async function saveCampaignAsIs(
  work: Work,
  campaign: Campaign = aCampaign(),
): Promise<void> {
  await insertCampaign(work, campaign)
}
