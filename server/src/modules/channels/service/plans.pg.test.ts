/** Plans and invoices on a whole server: who may, what a race leaves, what a month comes to. */
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { startingLine } from '../../../../testing/race.ts'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import type { Id } from '../../../kernel/id.ts'
import { theSystem } from '../../../kernel/testing.ts'
import { channelInvariants } from '../service.ts'
import { giveQuotaBack, takeQuota } from './plans.ts'

const server = await freshServer()
const { call, settle, platform } = server
const { db } = platform.database
let world: Awaited<ReturnType<typeof aWorld>>
let merchantId: Id<'merchant'>
beforeAll(async () => {
  world = await aWorld(server)
  merchantId = world.shop.merchantId
})

const planUrl = () => `/v1/merchants/${merchantId}/plan`
const invoicesUrl = () => `/v1/merchants/${merchantId}/channel-invoices`
const operatorUrl = '/v1/operator/channel-plans'
const get = (url: string, as: string) => call('GET', url, { as })
const choose = (planId: string, as = world.owner.token) =>
  call('PUT', planUrl(), { as, body: { planId } })
const take = (number: number, reach = 10) =>
  platform.inWork(theSystem, (work) =>
    takeQuota(work, { broadcastId: broadcast(number), merchantId, reach, at: work.now }),
  )
const broadcast = (number: number) =>
  `01920000-0000-7000-8000-00000000000${number}` as Id<'broadcast'>
const codeOf = async (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code: string; details: object }) => error,
  )

describe('CH8 plans', () => {
  test('are set by the operator only, never for the past, and every version is kept', async () => {
    const body = {
      id: 'headquarters',
      nameKo: '본사',
      nameEn: 'Headquarters',
      monthlyFeeMinor: 900_000,
      unit: 'messages',
      unitsMax: 1_000_000,
      steps: [],
      isOffered: false,
    }
    const set = (as: string, change = {}) =>
      call('POST', operatorUrl, { as, body: { ...body, ...change } })
    expect((await set(world.owner.token)).status).toBe(403)
    const { token } = world.operator
    const past = { startsAt: '2026-01-01T00:00:00Z' }
    expect((await set(token, past)).body.code).toBe('plan.in-past')
    const steps = [{ friendsFrom: 5, feesMinor: [2, 1] }]
    expect((await set(token, { steps })).body.code).toBe('plan.steps-wrong')
    const later = { startsAt: '2026-05-01T00:00:00Z' }
    expect((await set(token, later)).status).toBe(201)
    expect((await set(token, later)).status).toBe(201)
    expect((await set(token, { ...later, unitsMax: 5 })).body.code).toBe('plan.differs')
    const { body: kept } = await get(operatorUrl, token)
    expect(kept.set).toHaveLength(1)
    const shown = [{ id: 'standard' }, { id: 'promotion' }]
    expect(kept.present).toMatchObject(shown)
    const { body: offered } = await get('/v1/channel-plans', world.owner.token)
    expect(offered.items).toMatchObject(shown)
  })
})

describe('CH11 a broadcast', () => {
  test('takes from the plan once, and a second one is told which plan has room', async () => {
    const first = await take(1)
    expect(await take(1)).toBe(first)
    expect(await codeOf(take(2))).toMatchObject({
      code: 'plan.quota-spent',
      details: { plan: 'standard', nextPlan: 'promotion', nextMonthlyFeeMinor: 50_000 },
    })
    await platform.inWork(theSystem, (work) => giveQuotaBack(work, broadcast(1)))
    await platform.inWork(theSystem, (work) => giveQuotaBack(work, broadcast(1)))
    expect((await get(planUrl(), world.owner.token)).body).toMatchObject({ used: 0, hasRoom: true })
  })

  test('of two that race for the last one, one goes', async () => {
    const allAreOpen = startingLine(3)
    const results = await Promise.all(
      [3, 4, 5].map((number) =>
        codeOf(
          platform.inWork(theSystem, async (work) => {
            await allAreOpen()
            return takeQuota(work, {
              broadcastId: broadcast(number),
              merchantId,
              reach: 10,
              at: work.now,
            })
          }),
        ),
      ),
    )
    expect(results.filter((it) => it === null)).toHaveLength(1)
    const { rows } = await sql<{ used: number }>`select used from channels.quota`.execute(db)
    expect(rows).toEqual([{ used: 1 }])
  })

  test('that slips past every rule is stopped by the database', async () => {
    const over = sql`update channels.quota set used = used + 1, used_max = 1`.execute(db)
    await expect(over).rejects.toThrow('quota_not_exceeded')
  })
})

