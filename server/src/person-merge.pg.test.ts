/** Two accounts of one person through the whole house: made one, and used. */
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { twoAccounts } from '../testing/accounts.ts'
import { startingLine } from '../testing/race.ts'
import type { Who } from '../testing/world.ts'
import { wordingOf, type Purpose } from './modules/people/model.ts'
import { agreementsIn } from './modules/people/service/agreements.ts'
import { erasePerson } from './modules/people/service/erasing.ts'

const accounts = await twoAccounts()
const { codes, server, world } = accounts
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
  buy,
  claim,
  follow,
  pointsAt,
  couponsOf,
  byPhone,
} = accounts
const { call, settle, start, platform } = server
const { shop, otherShop, owner, otherOwner } = world
const { db } = platform.database
const DAY_MS = 86_400_000
const system = { kind: 'system', name: 'test' } as const
afterEach(async () => {
  await settle()
  expect(await broken()).toEqual([])
})

describe('PE81 two accounts of one person', () => {
  test('are one once the other is shown to be theirs: what was there is here, and all ways lead here', async () => {
    const { kept: me, other } = await aPair()
    const coupon = await claim(other)
    await follow(other, shop)
    await buy(other, otherShop, otherOwner, 5_000)
    await settle()

    const proofToken = await mergeProof(me, other.phone)
    const preview = ok(
      await call('POST', '/v1/me/merge-previews', { as: me.token, body: { proof: proofToken } }),
    )
    expect(preview).toMatchObject({
      phone: other.phone,
      carries: { 'offers.coupon': 1, 'channels.friend': 1, 'loyalty.memberships': 1 },
    })
    // Only looked at: nothing has moved.
    expect(await couponsOf(me)).toEqual([])

    const body = { id: key(), proof: proofToken, password }
    const made = ok(await call('POST', '/v1/me/merges', { as: me.token, body }))
    expect(new Date(made.undoUntil).getTime() - new Date(made.mergedAt).getTime()).toBe(30 * DAY_MS)
    // Again, it changes nothing.
    expect(ok(await call('POST', '/v1/me/merges', { as: me.token, body }))).toEqual(made)

    expect(await couponsOf(me)).toEqual([coupon])
    expect((await get(me, '/v1/me/friends')).items).toHaveLength(1)
    expect(await pointsAt(me, otherShop)).toBe(500)
    expect(await call('GET', '/v1/me', { as: other.token })).toMatchObject({ status: 401 })
    const back = ok(await call('POST', '/v1/sessions/phone', { body: await proof(other.phone) }))
    expect(back).toMatchObject({ isNew: false, person: { id: me.personId } })
    const { items } = await get(me, '/v1/me/merges')
    expect(items).toMatchObject([{ id: body.id, phone: other.phone, undoneAt: null }])
    const facts = await sql<{ data: object }>`
      select data from platform.fact where name = 'people.people-merged'
        and subject_id = ${me.personId}`.execute(db)
    expect(facts.rows).toHaveLength(1)
  })

  test('the other is shown by a code alone as well, and an address of nobody shows nothing', async () => {
    const { kept: me, other } = await aPair()
    const show = async (phone: string) => {
      const { phone: address, code } = await proof(phone)
      return call('POST', '/v1/me/merge-proofs', { as: me.token, body: { address, code } })
    }
    const shown = ok(await show(other.phone))
    const body = { id: key(), proof: shown.proof as string }
    // The session is not ten minutes old: that is proof enough of the own account.
    expect(await call('POST', '/v1/me/merges', { as: me.token, body })).toMatchObject({
      status: 201,
    })
    // It leads here now; and this number is nobody's.
    for (const phone of [other.phone, '+821099990000']) {
      expect(await show(phone)).toMatchObject({
        status: 404,
        body: { code: 'people.merge-nobody' },
      })
    }
  })

  test('an address that was only claimed opens nothing to whoever claimed it', async () => {
    next()
    const email = 'claimed@golmok.test'
    const stranger = { email, password: 'the password of a stranger', name: '남' }
    const claimed = ok(await call('POST', '/v1/people', { body: stranger }))
    const me = await byPhone()
    ok(await call('POST', '/v1/email-codes', { body: { email } }))
    const shown = { address: email, code: codes.sent.at(-1)?.code }
    const { proof: token } = ok(
      await call('POST', '/v1/me/merge-proofs', { as: me.token, body: shown }),
    )
    const body = { id: key(), proof: token as string }
    ok(await call('POST', '/v1/me/merges', { as: me.token, body }))
    expect(await call('GET', '/v1/me', { as: claimed.token })).toMatchObject({ status: 401 })
    const { name: _name, ...login } = stranger
    expect(await call('POST', '/v1/sessions', { body: login })).toMatchObject({ status: 401 })
  })

  test('stay two without a fresh proof of both, and for anybody else', async () => {
    const { kept: me, other } = await aPair()
    const token = await mergeProof(me, other.phone)
    const thief = (await server.signUp('남')) as Who
    const ask = (as: Who, more: object) =>
      call('POST', '/v1/me/merges', { as: as.token, body: { id: key(), proof: token, ...more } })
    expect(await ask(thief, { password })).toMatchObject({
      body: { code: 'people.merge-proof-wrong' },
    })
    expect(await ask(me, { password: 'another long password' })).toMatchObject({
      body: { code: 'people.sign-in-wrong' },
    })
    next(11)
    expect(await ask(me, {})).toMatchObject({ body: { code: 'people.proof-needed' } })
    expect(await ask(me, { password })).toMatchObject({
      body: { code: 'people.merge-proof-wrong' },
    })
    expect(
      ok(await call('POST', '/v1/sessions/phone', { body: await proof(other.phone) })),
    ).toMatchObject({ person: { id: other.personId } })
  })
})

