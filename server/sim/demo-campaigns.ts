/** Offers and campaigns of the demo town's brands. */
import type { Id } from '../src/kernel/id.ts'
import { DAY_MS } from '../src/kernel/time.ts'
import type { Plan } from '../src/modules/campaigns/model/campaign.ts'
import { createCampaign, moveCampaign } from '../src/modules/campaigns/service.ts'
import { flat, type Effect } from '../src/modules/offers/model/pricing/effect.ts'
import { plainTerms, type Terms } from '../src/modules/offers/model/terms.ts'
import { createOffer } from '../src/modules/offers/service.ts'
import type { Platform } from '../src/platform/platform.ts'
import type { Work } from '../src/platform/work.ts'
import { demoActor, demoId } from './demo-town.ts'

export type DemoOffer = {
  readonly brand: string
  readonly title: string
  readonly terms: Terms
  /** Open to whoever finds it; the others come with a campaign. */
  readonly isPublic: boolean
}
type Promised = { readonly effect: Effect; readonly discountMinorMax: number | null }
export const amount = (amountOffMinor: number): Promised => ({
  effect: { kind: 'order-discount', tiers: flat({ kind: 'amount', amountOffMinor }) },
  discountMinorMax: null,
})
export const percent = (percentOff: number, discountMinorMax: number): Promised => ({
  effect: { kind: 'order-discount', tiers: flat({ kind: 'percent', percentOff }) },
  discountMinorMax,
})
const item = (itemName: string): Promised => ({
  effect: {
    kind: 'free-item',
    item: { itemId: '', itemName, unitMinor: 0 },
    units: 1,
    mode: 'added',
  },
  discountMinorMax: null,
})
const points: Effect = { kind: 'points-percent', percent: 5 }
export const offer = (
  brand: string,
  title: string,
  { effect, discountMinorMax }: Promised,
  billMinorMin: number,
  isPublic: boolean,
): DemoOffer => {
  const terms = plainTerms(effect, { effects: [effect, points], billMinorMin, discountMinorMax })
  return { brand, title, terms, isPublic }
}

const demoOffers: readonly DemoOffer[] = [
  offer('골목커피', '지나는 길에 1,000원 할인', amount(1_000), 4_000, false),
  offer('골목커피', '디저트까지 20% 할인', percent(20, 3_000), 10_000, true),
  offer('골목커피', '첫 방문 쿠키 하나', item('버터쿠키'), 0, true),
  offer('하루빵집', '갓 나온 빵 10% 할인', percent(10, 2_000), 5_000, true),
  offer('하루빵집', '저녁 7시 식빵 하나 더', item('우유식빵'), 8_000, false),
  offer('오복분식', '떡볶이 세트 1,500원 할인', amount(1_500), 9_000, true),
  offer('오복분식', '어묵 하나 더', item('어묵꼬치'), 0, true),
  offer('달빛책방', '책 두 권이면 5% 할인', percent(5, 3_000), 20_000, true),
  offer('달빛책방', '책갈피를 드려요', item('책갈피'), 0, true),
  offer('마당꽃집', '꽃다발 3,000원 할인', amount(3_000), 20_000, true),
  offer('마당꽃집', '장미 한 송이', item('장미 한 송이'), 10_000, true),
  offer('새봄약국', '비타민 10% 할인', percent(10, 5_000), 10_000, true),
  offer('새봄약국', '마스크 하나', item('마스크'), 5_000, true),
]

const OFFER_DAYS = 120
const VALID_DAYS = 14
const offerId = (title: string) => demoId('offer', title)

/** Makes the offers, and starts the campaign that runs in the demo town. */
export async function openDemoCampaigns({ inWork }: Pick<Platform, 'inWork'>): Promise<void> {
  await inWork({ kind: 'system', name: 'demo town' }, async (work) => {
    for (const each of demoOffers) await addOffer(work, each)
  })
  await inWork(demoActor('owner'), async (work) => {
    const plan = passingPlan(work.now)
    const coffee = demoId('merchant', '골목커피')
    const campaignId = demoId('campaign', plan.name)
    await createCampaign(work, { merchantId: coffee, campaignId, plan })
    await moveCampaign(work, campaignId, 'running')
    const evening = eveningPlan(work.now)
    const bakery = demoId('merchant', '하루빵집')
    await createCampaign(work, {
      merchantId: bakery,
      campaignId: demoId('campaign', evening.name),
      plan: evening,
    })
  })
}

/** Makes an offer that is open from now on. */
export async function addOffer(
  work: Work,
  { brand, title, terms, isPublic }: DemoOffer,
): Promise<void> {
  await createOffer(work, {
    id: offerId(title),
    merchantId: demoId('merchant', brand),
    placeIds: [],
    title,
    terms,
    rank: 0,
    isPublic,
    validDays: VALID_DAYS,
    startsAt: work.now,
    endsAt: new Date(work.now.getTime() + OFFER_DAYS * DAY_MS),
    claimsEndAt: null,
    couponsMax: isPublic ? 500 : null,
    couponsPerDayMax: null,
    redemptionsMax: null,
    limits: [],
    isAutomatic: false,
    couponsPerPersonMax: isPublic ? 1 : 10,
    state: 'open',
  })
}

const always = (now: Date) => ({
  startsAt: now,
  endsAt: new Date(now.getTime() + 90 * DAY_MS),
  weekdays: [],
  hours: null,
  openOnly: true,
})

/** The main job: someone passes, and a coupon reaches them. */
function passingPlan(now: Date): Plan {
  return {
    name: '지나는 분께 커피 한 잔',
    offerId: offerId('지나는 길에 1,000원 할인'),
    ways: [],
    trigger: { kind: 'entered', zoneIds: [], placeIds: [], reminder: null },
    audience: [],
    schedule: always(now),
    personCap: { times: 3, days: 7 },
    retriggerMinutes: 720,
    budget: { couponsMax: 2_000, discountMinorMax: 2_000_000 },
    controlPercent: 20,
    message: {
      title: '{place} 앞을 지나고 계세요?',
      body: '{name}님, 지금 들르시면 커피가 1,000원 싸요.',
    },
  }
}

/** A draft, for the owner to look at and start. */
function eveningPlan(now: Date): Plan {
  return {
    name: '저녁에 남은 식빵',
    offerId: offerId('저녁 7시 식빵 하나 더'),
    ways: [],
    trigger: { kind: 'favourite-near', zoneIds: [], placeIds: [], reminder: null },
    audience: [],
    schedule: { ...always(now), hours: { fromMinute: 1_080, untilMinute: 1_200 } },
    personCap: null,
    retriggerMinutes: 1_440,
    budget: { couponsMax: 200, discountMinorMax: null },
    controlPercent: 10,
    message: {
      title: '오늘 구운 식빵이 남았어요',
      body: '{place}에 들르시면 우유식빵을 하나 더 드려요.',
    },
  }
}

export const passingOfferId: Id<'offer'> = offerId('지나는 길에 1,000원 할인')
