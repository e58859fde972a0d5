/** Bills found again on a real database, and who changed the policy they were priced by. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { aPerson, testId } from '../../../kernel/testing.ts'
import { releaseBill } from './bills.ts'
import { billSeen, placeBills, type BillsAsked } from './past-bills.ts'
import { offerPolicy, policyChanges, setOfferPolicy } from './policy.ts'
import {
  firstPage,
  foreigner,
  holder,
  merchantId,
  noon,
  openStreet,
  openTill,
  otherPlaceId,
  owner,
  placeId,
  staff,
  till,
} from './testing.ts'

const street = await openStreet()
const { inWork, reset, setClock } = street
const { make, openTwo } = openTill(street)
beforeEach(reset)

const list = (asked: Partial<BillsAsked> = {}, as: Actor = staff, page = firstPage) =>
  inWork(as, (work) => {
    const all = { state: null, day: null, reference: null, ...asked }
    return placeBills(work, placeId, all, page)
  })
const numbersOf = async (asked: Partial<BillsAsked>) =>
  (await list(asked)).items.map(({ reference }) => reference)

describe('OF60 the bills of a place', () => {
  test('are listed newest first, page by page, with masked names and what was used', async () => {
    const codes = await openTwo()
    await make(codes, { making: { reference: 'A-0001' } })
    setClock(new Date(noon.getTime() + 1))
    await make([], { number: 2 })
    await make([], { number: 3, basket: { placeId: otherPlaceId } })

    const first = await list({}, till, { limit: 1, after: null })
    expect(first.items).toMatchObject([
      { id: testId('bill', 2), reference: null, holderName: null, offersUsed: 0 },
    ])
    const second = await list({}, till, { limit: 1, after: first.nextCursor as never })
    expect(second).toMatchObject({
      items: [{ id: testId('bill', 1), reference: 'A-0001', holderName: '김*수', offersUsed: 2 }],
      nextCursor: null,
    })
  })

  test('are found by state, by a day of the market, and by how the till called them', async () => {
    // 23:59:59.999 of the fifteenth in Seoul, and the midnight after it.
    const midnight = new Date('2026-04-15T15:00:00.000Z')
    setClock(new Date(midnight.getTime() - 1))
    await make([], { making: { reference: 'POS1-0041' } })
    setClock(midnight)
    await make([], { number: 2, making: { reference: 'POS1-0042', holdMinutes: 10 } })
    await make([], { number: 3, making: { reference: '100%_off' } })
    await inWork(till, (work) => releaseBill(work, testId('bill', 2)))

    expect(await numbersOf({ day: '2026-04-15' })).toEqual(['POS1-0041'])
    expect(await numbersOf({ day: '2026-04-16' })).toEqual(['100%_off', 'POS1-0042'])
    expect(await numbersOf({ state: 'released' })).toEqual(['POS1-0042'])
    expect(await numbersOf({ reference: 'pos1-004' })).toEqual(['POS1-0042', 'POS1-0041'])
    expect(await numbersOf({ reference: '%' })).toEqual([])
    expect(await numbersOf({ reference: '100%_' })).toEqual(['100%_off'])
  })

  test('are seen by those who serve there; one of them also by its holder, and by no one else', async () => {
    await make(await openTwo())
    const see = (as: Actor) => inWork(as, (work) => billSeen(work, testId('bill')))
    for (const as of [holder, foreigner]) {
      await expect(list({}, as)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    for (const as of [holder, staff, till]) {
      expect(await see(as)).toMatchObject({ holderName: '김*수' })
    }
    for (const as of [foreigner, aPerson({ number: 7 })]) {
      await expect(see(as)).rejects.toMatchObject({ code: 'bill.unknown' })
    }
  })
})

test('OF61 who changed how offers are used together is kept, and told to the owner', async () => {
  const changes = (as: Actor) => inWork(as, (work) => policyChanges(work, merchantId, firstPage))
  const before = await inWork(owner, (work) => offerPolicy(work, merchantId))
  const after = { ...before, order: 'rank' as const, offersMax: 2 }
  for (const policy of [before, after, after]) {
    await inWork(owner, (work) => setOfferPolicy(work, merchantId, policy))
  }
  expect(await changes(owner)).toMatchObject({
    items: [{ before, after, byKind: 'person', changedAt: noon }],
  })
  await expect(changes(staff)).rejects.toMatchObject({ code: 'access.forbidden' })
})
