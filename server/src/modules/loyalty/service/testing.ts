/** A shop with a programme on a real database, for tests: who is there, and what they mostly do. */
import { sql } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { freshDatabase } from '../../../../testing/pg.ts'
import { racing } from '../../../../testing/race.ts'
import { balanceOf, ledgerInvariants } from '../../ledger/service.ts'
import { createPerson } from '../../people/service.ts'
import { createMerchant, createPlace } from '../../places/service.ts'
import { pointsAt } from '../model/accounts.ts'
import type { Programme } from '../model/programme.ts'
import type { StampCard } from '../model/stamps.ts'
import { loyaltyInvariants, noteBought } from '../service.ts'
import { aProgramme, aStampCard } from '../testing.ts'
import { myMemberCode } from './codes.ts'
import { myGiftCards } from './gifts.ts'
import { openStampCard, writeProgramme } from './programme.ts'
import { earn, notePurchase } from './purchases.ts'
import { refund } from './refunds.ts'
import { spend } from './spendings.ts'
import { myMemberships } from './wallet.ts'

export const noon = new Date('2026-04-15T03:00:00.000Z')
export const merchantId = testId<'merchant'>('merchant')
export const placeId = testId<'place'>('place')
export const foreignPlaceId = testId<'place'>('place', 3)
export const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
export const staff = aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] })
export const foreigner = aPerson({
  number: 92,
  memberships: [{ merchantId: testId('merchant', 2), role: 'owner' }],
})
export const till: Actor = { kind: 'key', keyId: testId('api-key'), merchantId, scopes: ['till'] }
export const shopper = aPerson()
export const friend = aPerson({ number: 2 })
const wet = { isDryRun: false }

// oxlint-disable-next-line max-lines-per-function -- one short function a thing tests do
export async function openShop() {
  const database = await freshDatabase()
  const { inWork, rows, clear, db, at } = database

  return {
    ...database,

    /** Two shops, and three customers with phones. */
    async reset(): Promise<void> {
      await clear()
      at(noon)
      await inWork(theSystem, async (work) => {
        for (const [number, name] of ['골목커피', '옆집빵집'].entries()) {
          const id = testId<'merchant'>('merchant', number + 1)
          await createMerchant(work, { id, name, category: 'cafe', color: '#123456' })
        }
        const spot = { name: '본점', address: '서울 종로구', lng: 126.98, lat: 37.57 }
        await createPlace(work, merchantId, { ...spot, id: placeId })
        await createPlace(work, testId('merchant', 2), { ...spot, id: foreignPlaceId })
        for (const number of [1, 2, 3]) {
          const person = { email: null, passwordHash: null, locale: 'ko' } as const
          const phone = `+82101234567${number}`
          await createPerson(work, {
            ...person,
            id: testId('person', number),
            name: `손님 ${number}`,
            phone,
          })
        }
      })
    },

    write: (change: Partial<Programme> = {}) =>
      inWork(owner, (work) => writeProgramme(work, merchantId, aProgramme(change))),
    openCard: (change: Partial<StampCard> = {}) =>
      inWork(owner, (work) => openStampCard(work, aStampCard(change))),

    codeNow: async (as: Actor = shopper) => (await inWork(as, myMemberCode)).text,

    /** Notes a purchase, as a module above would. */
    buy: (number: number, paidMinor = 10_000, person = shopper, bonusPoints = 0) =>
      inWork(theSystem, (work) =>
        notePurchase(work, {
          id: testId('purchase', number),
          placeId,
          merchantId,
          personId: person.personId,
          paidMinor,
          bonusPoints,
        }),
      ),
    /** Notes a purchase with which offers gave gift value, as bills do. */
    buyWithGift: (number: number, paidMinor: number, giftMinor: number, person = shopper) =>
      inWork(theSystem, (work) =>
        noteBought(work, {
          id: testId('purchase', number),
          placeId,
          merchantId,
          personId: person.personId,
          paidMinor,
          bonusPoints: 0,
          giftMinor,
        }),
      ),
    earnAt: (
      code: string,
      change: { as?: Actor; at?: Id<'place'>; paidMinor?: number; number?: number } = {},
      options = wet,
    ) => {
      const { as = staff, at: place = placeId, paidMinor = 10_000, number = 1 } = change
      const id = testId<'purchase'>('purchase', number)
      return inWork(as, (work) => earn(work, { id, placeId: place, code, paidMinor }, options))
    },
    giveBack: (number: number, refundMinor: number | null = null, refundNumber = number) =>
      inWork(staff, (work) =>
        refund(
          work,
          {
            id: testId('refund', refundNumber),
            purchaseId: testId('purchase', number),
            refundMinor,
          },
          wet,
        ),
      ),
    spendAt: (
      code: string,
      points: number,
      {
        number = 1,
        as = staff,
        purchase = null,
        kind = 'points',
      }: {
        number?: number
        as?: Actor
        purchase?: number | null
        kind?: 'points' | 'gift'
      } = {},
      options = wet,
    ) =>
      inWork(as, (work) =>
        spend(
          work,
          {
            id: testId('spending', number),
            placeId,
            code,
            kind,
            amount: points,
            purchaseId: purchase === null ? null : testId('purchase', purchase),
          },
          options,
        ),
      ),

    points: async (person = shopper) =>
      (await inWork(theSystem, (work) => balanceOf(work, pointsAt(person.personId, merchantId))))
        .balance,
    /** What is on the cards that the shop gave for buying. */
    given: async (person = shopper) => {
      const held = await inWork(person, myGiftCards)
      return held.reduce((sum, it) => sum + it.availableMinor + it.upcomingMinor, 0)
    },
    memberships: (person = shopper) => inWork(person, myMemberships),

    /** The facts of loyalty, in the order in which they were written. */
    async facts(name?: string) {
      const all = (await rows('platform.fact')) as { name: string; data: Record<string, unknown> }[]
      return all.filter((fact) =>
        name === undefined ? fact.name.startsWith('loyalty.') : fact.name === name,
      )
    },

    async brokenInvariants(): Promise<readonly string[]> {
      const broken: string[] = []
      for (const { id, query } of [...loyaltyInvariants, ...ledgerInvariants]) {
        const { rows: found } = await sql.raw(query).execute(db)
        if (found.length > 0) broken.push(`${id}: ${JSON.stringify(found)}`)
      }
      return broken
    },

    race: racing(inWork),
  }
}