describe('PE82 where both have the like', () => {
  test('each keeps its own: coupon, friendship, stamps; nothing is lost or doubled', async () => {
    const { kept: me, other } = await aPair()
    const [mine, theirs] = [await claim(me), await claim(other)]
    await follow(me, shop)
    await follow(other, shop)
    await merge(me, other.phone)
    expect(await couponsOf(me)).toEqual([mine])
    expect((await get(me, '/v1/me/friends')).items).toHaveLength(1)
    const { rows } = await sql<{ personId: string }>`
      select person_id from offers.coupon where id = ${theirs}`.execute(db)
    expect(rows).toEqual([{ personId: other.personId }])
  })
})

describe('PE83 consents', () => {
  const answer = async (as: Who, purpose: Purpose, granted: boolean) => {
    const { version: wordingVersion } = wordingOf(purpose)
    ok(await post(as, '/v1/me/consents', { purpose, granted, wordingVersion }))
  }
  const agreed = async (as: Who): Promise<string[]> => {
    const { items } = await get(as, '/v1/me/consents')
    const list = items as { purpose: string; granted: boolean }[]
    return list.filter(({ granted }) => granted).map(({ purpose }) => purpose)
  }

  test('a no in either is a no, and a yes of the other counts for nobody', async () => {
    const { kept: me, other } = await aPair()
    await answer(me, 'location', true)
    await answer(me, 'marketing', true)
    await answer(other, 'marketing', true)
    await answer(other, 'marketing/sms', true)
    await answer(other, 'location', true)
    await answer(other, 'location', false)
    await merge(me, other.phone)
    expect(await agreed(me)).toEqual(['marketing'])
    // No mailing reaches the other account, whatever it had agreed to.
    const all = agreementsIn({ after: null, upTo: other.personId }, shop.merchantId)
    const { rows } = await sql<{ purposes: string[] }>`
      select purposes from (${all}) a where person_id = ${other.personId}`.execute(db)
    expect(rows).toEqual([{ purposes: [] }])
  })
})

describe('PE85 an account', () => {
  const tried = async ({ kept: me, other }: Awaited<ReturnType<typeof aPair>>) => {
    const body = { id: key(), proof: await mergeProof(me, other.phone), password }
    return (await call('POST', '/v1/me/merges', { as: me.token, body })).body.code as string
  }

  test('that works for the same shop, or is merged already, is not merged', async () => {
    const pair = await aPair()
    for (const who of [pair.kept, pair.other]) {
      await sql`
        insert into people.membership (person_id, merchant_id, role, since)
        values (${who.personId}, ${shop.merchantId}, 'staff', ${start})`.execute(db)
    }
    expect(await tried(pair)).toBe('people.merge-roles')
  })

  test.each(['kept', 'other'] as const)(
    'of a child is merged with no other (%s)',
    async (child) => {
      const pair = await aPair()
      await sql`
      update people.account set age = 'child', born_on = '2014-01-01', of_age_on = '2028-01-01'
      where id = ${pair[child].personId}`.execute(db)
      expect(await tried(pair)).toBe('people.merge-child')
    },
  )

  test('goes with the one it went into when that is erased', async () => {
    const { kept: me, other } = await aPair()
    await merge(me, other.phone)
    await platform.inWork(system, (work) => erasePerson(work, me.personId))
    await settle()
    const { rows } = await sql<{ phone: string | null }>`
      select phone from people.account where id = ${other.personId}`.execute(db)
    expect(rows).toEqual([{ phone: null }])
  })

  test('races: two merges of one account, and a merge with a redemption and an erasure', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { kept: me, other } = await aPair()
      const second = (await server.signUp('둘째')) as Who
      const coupon = await claim(other)
      const [one, two] = [await mergeProof(me, other.phone), await mergeProof(second, other.phone)]
      next()
      const { code } = await get(other, `/v1/me/coupons/${coupon}/code`)
      const line = startingLine(4)
      const ask = async (as: Who, proofToken: string) => {
        await line()
        const body = { id: key(), proof: proofToken, password }
        return (await call('POST', '/v1/me/merges', { as: as.token, body })).status
      }
      const redeem = async () => {
        await line()
        const body = { code, billMinor: 5_000 }
        return (await post(owner, `/v1/places/${shop.placeId}/redemptions`, body)).status
      }
      const erase = async () => {
        await line()
        if (round < 2) return 0
        await platform.inWork(system, (work) => erasePerson(work, other.personId))
        return 0
      }
      const [first, next_, used] = await Promise.all([
        ask(me, one),
        ask(second, two),
        redeem(),
        erase(),
      ])
      expect([first, next_].filter((status) => status === 201).length).toBeLessThanOrEqual(1)
      if (round < 2) expect([first, next_].toSorted((a, b) => a - b)).toEqual([201, 409])
      expect([201, 401, 404, 409, 410, 422]).toContain(used)
    }
  })
})
