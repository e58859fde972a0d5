/** A pass follows its coupon: used, undone, called back. */
import { beforeEach, expect, test } from 'vitest'
import { testId, theSystem } from '../../kernel/testing.ts'
import { cancelCoupons } from '../offers/service/grants.ts'
import { holder, noon, openStreet, staff } from '../offers/service/testing.ts'
import { reverseRedemption } from '../offers/service/counter.ts'
import { aGrant } from '../offers/testing.ts'
import { passReactions } from './reactions.ts'
import { contentOf, passFor } from './service.ts'

const street = await openStreet()
const { inWork, rows } = street
const couponId = testId<'coupon'>('coupon')
const asked = () => inWork(holder, (work) => passFor(work, couponId))
const isVoid = async () => {
  const pass = await asked()
  return (await inWork(holder, (work) => contentOf(work, pass, 'https://x'))).isVoid
}
const changedAt = async () => {
  await street.runReactions([passReactions])
  return (
    (await rows('passes.pass'))[0]?.['changed_at'] ?? (await rows('passes.pass'))[0]?.['changedAt']
  )
}
const later = (minutes: number) => {
  const at = new Date(noon.getTime() + minutes * 60_000)
  street.setClock(at)
  return at
}

beforeEach(() => street.reset())

test('PA5 a used coupon voids its pass, and undone it is good again', async () => {
  await street.open()
  await street.grant(aGrant())
  await asked()
  expect(await isVoid()).toBe(false)
  const used = later(1)
  const { redemptionId } = await street.redeem(await street.codeNow())
  expect(await changedAt()).toEqual(used)
  expect(await isVoid()).toBe(true)
  const undone = later(2)
  await inWork(staff, (work) => reverseRedemption(work, redemptionId))
  expect(await changedAt()).toEqual(undone)
  expect(await isVoid()).toBe(false)
})

test('PA5 a coupon that is called back voids its pass', async () => {
  await street.open()
  await street.grant(aGrant())
  await asked()
  const gone = later(1)
  await inWork(theSystem, (work) => cancelCoupons(work, [couponId]))
  expect(await changedAt()).toEqual(gone)
  expect(await isVoid()).toBe(true)
})

test('PA5 what is about others leaves a pass as it is', async () => {
  await street.open()
  await street.grant(aGrant(), aGrant({ number: 2 }))
  await asked()
  await street.runReactions([passReactions])
  const before = await changedAt()
  later(1)
  await inWork(theSystem, (work) => cancelCoupons(work, [testId('coupon', 2)]))
  expect(await changedAt()).toEqual(before)
})

test('PA2 of two that ask at once for the first time, both get the same pass', async () => {
  await street.open()
  await street.grant(aGrant())
  const { won } = await street.race([holder, holder], (work) => passFor(work, couponId))
  expect(new Set(won.map(({ id }) => id)).size).toBe(1)
})
