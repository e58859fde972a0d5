/** The ledger over HTTP: transfers one by one and in batches, holds, reversals, and who may. */
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { openHttp } from '../../platform/http.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { TRANSFERS_MAX } from './model.ts'
import { ledgerRoutes } from './routes.ts'
import { ledgerInvariants, postTransfers } from './service.ts'
import { aTransfer, theMerchantsPoints, thePersonsPoints } from './testing.ts'

const { platform, inWork, clear, rows, db, at: setClock } = await freshDatabase()
const merchantId = testId('merchant')
const noon = new Date('2026-04-15T12:00:00.000Z')
const later = new Date('2026-04-15T13:00:00.000Z')
const actors: Record<string, Actor> = {
  operator: aPerson({ number: 80, isOperator: true }),
  owner: aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] }),
  staff: aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] }),
  other: aPerson({
    number: 92,
    memberships: [{ merchantId: testId('merchant', 2), role: 'owner' }],
  }),
  shopper: aPerson({ number: 1 }),
  till: { kind: 'key', keyId: testId('api-key'), merchantId, scopes: ['till'] },
}
const http = await openHttp({
  ...platform,
  clock: () => platform.clock(),
  authenticate: (token) => actors[token.replace('_token', '')] ?? { kind: 'nobody' },
})
ledgerRoutes(http, platform)
await http.app.ready()
afterAll(() => http.app.close())

