/** Offers for some of a shop's people, on a real database: by tags, and by how regular they are. */
import { beforeEach, describe, expect, test } from 'vitest'
import { aPerson, testId } from '../../../kernel/testing.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { myMemberCode } from '../../loyalty/service/codes.ts'
import { writeProgramme } from '../../loyalty/service/programme.ts'
import { setMemberTags } from '../../loyalty/service/tags.ts'
import { aProgramme } from '../../loyalty/testing.ts'
import type { Demand } from '../model/pricing/condition.ts'
import { aGrant } from '../testing.ts'
import {
  holder,
  merchantId,
  noon,
  openStreet,
  openTill,
  owner,
  percent,
  stacked,
  staff,
} from './testing.ts'

const street = await openStreet()
const { inWork, reset, open, grant, codeNow, setClock } = street
const { make, quote, takeBack } = openTill(street)
beforeEach(reset)

const [forSome, plain] = [testId<'offer'>('offer', 1), testId<'offer'>('offer', 2)]
/** An offer for some, and one for all that shows who it is. */
async function openFor(demand: Demand): Promise<void> {
  const about = {
    startsAt: new Date('2026-01-01T00:00:00Z'),
    endsAt: new Date('2027-01-01T00:00:00Z'),
  }
  await open({
    ...about,
    id: forSome,
    terms: stacked([percent(10)], { conditions: [[demand]] }),
    isAutomatic: true,
    isPublic: false,
  })
  await open({ ...about, id: plain, terms: stacked([percent(5)]), couponsPerPersonMax: 9 })
}
async function code(number: number): Promise<string> {
  const couponId = testId<'coupon'>('coupon', number)
  await grant(aGrant({ offerId: plain, couponId, personId: holder.personId }))
  return codeNow(number)
}
const why = async (codes: readonly string[]) => {
  const { considered } = await quote(codes)
  return considered.find(({ offer }) => offer.id === forSome)?.reason?.code ?? null
}
const segment = (segmentId: string): Demand => {
  return { kind: 'segment', segmentIds: [segmentId], isNot: false }
}

describe('OF66 who shows a member code', () => {
  const memberCode = async (as = holder) => (await inWork(as, myMemberCode)).text

  test('is known on a bill without any coupon: offers for some, limits, points', async () => {
    const earn = { kind: 'share', perMille: 100 } as const
    await inWork(owner, (work) => writeProgramme(work, merchantId, aProgramme({ earn })))
    await openFor(segment('new'))
    const basket = { memberCode: await memberCode() }
    expect(await quote([], basket)).toMatchObject({ holderName: '김*수' })
    const { bill } = await make([], { basket })
    expect(bill).toMatchObject({ personId: holder.personId, discountMinor: 2_200 })
    // A tenth of the 19,800 that were paid.
    expect(await street.points()).toBe(1_980)
    await takeBack(null)
    expect(await street.points()).toBe(0)
    expect(await street.brokenInvariants()).toEqual([])
  })

  test('does not use the coupons of somebody else', async () => {
    await openFor(segment('new'))
    const other = await memberCode(aPerson({ number: 2 }))
    const shown = await code(1)
    const both = quote([shown], { memberCode: other })
    await expect(both).rejects.toMatchObject({ code: 'bill.two-holders' })
    expect((await quote([shown], { memberCode: await memberCode() })).holderName).toBe('김*수')
  })

  test('is refused with a wrong one', async () => {
    const wrong = quote([], { memberCode: 'GOLMOK-MEMBER:nothing' })
    await expect(wrong).rejects.toMatchObject({ code: 'member.code-malformed' })
  })
})

describe('OF65 an offer for some', () => {
  test('counts for those who bear its tag, and for nobody who is not known', async () => {
    await inWork(owner, (work) => writeProgramme(work, merchantId, aProgramme()))
    await openFor({ kind: 'tag', tags: ['VIP'], isNot: false })
    await make([await code(1)])
    expect(await why([])).toBe('offer.condition-unknown')
    expect(await why([await code(2)])).toBe('offer.condition')
    const key = { merchantId, personId: holder.personId }
    await inWork(staff, (work) => setMemberTags(work, key, ['VIP']))
    expect(await why([await code(3)])).toBeNull()
  })

  test('goes by the days on which somebody bought, also where the shop has no programme', async () => {
    await openFor(segment('regular'))
    for (const day of [1, 2, 3, 4]) {
      setClock(new Date(noon.getTime() + day * DAY_MS))
      const shown = await code(day)
      expect(await why([shown])).toBe('offer.condition')
      await make([shown], { number: day })
    }
    expect(await why([await code(5)])).toBeNull()
    // What came back was not bought.
    await takeBack(null, 1, 4)
    expect(await why([await code(6)])).toBe('offer.condition')
  })

  test('can be for those who have not come for long', async () => {
    await openFor(segment('lapsed'))
    await make([await code(1)])
    setClock(new Date(noon.getTime() + 59 * DAY_MS))
    expect(await why([await code(2)])).toBe('offer.condition')
    setClock(new Date(noon.getTime() + 60 * DAY_MS))
    expect(await why([await code(3)])).toBeNull()
  })
})
