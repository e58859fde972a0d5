/** Two accounts of one person that were made one by mistake: taken apart again. */
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { twoAccounts } from '../testing/accounts.ts'
import type { Who } from '../testing/world.ts'
import { wordingOf } from './modules/people/model.ts'

const accounts = await twoAccounts()
const { server, world } = accounts
const {
  broken,
  key,
  next,
  ok,
  get,
  post,
  proof,
  aPair,
  mergeProof,
  password,
  merge,
  undo,
  buy,
  claim,
  follow,
  pointsAt,
  couponsOf,
  kept,
  byPhone,
} = accounts
const { call, settle, platform } = server
const { shop, otherShop, owner, otherOwner } = world
const { db } = platform.database
afterEach(async () => {
  await settle()
  expect(await broken()).toEqual([])
})

describe('PE84 a merge that is undone', () => {
  test('leaves both as they were, to the letter', async () => {
    const { kept: me, other } = await aPair()
    await claim(other)
    await follow(other, shop)
    await follow(me, otherShop)
    await buy(other, otherShop, otherOwner, 5_000)
    await buy(me, shop, owner, 3_000)
    await settle()
    const token = await mergeProof(me, other.phone)
    const before = [await kept(me), await kept(other)]
    const id = key()
    ok(await call('POST', '/v1/me/merges', { as: me.token, body: { id, proof: token, password } }))
    await settle()
    expect(await kept(me)).not.toEqual(before[0])
    expect((await undo(me, id)).status).toBe(204)
    expect((await undo(me, id)).status).toBe(204)
    expect([await kept(me), await kept(other)]).toEqual(before)
    const back = ok(await call('POST', '/v1/sessions/phone', { body: await proof(other.phone) }))
    expect(back.person.id).toBe(other.personId)
  })

  test('does not put back a yes that fell with it: it was told as a no, and is asked for anew', async () => {
    const { kept: me, other } = await aPair()
    const answer = async (who: Who, granted: boolean) => {
      const { version: wordingVersion } = wordingOf('marketing')
      ok(await post(who, '/v1/me/consents', { purpose: 'marketing', granted, wordingVersion }))
    }
    const newest = async (who: Who): Promise<boolean> => {
      const { items } = await get(who, '/v1/me/consents')
      const all = items as { purpose: string; granted: boolean }[]
      return all.some(({ purpose, granted }) => purpose === 'marketing' && granted)
    }
    await answer(me, true)
    await answer(other, true)
    await answer(other, false)
    const id = await merge(me, other.phone)
    expect(await newest(me)).toBe(false)
    expect((await undo(me, id)).status).toBe(204)
    await settle()
    expect(await newest(me)).toBe(false)
    await answer(me, true)
    expect(await newest(me)).toBe(true)
  })

  test('leaves what was used since with who used it, and gives back what is still there', async () => {
    const { kept: me, other } = await aPair()
    const coupon = await claim(other)
    await buy(other, shop, owner, 8_000)
    await buy(me, shop, owner, 2_000)
    await settle()
    const id = await merge(me, other.phone)
    // Both were members there: what could be spent went over, 800 to 200.
    expect(await pointsAt(me, shop)).toBe(1_000)
    next()
    const { code } = await get(me, `/v1/me/coupons/${coupon}/code`)
    ok(await post(owner, `/v1/places/${shop.placeId}/redemptions`, { code, billMinor: 5_000 }))
    next()
    const { code: member } = await get(me, '/v1/me/member-code')
    const spending = { spendingId: key(), code: member, kind: 'points', amount: 600 }
    ok(await post(owner, `/v1/places/${shop.placeId}/spendings`, spending))
    await settle()
    const left = (await pointsAt(me, shop)) ?? 0
    next()
    expect((await undo(me, id)).status).toBe(204)
    expect(await couponsOf(me)).toContain(coupon)
    const back = ok(await call('POST', '/v1/sessions/phone', { body: await proof(other.phone) }))
    const again: Who = { token: back.token, personId: back.person.id }
    expect(await couponsOf(again)).toEqual([])
    expect(await pointsAt(again, shop)).toBe(Math.min(800, left))
    expect(await pointsAt(me, shop)).toBe(left - Math.min(800, left))
  })

  test('is too late after 30 days, and nobody else’s to undo', async () => {
    const [me, other] = [await byPhone(), await byPhone()]
    const [id, token] = [key(), await mergeProof(me, other.phone)]
    ok(await call('POST', '/v1/me/merges', { as: me.token, body: { id, proof: token } }))
    const stranger = (await server.signUp('남')) as Who
    expect(await undo(stranger, id)).toMatchObject({ status: 404 })
    next(31 * 24 * 60 + 1)
    await settle()
    const back = ok(await call('POST', '/v1/sessions/phone', { body: await proof(me.phone) }))
    expect(await undo({ ...me, token: back.token }, id)).toMatchObject({
      body: { code: 'people.merge-too-late' },
    })
    const rows = await sql`select 1 from people.merge_row where merge_id = ${id}`.execute(db)
    expect(rows.rows).toEqual([])
  })
})
