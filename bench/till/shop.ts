/** A shop with tills, and offers that count for everybody, for the benches of the till. */
import { testId } from '../../server/src/kernel/testing.ts'
import type { Effect } from '../../server/src/modules/offers/model/pricing/effect.ts'
import { plainTerms } from '../../server/src/modules/offers/model/terms.ts'
import { createOffer } from '../../server/src/modules/offers/service.ts'
import { createPerson } from '../../server/src/modules/people/service.ts'
import { createApiKey } from '../../server/src/modules/people/service/keys.ts'
import { createMerchant, createPlace } from '../../server/src/modules/places/service.ts'
import { DAY_MS } from '../../server/src/kernel/time.ts'
import type { Platform } from '../../server/src/platform/platform.ts'

export const merchantId = testId<'merchant'>('merchant')
export const placeId = testId<'place'>('place')
const system = { kind: 'system', name: 'bench' } as const
const owner = {
  kind: 'person',
  personId: testId<'person'>('person', 999),
  sessionId: testId<'session'>('session'),
  isOperator: false,
  memberships: [{ merchantId, role: 'owner' }],
} as const

/** What every offer of a bench has. */
export const plainOffer = {
  merchantId,
  placeIds: [],
  rank: 0,
  claimsEndAt: null,
  validDays: null,
  couponsMax: null,
  couponsPerDayMax: null,
  couponsPerPersonMax: 1,
  redemptionsMax: null,
  limits: [],
  state: 'open',
} as const

/**
 * Makes the shop, its tills, and an offer for everybody of each effect.
 *
 * @returns the keys of the tills
 */
export async function putTillsInPlace(
  { inWork }: Platform,
  tills: number,
  effects: readonly Effect[],
): Promise<readonly string[]> {
  await inWork(system, async (work) => {
    const { personId: id } = owner
    const person = { name: '주인', email: 'owner@bench.local', locale: 'ko' } as const
    await createPerson(work, { ...person, id, passwordHash: null })
    await createMerchant(work, { id: merchantId, name: '가게', category: 'cafe' })
    const spot = { name: '본점', address: '서울', lng: 127, lat: 37.5 }
    await createPlace(work, merchantId, { id: placeId, ...spot })
    for (const [at, effect] of effects.entries()) {
      await createOffer(work, {
        ...plainOffer,
        id: testId('offer', at + 1),
        title: `혜택 ${at + 1}`,
        terms: plainTerms(effect, { stacking: { kind: 'always' } }),
        startsAt: new Date(work.now.getTime() - DAY_MS),
        endsAt: new Date(work.now.getTime() + 30 * DAY_MS),
        isPublic: false,
        isAutomatic: true,
      })
    }
  })
  const keys: string[] = []
  for (let at = 0; at < tills; at += 1) {
    const request = { merchantId, name: `계산대 ${at + 1}`, scopes: ['till'] as const }
    keys.push((await inWork(owner, (work) => createApiKey(work, request))).key)
  }
  return keys
}
