/** What tills accepted by themselves, and what becomes of it. */
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../../../kernel/actor.ts'
import { aPerson, testId } from '../../../../kernel/testing.ts'
import { changeOffer } from '../../service.ts'
import { cancelCoupons } from '../grants.ts'
import { aGrant, someTerms } from '../../testing.ts'
import { reverseRedemption } from '../counter.ts'
import {
  firstPage,
  foreigner,
  holder,
  merchantId,
  openStreet,
  owner,
  percent,
  placeId,
  staff,
  till,
} from '../testing.ts'
import { placeAcceptances, resolveAcceptance, takeAcceptances, type Sent } from './acceptances.ts'
import { setOfflinePolicy } from './lists.ts'
import { minutes, openTills, tillId } from './testing.ts'

const street = await openStreet()
const { inWork, setClock, reset, open, grant, redeem, rows, facts, points } = street
const { brokenInvariants } = street
const { fetch, send, sendTogether, accepted, crowd } = openTills(street)
const flagged = (reason: string) => ({ state: 'flagged', reason, billId: null })

beforeEach(async () => {
  await reset()
  await open()
})

describe('an acceptance', () => {
  test('OF55 is booked as a use of its moment, and tells what a use tells', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted()
    setClock(minutes(300))
    const [outcome] = await send([sent])
    expect(outcome).toMatchObject({ state: 'counted', reason: null })
    expect(await rows('offers.bill')).toMatchObject([
      { id: outcome?.billId, paidAt: minutes(10), discountMinor: 2_000, channel: 'counter' },
    ])
    expect(await rows('offers.redemption')).toMatchObject([{ redeemedAt: minutes(10) }])
    expect((await facts()).map(({ name }) => name).slice(-2)).toEqual([
      'offers.bill-paid',
      'offers.coupon-redeemed',
    ])
    expect(await points()).toBe(900)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF55 that is sent twice, at once or later, is booked once', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted()
    setClock(minutes(20))
    const lane = { sent: [sent], number: 1 }
    const [one, two] = await sendTogether([lane, lane])
    expect(one).toMatchObject([{ state: 'counted' }])
    expect(two).toEqual(one)
    expect(await send([sent])).toEqual(one)
    expect(await rows('offers.bill')).toHaveLength(1)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF58 one that was undone and is sent twice at once has one answer', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted({ undoneAt: minutes(10) })
    setClock(minutes(20))
    const lane = { sent: [sent], number: 1 }
    const [one, two] = await sendTogether([lane, lane])
    expect(one).toMatchObject([{ state: 'undone' }])
    expect(two).toEqual(one)
  })

  test('OF56, OF2 of two tills that accepted one coupon by themselves, one counts, whoever races', async () => {
    await grant(aGrant())
    await fetch(1)
    await fetch(2)
    const first = await accepted()
    const second = await accepted({ id: testId('acceptance', 2), acceptedAt: minutes(15) })
    setClock(minutes(60))
    const lanes = [first, second].map((sent, at) => ({ sent: [sent], number: at + 1 }))
    const outcomes = (await sendTogether(lanes)).flat()
    expect(outcomes.map(({ state }) => state).toSorted()).toEqual(['counted', 'flagged'])
    expect(outcomes.find(({ state }) => state === 'flagged')).toMatchObject(
      flagged('coupon.redeemed'),
    )
    expect(await rows('offers.redemption')).toHaveLength(1)
    expect((await facts()).filter(({ name }) => name === 'offers.acceptance-flagged')).toHaveLength(
      1,
    )
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF55 comes in any order, in any pieces, with any repeats: the same counts', async () => {
    const all = await crowd(4)
    await fetch(1)
    setClock(minutes(60))
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.subarray([0, 1, 2, 3], { minLength: 1 }), { maxLength: 4 }),
          async (batches) => {
            for (const batch of [...batches, [3, 1, 0, 2]]) {
              await send(batch.flatMap((at) => all[at] ?? []))
            }
            expect(await rows('offers.bill')).toHaveLength(4)
            expect(await brokenInvariants()).toEqual([])
          },
        )
        .beforeEach(async () => {
          await reset()
          await open()
          await fetch(1)
          setClock(minutes(60))
          for (let number = 1; number <= 4; number += 1) await grant(aGrant({ number }))
        }),
      { numRuns: 8 },
    )
  })

  test('OF55 a batch that breaks in the middle is finished when it comes again', async () => {
    const all = await crowd(3)
    await fetch()
    setClock(minutes(60))
    let works = 0
    const dying: typeof inWork = (actor, body) => {
      works += 1
      if (works === 2) throw new Error('the process was killed')
      return inWork(actor, body)
    }
    const from = { placeId, tillId: tillId() }
    await expect(takeAcceptances(dying, staff, from, all)).rejects.toThrow('killed')
    expect(await rows('offers.bill')).toHaveLength(1)
    expect((await send(all)).map(({ state }) => state)).toEqual(['counted', 'counted', 'counted'])
    expect(await rows('offers.bill')).toHaveLength(3)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF57 beyond the cap it does not count, and the next list begins anew', async () => {
    const all = await crowd(4)
    await inWork(owner, (work) => setOfflinePolicy(work, merchantId, 4_500))
    await fetch()
    setClock(minutes(60))
    const states = (await send(all)).map(({ state, reason }) => reason ?? state)
    expect(states).toEqual(['counted', 'counted', 'offline.over-cap', 'offline.over-cap'])
    expect(await rows('offers.offline_list')).toMatchObject([{ givenMinor: 4_000 }])
    await grant(aGrant({ number: 5 }))
    const later = await accepted({ acceptedAt: minutes(70) }, 5, aPerson({ number: 5 }))
    await fetch()
    setClock(minutes(80))
    expect(await send([later])).toMatchObject([{ state: 'counted' }])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF57 that is flagged counts against the cap too: given is given', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted()
    await redeem(await street.codeNow())
    setClock(minutes(60))
    expect(await send([sent])).toMatchObject([flagged('coupon.redeemed')])
    expect(await rows('offers.offline_list')).toMatchObject([{ givenMinor: 2_000 }])
  })

  const day = 24 * 60
  test.each<readonly [string, string, () => Promise<Partial<Sent>>]>([
    ['by a guess', 'code.unknown', async () => ({ code: `GK1AE${'A'.repeat(378)}` })],
    ['typed', 'offline.letters', async () => ({ code: 'GOLMOK:7K2QMX04TB' })],
    [
      'from a screenshot, two steps later',
      'code.expired',
      async () => ({ acceptedAt: minutes(11), code: (await accepted()).code }),
    ],
    ['at another price', 'offline.price-differs', async () => ({ discountMinor: 3_000 })],
    ['with a gift that is none', 'offline.price-differs', async () => ({ extrasMinor: 1 })],
    ['on too small a bill', 'offer.bill-too-small', async () => ({ billMinor: 9_000 })],
    ['before there was a list', 'offline.not-listed', async () => ({ acceptedAt: minutes(-5) })],
    [
      'a day after its list',
      'offline.not-listed',
      async () => ({ acceptedAt: minutes(day), code: 'GK1' }),
    ],
    ['tomorrow', 'offline.in-future', async () => ({ acceptedAt: minutes(3 * day) })],
  ])('OF56 %s is flagged as %s', async (_how, reason, change) => {
    await grant(aGrant())
    await fetch()
    const sent = { ...(await accepted()), ...(await change()) }
    setClock(minutes(day + 60))
    expect(await send([sent])).toMatchObject([flagged(reason)])
    expect(await rows('offers.bill')).toEqual([])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF56 a week later it is too late', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted()
    setClock(minutes(7 * day + 11))
    expect(await send([sent])).toMatchObject([flagged('offline.too-late')])
  })

  test('OF56 no limit is gone over: what came too late for it is borne by the shop', async () => {
    await reset()
    const limit = { counts: 'discount', per: 'offer', period: 'total', max: 3_000 } as const
    await open({ limits: [limit] })
    const all = await crowd(2)
    await fetch()
    setClock(minutes(60))
    expect(await send(all)).toMatchObject([{ state: 'counted' }, flagged('offer.limit-spent')])
    expect(await rows('offers.tally')).toMatchObject([{ used: 2_000 }])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF56 a limit of a day counts on the day of the use', async () => {
    await reset()
    const limit = { counts: 'redemptions', per: 'offer', period: 'day', max: 1 } as const
    await open({ limits: [limit] })
    const all = await crowd(2)
    await fetch()
    setClock(minutes(day))
    expect(await send([all[0]].flatMap((it) => it ?? []))).toMatchObject([{ state: 'counted' }])
    expect(await rows('offers.tally')).toMatchObject([{ since: new Date('2026-04-15') }])
  })

  test.each(['paused', 'ended'] as const)(
    'OF55 an offer that was %s after a use does not undo it; what was used later is flagged',
    async (state) => {
      await grant(aGrant({ number: 1 }), aGrant({ number: 2 }))
      const early = await accepted({}, 1)
      const late = await accepted({ acceptedAt: minutes(14) }, 2, aPerson({ number: 2 }))
      await fetch()
      setClock(minutes(12))
      await inWork(owner, (work) => changeOffer(work, testId('offer'), { state }))
      setClock(minutes(60))
      expect(await send([early, late])).toMatchObject([
        { state: 'counted' },
        flagged(`offer.${state}`),
      ])
      expect(await brokenInvariants()).toEqual([])
    },
  )

  test('OF56 a coupon that was called back meanwhile is flagged', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted()
    await inWork(staff, (work) => cancelCoupons(work, [testId('coupon')]))
    setClock(minutes(60))
    expect(await send([sent])).toMatchObject([flagged('coupon.cancelled')])
  })

  test('OF58 undone within ten seconds it leaves the coupon as it was; later it stands', async () => {
    const all = await crowd(2)
    await fetch()
    const [one, two] = all.map((sent, at) => {
      const seconds = at === 0 ? 9 : 3_600
      return { ...sent, undoneAt: new Date(sent.acceptedAt.getTime() + seconds * 1_000) }
    })
    setClock(minutes(90))
    expect(await send([one, two].flatMap((it) => it ?? []))).toMatchObject([
      { state: 'undone', reason: null, billId: null },
      { state: 'counted' },
    ])
    expect(await rows('offers.redemption')).toHaveLength(1)
    expect(await redeem(await street.codeNow())).toMatchObject({ discountMinor: 2_000 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF55 a counted one is reversed like any other use', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted()
    setClock(minutes(60))
    await send([sent])
    const page = await inWork(staff, (work) => placeAcceptances(work, placeId, firstPage, false))
    const id = page.items[0]?.redemptionId
    expect(id).toBeTruthy()
    if (id) await inWork(staff, (work) => reverseRedemption(work, id))
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF55 is for those who serve there, from a till of that place, under its own id', async () => {
    await grant(aGrant())
    await fetch(1)
    await fetch(2)
    const sent = await accepted()
    setClock(minutes(60))
    for (const actor of [holder, foreigner]) {
      await expect(send([sent], 1, actor)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    await expect(send([sent], 9)).rejects.toMatchObject({ code: 'offline.till-unknown' })
    await send([sent], 1, till)
    await expect(send([sent], 2)).rejects.toMatchObject({ code: 'acceptance.id-taken' })
  })
})

describe('a flagged acceptance', () => {
  test('OF57 is shown to the shop until its owner says who bears it', async () => {
    await grant(aGrant())
    await fetch()
    const sent = await accepted()
    await redeem(await street.codeNow())
    setClock(minutes(60))
    await send([sent])
    const openOnes = (as: Actor) =>
      inWork(as, (work) => placeAcceptances(work, placeId, firstPage, true))
    await expect(openOnes(foreigner)).rejects.toMatchObject({ code: 'access.forbidden' })
    expect((await openOnes(staff)).items).toMatchObject([
      {
        reason: 'coupon.redeemed',
        tillLabel: '1번',
        offerTitle: '봄맞이 10% 할인',
        resolution: null,
      },
    ])
    const say = (resolution: 'borne' | 'mistake', as: Actor = owner) =>
      inWork(as, (work) => resolveAcceptance(work, sent.id, resolution))
    for (const actor of [staff, foreigner, till]) {
      await expect(say('borne', actor)).rejects.toMatchObject({ code: 'acceptance.unknown' })
    }
    await say('borne')
    await say('borne')
    await expect(say('mistake')).rejects.toMatchObject({ code: 'acceptance.resolved' })
    expect((await openOnes(staff)).items).toEqual([])
    const all = await inWork(staff, (work) => placeAcceptances(work, placeId, firstPage, false))
    expect(all.items).toMatchObject([{ state: 'flagged', resolution: 'borne' }])
  })
})

test('OF56 offers for everybody that are not limited are priced along, limited ones are not', async () => {
  await reset()
  const stacking = { kind: 'always' } as const
  const terms = someTerms({ stacking, effects: [percent(5)], billMinorMin: 0 })
  await open({ terms: someTerms({ stacking }) })
  await open({ id: testId('offer', 2), terms, isAutomatic: true, isPublic: false })
  const limited = { isAutomatic: true, isPublic: false, redemptionsMax: 100 }
  await open({ id: testId('offer', 3), terms, ...limited })
  await grant(aGrant())
  const { content } = await fetch()
  const listed = JSON.parse(content ?? '') as {
    readonly offers: readonly { readonly id: string }[]
  }
  expect(listed.offers.map(({ id }) => id)).toEqual([testId('offer'), testId('offer', 2)])
  const sent = await accepted({ discountMinor: 2_900 })
  setClock(minutes(60))
  expect(await send([sent])).toMatchObject([{ state: 'counted' }])
  expect(await brokenInvariants()).toEqual([])
})
