/** Opens the shop that the files tell of: its owner, its customers, its programme and its offers. */
import type { Actor } from '../../src/kernel/actor.ts'
import type { Id } from '../../src/kernel/id.ts'
import { DAY_MS, instantOf, MARKET_TIME_ZONE } from '../../src/kernel/time.ts'
import type { Programme } from '../../src/modules/loyalty/model/programme.ts'
import { writeProgramme } from '../../src/modules/loyalty/service/programme.ts'
import { everything } from '../../src/modules/offers/model/pricing/cart.ts'
import { flat, type Effect } from '../../src/modules/offers/model/pricing/effect.ts'
import { plainTerms } from '../../src/modules/offers/model/terms.ts'
import { createOffer } from '../../src/modules/offers/service.ts'
import { setOfferPolicy } from '../../src/modules/offers/service/policy.ts'
import { createPerson } from '../../src/modules/people/service.ts'
import { createMerchant, createPlace } from '../../src/modules/places/service.ts'
import type { Platform } from '../../src/platform/platform.ts'
import type { OfferWanted, Sales } from './events.ts'

const OFFERS_PER_WORK = 200
export const system: Actor = { kind: 'system', name: 'replay of sales' }

export type Shop = {
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'>
  readonly owner: Actor
  readonly offers: ReadonlyMap<string, Id<'offer'>>
  readonly people: ReadonlyMap<string, Id<'person'>>
}

export const noonOf = (day: string) => instantOf(day, 720, MARKET_TIME_ZONE)

const programme = (perMille: number): Programme => ({
  state: 'open',
  earn: { kind: 'share', perMille },
  paidMinorMin: 0,
  pendingDays: 0,
  validity: { kind: 'never' },
  personPointsPerDayMax: null,
  personPointsPerMonthMax: null,
  pointsPerDayMax: null,
  pointsPerMonthMax: null,
  spendPointsMin: 1,
  pointMinor: 1,
  isTransferable: false,
  tiers: [],
  tierRule: {
    measure: 'spent',
    period: { kind: 'rolling', days: 365 },
    startsOn: 'next-purchase',
    keeps: { kind: 'not' },
  },
  invite: null,
  giftValidMonths: 60,
})

export type Door = Pick<Platform, 'inWork' | 'newId'>

export async function openShop({ inWork, newId }: Door, sales: Sales): Promise<Shop> {
  const [merchantId, placeId] = [newId('merchant'), newId('place')]
  const owner: Actor = {
    kind: 'person',
    personId: newId('person'),
    sessionId: newId('session'),
    isOperator: false,
    memberships: [{ merchantId, role: 'owner' }],
  }
  await inWork(system, async (work) => {
    await createMerchant(work, {
      id: merchantId,
      name: '장부',
      category: 'other',
      color: '#123456',
    })
    const spot = { name: '본점', address: '서울', lng: 126.98, lat: 37.57 }
    await createPlace(work, merchantId, { ...spot, id: placeId })
  })
  await inWork(owner, async (work) => {
    await writeProgramme(work, merchantId, programme(sales.perMille))
    const policy = { on: 'current', isOncePerPiece: false, order: 'requested' } as const
    await setOfferPolicy(work, merchantId, { ...policy, offersMax: 30 })
  })
  const people = await openPeople({ inWork, newId }, sales)
  const offers = await openOffers({ inWork, newId }, sales, { merchantId, owner })
  return { merchantId, placeId, owner, offers, people }
}

async function openPeople({ inWork, newId }: Door, { days }: Sales) {
  const keys = new Set(
    days.flatMap(({ events }) => {
      return events.flatMap((it) => (it.kind === 'sale' && it.person ? [it.person] : []))
    }),
  )
  const people = new Map([...keys].map((key) => [key, newId('person')]))
  await inWork(system, async (work) => {
    for (const id of people.values()) {
      const person = { id, name: '손님', email: `${id}@example.invalid`, phone: null } as const
      await createPerson(work, { ...person, passwordHash: null, locale: 'ko', isOfAge: true })
    }
  })
  return people
}

async function openOffers(
  { inWork, newId }: Door,
  { offers, days }: Sales,
  { merchantId, owner }: { readonly merchantId: Id<'merchant'>; readonly owner: Actor },
) {
  const ids = new Map(offers.map(({ name }) => [name, newId('offer')]))
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? '']
  const startsAt = new Date(noonOf(first).getTime() - DAY_MS)
  const endsAt = new Date(noonOf(last).getTime() + DAY_MS)
  for (let at = 0; at < offers.length; at += OFFERS_PER_WORK) {
    await inWork(owner, async (work) => {
      for (const offer of offers.slice(at, at + OFFERS_PER_WORK)) {
        await createOffer(work, {
          id: ids.get(offer.name) ?? work.newId('offer'),
          merchantId,
          placeIds: [],
          title: offer.name,
          terms: { ...plainTerms(effectsOf(offer)[0]), ...termsOf(offer) },
          rank: 0,
          startsAt,
          endsAt,
          claimsEndAt: null,
          validDays: null,
          couponsMax: null,
          couponsPerDayMax: null,
          couponsPerPersonMax: 100,
          redemptionsMax: offer.usesMax,
          limits: [],
          isPublic: false,
          isAutomatic: false,
          state: 'open',
        })
      }
    })
  }
  return ids
}

const termsOf = (offer: OfferWanted) =>
  ({ effects: effectsOf(offer), stacking: { kind: 'always' } }) as const

function effectsOf({ gives }: OfferWanted): readonly [Effect, ...Effect[]] {
  switch (gives.kind) {
    case 'percent':
      return [
        { kind: 'order-discount', tiers: flat({ kind: 'percent', percentOff: gives.off }) },
        { kind: 'points-percent', percent: gives.points },
      ]
    case 'amount':
      return [
        {
          kind: 'item-discount',
          of: { ...everything, name: gives.categoryId, categoryIds: [gives.categoryId] },
          pick: { kind: 'all' },
          spread: 'across',
          tiers: flat({ kind: 'amount', amountOffMinor: gives.minor }),
        },
      ]
    case 'points':
      return [{ kind: 'points', points: gives.points }]
  }
}