describe('CH9 a change of plan', () => {
  test('is the owner’s, counts at once upwards, and from the next month on downwards', async () => {
    expect((await choose('promotion', world.staff.token)).status).toBe(403)
    expect((await choose('headquarters')).body.code).toBe('plan.unknown')
    const up = await choose('promotion')
    expect(up.body).toMatchObject({ plan: { id: 'promotion' }, next: null, hasRoom: true })
    expect(await take(6)).toBeTruthy()
    const down = await choose('standard')
    expect(down.body).toMatchObject({
      plan: { id: 'promotion' },
      next: { plan: { id: 'standard' }, startsAt: '2026-04-30T15:00:00.000Z' },
    })
    const stays = await choose('promotion')
    expect(stays.body).toMatchObject({ plan: { id: 'promotion' }, next: null })
    await choose('standard')
  })
})

describe('CH12 the invoice of a month', () => {
  test('comes once it is over, once, and to the won', async () => {
    await sql`update channels.quota_use set friends = 10000 where given_back_at is null`.execute(db)
    server.at(new Date('2026-05-01T14:00:00Z'))
    await settle()
    expect((await get(invoicesUrl(), world.owner.token)).body.items).toEqual([])
    server.at(new Date('2026-05-01T17:00:00Z'))
    await settle()
    server.at(new Date('2026-05-01T19:00:00Z'))
    await settle()
    const { items } = (await get(invoicesUrl(), world.owner.token)).body
    // From the 16th on: 15 of 30 days of 50,000; two broadcasts at the first step: 890,000.
    expect(items).toMatchObject([
      { month: '2026-04', kind: 'invoice', netMinor: 915_000, vatMinor: 91_500 },
    ])
    expect(items[0].lines).toMatchObject([{ amountMinor: 25_000 }, { amountMinor: 890_000 }])
    expect((await get(planUrl(), world.owner.token)).body.plan.id).toBe('standard')
  })

  test('is seen by the owner and the operator, and by nobody else', async () => {
    for (const { token } of [world.staff, world.otherOwner, world.shopper]) {
      expect((await get(invoicesUrl(), token)).status).toBe(403)
      expect((await get('/v1/operator/channel-invoices', token)).status).toBe(403)
    }
    const { body } = await get('/v1/operator/channel-invoices', world.operator.token)
    expect(body.items).toMatchObject([{ merchantName: '모퉁이 커피' }])
  })

  test('is taken back once, as a whole, and the ledger holds both', async () => {
    const { items } = (await get(invoicesUrl(), world.owner.token)).body
    const credit = (as: string) =>
      call('POST', `/v1/operator/channel-invoices/${items[0].id}/credit`, {
        as,
        body: { reason: '잘못 보낸 소식' },
      })
    const due = async () => {
      const { rows } = await sql<{ balance: number }>`
        select coalesce(sum(e.amount), 0)::integer as balance from ledger.entry e
        join ledger.account a on a.id = e.account_id
        where a.key = ${`merchant/${merchantId}/channel`}`.execute(db)
      return rows[0]?.balance
    }
    expect(Math.abs((await due()) ?? 0)).toBe(1_006_500)
    expect((await credit(world.owner.token)).status).toBe(403)
    expect((await credit(world.operator.token)).body).toMatchObject({
      kind: 'credit-note',
      netMinor: 915_000,
      credits: items[0].id,
    })
    expect((await credit(world.operator.token)).body.code).toBe('invoice.credited')
    expect(await due()).toBe(0)
    for (const { id, query } of channelInvariants) {
      const { rows } = await sql.raw(query).execute(db)
      expect([id, rows]).toEqual([id, []])
    }
  })
})
