/** Claiming with voucher codes on a real database: in a race, by guessing, within the limits. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { testId } from '../../../../kernel/testing.ts'
import { HOUR_MS } from '../../../../kernel/time.ts'
import { offerReactions } from '../../reactions.ts'
import { noon } from '../testing.ts'
import { claimWithCode } from './claim.ts'
import { asker, openCodes, shared } from './testing.ts'

const { street, make, texts, firstText, claim } = await openCodes()
const { rows } = street

beforeEach(() => street.reset())

describe('claiming', () => {
  test('OF32 a code gives one coupon, and typed again by the same person shows that one', async () => {
    await street.open({ isPublic: false })
    await make()
    const text = await firstText()
    const first = await claim(text)
    expect(first).toMatchObject({ couponId: testId('coupon'), isNew: true })
    const again = await claim(text.toLowerCase().replace('-', ' '), 1, 7)
    expect(again).toMatchObject({ couponId: testId('coupon'), isNew: false })
    await expect(claim(text, 2)).rejects.toMatchObject({ code: 'voucher.claimed' })
    expect(await street.facts()).toContainEqual(
      expect.objectContaining({
        name: 'offers.coupon-granted',
        data: expect.objectContaining({ source: 'voucher' }),
      }),
    )
    expect(await street.brokenInvariants()).toEqual([])
  })

  test('OF32 of 200 who race for one code, one gets the coupon', async () => {
    await street.open({ isPublic: false })
    await make()
    const text = await firstText()
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_none, at) => claim(text, at + 1)),
    )
    const won = results.filter((result) => result.status === 'fulfilled')
    const codes = results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
    )
    expect(won).toHaveLength(1)
    expect(new Set(codes)).toEqual(new Set(['voucher.claimed']))
    expect(await rows('offers.coupon')).toHaveLength(1)
    expect(await street.brokenInvariants()).toEqual([])
  })

  test('OF32 the database itself refuses one claim more than a code is good for', async () => {
    await street.open()
    await make()
    await claim(await firstText())
    await expect(
      sql`update offers.voucher set claims = claims + 1 where number = 1`.execute(street.db),
    ).rejects.toThrow(/voucher_claims_within_max/)
  })

  test('OF32 a shared code gives as many coupons as it is good for', async () => {
    await street.open()
    await make({ codes: shared })
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_none, at) => claim('봄맞이 2026', at + 1)),
    )
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(3)
    await expect(claim('봄맞이2026', 11)).rejects.toMatchObject({ code: 'voucher.exhausted' })
    expect(await street.brokenInvariants()).toEqual([])
  })

  test('OF32 the limits of the offer hold for coupons by code as well', async () => {
    await street.open({ couponsMax: 1 })
    await make()
    const [one = '', two = ''] = await texts()
    await claim(one)
    await expect(claim(two, 1, 2)).rejects.toMatchObject({ code: 'coupon.person-limit' })
    await expect(claim(two, 2)).rejects.toMatchObject({ code: 'offer.exhausted' })
    expect(await rows('offers.voucher_claim')).toHaveLength(1)
  })

  test('OF31 a code of another batch, or one that looks like it, is taken', async () => {
    await street.open()
    await make({ codes: shared })
    const again = { ...shared, text: '봄맞이2O26' }
    await expect(make({ id: testId('code-batch', 2), codes: again })).rejects.toMatchObject({
      code: 'voucher.taken',
    })
  })
})

describe('guessing', () => {
  test('OF37 ten wrong codes in an hour lock a person, for that hour', async () => {
    await street.open()
    await make()
    const text = await firstText()
    for (let guess = 0; guess < 10; guess += 1) {
      await expect(claim(`10OFF-WRONG${guess}A`)).rejects.toMatchObject({ code: 'voucher.unknown' })
    }
    await expect(claim(text)).rejects.toMatchObject({
      code: 'voucher.locked',
      details: { lockedUntil: new Date(noon.getTime() + HOUR_MS).toISOString() },
    })
    await expect(claim(text, 2)).resolves.toMatchObject({ isNew: true })
    street.setClock(new Date(noon.getTime() + HOUR_MS))
    await expect(claim((await texts())[1] ?? '')).resolves.toMatchObject({ isNew: true })
  })

  test('OF37 fifty guesses that come at once are ten guesses', async () => {
    await street.open()
    await make()
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_none, at) => claim(`10OFF-GUESS${at}`)),
    )
    const codes = results.map((it) =>
      it.status === 'rejected' ? (it.reason as { code: string }).code : 'won',
    )
    expect(codes.filter((code) => code === 'voucher.unknown')).toHaveLength(10)
    expect(codes.filter((code) => code === 'voucher.locked')).toHaveLength(40)
  })

  test('OF37 a hundred wrong codes from one address lock it, whoever they come from', async () => {
    await street.open()
    await make()
    const guess = (number: number) =>
      claimWithCode(street.platform.inWork, asker(number, 'one address'), {
        text: `10OFF-GUESS${number}`,
        couponId: testId('coupon', number),
      })
    for (let number = 1; number <= 100; number += 1) {
      await expect(guess(number)).rejects.toMatchObject({ code: 'voucher.unknown' })
    }
    await expect(guess(101)).rejects.toMatchObject({ code: 'voucher.locked' })
  })

  test('OF37 what was no guess is not counted', async () => {
    await street.open({ couponsPerPersonMax: 1 })
    await make()
    const all = await texts()
    await claim(all[0] ?? '')
    for (let times = 0; times < 12; times += 1) {
      await expect(claim(all[1] ?? '', 1, 2)).rejects.toMatchObject({ code: 'coupon.person-limit' })
    }
    expect(await rows('offers.voucher_miss')).toMatchObject([{ misses: 0 }])
  })

  test('OF37 old counts are forgotten', async () => {
    await street.open()
    await expect(claim('10OFF-WRONG')).rejects.toMatchObject({ code: 'voucher.unknown' })
    expect(await rows('offers.voucher_miss')).toHaveLength(2)
    street.setClock(new Date(noon.getTime() + 2 * HOUR_MS))
    await street.runReactions([offerReactions])
    expect(await rows('offers.voucher_miss')).toHaveLength(0)
  })
})