async function call(as: string, method: 'GET' | 'POST', url: string, body?: object) {
  const response = await http.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${as}_token` },
    ...(body && { payload: body }),
  })
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer is looked into field by field
  return { status: response.statusCode, body: response.json<any>() }
}

const drawer = `merchant/${merchantId}/own/drawer`
const safe = `merchant/${merchantId}/own/safe`
const pathOf = (key: string) => `/v1/accounts/${encodeURIComponent(key)}`
const transferId = (number: number) => testId('transfer', number)
const moving = (number: number, amount: number, change: object = {}) => {
  return { id: transferId(number), from: drawer, to: safe, amount, memo: '', ...change }
}
const move = (number: number, amount: number, change: object = {}, as = 'till') =>
  call(as, 'POST', '/v1/transfers', moving(number, amount, change))
const open = (key: string, change: object = {}, as = 'owner') =>
  call(as, 'POST', '/v1/accounts', { key, unit: 'KRW', guarded: false, ...change })
const balance = async (key: string): Promise<number> =>
  (await call('owner', 'GET', pathOf(key))).body.balance as number

async function brokenInvariants(): Promise<string[]> {
  const broken: string[] = []
  for (const { id, query } of ledgerInvariants) {
    const { rows: found } = await sql.raw(query).execute(db)
    if (found.length > 0) broken.push(id)
  }
  return broken
}

beforeEach(async () => {
  await clear()
  setClock(noon)
  await open(drawer)
  await open(safe, { guarded: true, balanceMax: 1_000 })
})

describe('accounts', () => {
  test('LE18 an account keeps the constraints it was opened with', async () => {
    expect(await open(safe, { guarded: true, balanceMax: 1_000 })).toMatchObject({
      status: 201,
      body: { key: safe, unit: 'KRW', guarded: true, balanceMax: 1_000, balance: 0 },
    })
    expect(await open(safe, { guarded: true })).toMatchObject({
      status: 422,
      body: { code: 'ledger.account-differs' },
    })
    expect(await move(1, 1_000)).toMatchObject({ status: 201 })
    expect(await move(2, 1)).toMatchObject({ status: 409, body: { code: 'ledger.account-full' } })
    const forced = sql`update ledger.account set balance = balance + 1 where key = ${safe}`
    await expect(forced.execute(db)).rejects.toThrow('account_is_within')
  })

  test('LE9 the balance at an instant, and the entries behind it', async () => {
    await move(1, 300)
    setClock(later)
    await move(2, 200)
    const at = (instant: Date) =>
      call(
        'owner',
        'GET',
        `${pathOf(safe)}/balance?at=${encodeURIComponent(instant.toISOString())}`,
      )
    expect(await at(noon)).toMatchObject({ body: { balance: 300 } })
    expect(await at(later)).toMatchObject({ body: { balance: 500 } })
    const { body } = await call('owner', 'GET', `${pathOf(safe)}/entries?limit=1`)
    expect(body).toMatchObject({ items: [{ id: transferId(2), amount: 200 }] })
    expect(body.nextCursor).not.toBeNull()
  })

  test.each([
    ['a shopper', 'shopper', 403],
    ['staff', 'staff', 404],
    ['the owner of another shop', 'other', 404],
    ['the operator', 'operator', 200],
  ])('LE17 %s asks for an account of the shop', async (_name, as, status) => {
    expect(await call(as, 'GET', pathOf(drawer))).toMatchObject({ status })
  })

  test('LE17 a shop opens accounts of its own only', async () => {
    expect(await open(`merchant/${merchantId}/points`)).toMatchObject({ status: 400 })
    expect(await open(drawer, {}, 'other')).toMatchObject({ status: 404 })
    expect(await open('market/own/goodwill')).toMatchObject({ status: 404 })
    expect(await open('market/own/goodwill', {}, 'operator')).toMatchObject({ status: 201 })
  })
})

describe('single transfers', () => {
  test('LE5 a transfer that comes again changes nothing, and another under its id is refused', async () => {
    expect(await move(1, 100)).toMatchObject({ status: 201, body: { outcome: 'posted' } })
    expect(await move(1, 100)).toMatchObject({ status: 201, body: { outcome: 'repeated' } })
    expect(await move(1, 101)).toMatchObject({
      status: 422,
      body: { code: 'ledger.transfer-differs' },
    })
    expect(await balance(safe)).toBe(100)
  })

  test('LE3 of forty that come together, only as many go through as are covered', async () => {
    await move(1, 100)
    const back = { from: safe, to: drawer }
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => move(10 + at, 30, back, at % 2 ? 'till' : 'owner')),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3)
    const refused = answers.filter(({ status }) => status !== 201)
    for (const { body } of refused) expect(body.code).toBe('ledger.balance-too-low')
    expect(await balance(safe)).toBe(10)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE5 of twelve that bring the same transfer at once, all hear of one', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => move(1, 100)))
    const outcomes = answers.map(({ body }): unknown => body.outcome)
    expect(outcomes.filter((it) => it === 'posted')).toHaveLength(1)
    expect(outcomes.filter((it) => it === 'repeated')).toHaveLength(11)
    expect(await balance(safe)).toBe(100)
  })

  test('LE17 nobody writes off what their shop owes, or reaches into another shop', async () => {
    await inWork(theSystem, (work) => postTransfers(work, [aTransfer()]))
    await open('market/own/goodwill', { unit: 'points' }, 'operator')
    const writeOff = { from: 'market/own/goodwill', to: theMerchantsPoints.key }
    const unknown = { status: 404, body: { code: 'ledger.account-unknown' } }
    expect(await move(1, 50, writeOff, 'owner')).toMatchObject(unknown)
    expect(await move(2, 50, { to: thePersonsPoints.key }, 'owner')).toMatchObject(unknown)
    expect(await move(3, 50, {}, 'other')).toMatchObject(unknown)
    expect(await move(4, 50, {}, 'staff')).toMatchObject(unknown)
    expect(await move(5, 50, { to: `merchant/${merchantId}/own/none` })).toMatchObject(unknown)
    expect(await move(6, 50, { from: 'market/own/goodwill' }, 'operator')).toMatchObject({
      status: 422,
      body: { code: 'ledger.unit-differs' },
    })
    // Goodwill of the market: the operator gives points, and they can be spent.
    const gift = { from: 'market/own/goodwill', to: thePersonsPoints.key, memo: '미안해요' }
    expect(await move(7, 50, gift, 'operator')).toMatchObject({ status: 201 })
    expect(await call('shopper', 'GET', '/v1/me/points')).toMatchObject({
      body: { balance: 150, available: 150 },
    })
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('batches', () => {
  const batch = (sets: object[][], as = 'till') => call(as, 'POST', '/v1/transfers/batch', { sets })

  test('LE6 each set posts together or not at all', async () => {
    const { body } = await batch([
      [moving(1, 100)],
      [moving(2, 50), moving(3, 500, { from: safe, to: drawer })],
      [moving(4, 10), moving(5, 110, { from: safe, to: drawer })],
      [moving(1, 100)],
    ])
    expect(body.outcomes).toEqual([
      { outcome: 'posted', code: null },
      { outcome: 'refused', code: 'ledger.balance-too-low' },
      { outcome: 'posted', code: null },
      { outcome: 'repeated', code: null },
    ])
    expect(await balance(safe)).toBe(0)
  })

  test('LE6 a thousand transfers go in one call, and not one more', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => [moving(at + 1, 1)])
    const { body } = await batch(many(TRANSFERS_MAX))
    const posted = { outcome: 'posted', code: null }
    expect(body.outcomes).toEqual(Array.from({ length: TRANSFERS_MAX }, () => posted))
    expect(await balance(safe)).toBe(TRANSFERS_MAX)
    expect(await batch(many(TRANSFERS_MAX + 1))).toMatchObject({ status: 400 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE17 a batch with one account of another shop posts nothing', async () => {
    const foreign = `merchant/${testId('merchant', 2)}/own/drawer`
    await open(foreign, {}, 'other')
    expect(await batch([[moving(1, 1)], [moving(2, 1, { to: foreign })]])).toMatchObject({
      status: 404,
    })
    expect(await balance(safe)).toBe(0)
  })
})

describe('undoing and holding', () => {
  test('LE4 a transfer is undone in parts, by new transfers', async () => {
    await move(1, 100)
    const undo = (number: number, amount: number | null) => {
      const body = { id: transferId(number), amount, memo: '잘못 옮겼어요' }
      return call('till', 'POST', `/v1/transfers/${transferId(1)}/reversal`, body)
    }
    expect(await undo(2, 30)).toMatchObject({ status: 201, body: { amount: 30 } })
    expect(await undo(2, 30)).toMatchObject({ status: 201, body: { amount: 30 } })
    expect(await undo(3, 71)).toMatchObject({ body: { code: 'ledger.reversal-too-large' } })
    expect(await undo(4, null)).toMatchObject({ body: { amount: 70 } })
    expect(await balance(safe)).toBe(0)
    expect(await call('owner', 'GET', `/v1/transfers/${transferId(4)}`)).toMatchObject({
      body: { reverses: transferId(1), legs: [{ amount: 70 }, { amount: -70 }] },
    })
    expect(await call('other', 'GET', `/v1/transfers/${transferId(4)}`)).toMatchObject({
      status: 404,
    })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE17 a shop cannot take back what the product gave', async () => {
    await inWork(theSystem, (work) => postTransfers(work, [aTransfer()]))
    const { id } = aTransfer()
    const undo = (as: string) =>
      call(as, 'POST', `/v1/transfers/${id}/reversal`, { id: transferId(9) })
    expect(await undo('owner')).toMatchObject({ status: 404 })
    expect(await undo('operator')).toMatchObject({ status: 201, body: { amount: 100 } })
  })

  test('LE7 an amount is kept aside, posted in part, and the rest is free', async () => {
    await move(1, 500)
    const id = testId('hold')
    const asked = { id, from: safe, to: drawer, amount: 200, expiresAt: later.toISOString() }
    const place = (change: object = {}) =>
      call('till', 'POST', '/v1/holds', { ...asked, ...change })
    expect(await place()).toMatchObject({ status: 201, body: { state: 'pending' } })
    expect(await place()).toMatchObject({ status: 201 })
    expect((await call('till', 'GET', pathOf(safe))).body).toMatchObject({ available: 300 })
    expect(await place({ id: testId('hold', 2), expiresAt: noon.toISOString() })).toMatchObject({
      body: { code: 'ledger.hold-too-short' },
    })
    expect(await call('other', 'POST', `/v1/holds/${id}/voiding`)).toMatchObject({ status: 404 })
    expect(await call('till', 'POST', `/v1/holds/${id}/posting`, { amount: 120 })).toMatchObject({
      body: { state: 'posted', postedAmount: 120 },
    })
    expect((await call('till', 'GET', pathOf(safe))).body).toMatchObject({
      balance: 380,
      available: 380,
    })
    expect(await call('till', 'POST', `/v1/holds/${id}/voiding`)).toMatchObject({
      body: { code: 'ledger.hold-posted' },
    })
    expect(await brokenInvariants()).toEqual([])
  })
})

test('LE4 what was posted over HTTP stays, even by SQL', async () => {
  await move(1, 100)
  for (const statement of [
    'update ledger.entry set amount = -amount',
    'delete from ledger.entry',
    'update ledger.transfer set because = because',
    'delete from ledger.transfer',
  ]) {
    await expect(sql.raw(statement).execute(db)).rejects.toThrow('append-only')
  }
  expect(await rows('ledger.entry')).toHaveLength(2)
})
