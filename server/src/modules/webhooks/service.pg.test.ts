/** Webhooks: who may have them, who hears what, and what is signed. */
import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testInstant } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { publicEvents } from '../../main.ts'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { openOutward } from '../../platform/outward.ts'
import type { Work } from '../../platform/work.ts'
import { ENDPOINTS_MAX } from './model.ts'
import {
  changeEndpoint,
  changeSecret,
  createEndpoint,
  endpointOf,
  endpointsOf,
  removeEndpoint,
} from './service.ts'
import { openDispatcher } from './service/sending.ts'
import { deliveriesOf, sendTest } from './service/telling.ts'
import { aSender, merchantId, owner, ownerOf, personId, phone } from './service/testing.ts'

const sender = await aSender()
const { platform, inWork, at, listener, dispatcher, needs } = sender
const { create, happen, settle, later, log } = sender
const otherMerchantId = randomUUID() as Id<'merchant'>
const operator = { ...owner, isOperator: true, memberships: [] } as Actor

describe('who hears what', () => {
  test('WH1 endpoints are the matter of owners, and for others there are none', async () => {
    const { id } = await create()
    const stranger = ownerOf(otherMerchantId)
    const staff = { ...owner, memberships: [{ merchantId, role: 'staff' }] } as Actor
    for (const who of [stranger, staff, operator]) {
      const refused = (body: (work: Work) => Promise<unknown>) =>
        expect(inWork(who, body)).rejects.toMatchObject({ code: 'webhook.unknown' })
      await refused((work) => endpointOf(work, id))
      await refused((work) => changeEndpoint(work, needs, id, { isOn: false }))
      await refused((work) => changeSecret(work, id))
      await refused((work) => sendTest(work, id))
      await refused((work) => removeEndpoint(work, id))
      await expect(inWork(who, (work) => endpointsOf(work, merchantId))).rejects.toMatchObject({
        code: 'access.forbidden',
      })
    }
    await expect(inWork(owner, (work) => endpointsOf(work, null))).rejects.toMatchObject({
      code: 'access.forbidden',
    })
    expect(await inWork(operator, (work) => endpointsOf(work, null))).toEqual([])
  })

  test('WH2 of its own shop, and of the types it asked for; the market of all shops', async () => {
    const mine = await create()
    const chosen = await create(['other.happened'])
    const market = await create([], operator, null)
    await happen()
    await happen(1, otherMerchantId)
    await settle()
    expect(await log(mine.id)).toHaveLength(1)
    expect(await log(chosen.id)).toHaveLength(0)
    expect(listener.heard).toHaveLength(3)
    const counts = await inWork(operator, (work) =>
      deliveriesOf(work, market.id, null, { limit: 10, after: null }),
    )
    expect(counts.items).toHaveLength(2)
  })

  test('WH3 a message names no person, and its customer is another one in each shop', async () => {
    await create()
    await create([], ownerOf(otherMerchantId), otherMerchantId)
    await happen(2)
    await happen(1, otherMerchantId)
    await settle()
    const bodies = listener.heard.map(({ body }) => body)
    expect(bodies.join()).not.toContain(personId)
    expect(bodies.join()).not.toContain(phone)
    const customers = bodies.map((body) => {
      const { data } = JSON.parse(body) as { data: { merchantId: string; customerId: string } }
      return `${data.merchantId} ${data.customerId}`
    })
    expect(new Set(customers).size).toBe(2)
    expect(new Set(customers.map((text) => text.split(' ')[1])).size).toBe(2)
    expect(customers[0]).toMatch(/ cus_[\w-]{22}$/)
  })

  test('WH3 nothing in the catalogue has a field for a person', () => {
    expect(publicEvents.length).toBeGreaterThan(10)
    for (const { type, shape } of publicEvents) {
      const fields = Object.keys((z.toJSONSchema(shape) as { properties: object }).properties)
      const personal = fields.filter((name) => /person|name$|phone|email|holder|friend/i.test(name))
      // A tier has a name, which the shop gave it.
      expect([type, personal.filter((name) => type !== 'tier.changed' || name !== 'name')]).toEqual(
        [type, []],
      )
    }
  })

  test('WH15 an owner has at most ten, also when several are made at once', async () => {
    for (let number = 1; number < ENDPOINTS_MAX; number += 1) await create()
    const ready = startingLine(6)
    const raced = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        inWork(owner, async (work) => {
          // All have a connection and a transaction before the first one begins.
          await endpointsOf(work, merchantId)
          await ready()
          const wanted = { url: listener.url, description: '', types: [] }
          return createEndpoint(work, needs, merchantId, wanted)
        }),
      ),
    )
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(create()).rejects.toMatchObject({ code: 'webhook.too-many' })
  })

  test('WH14 addresses inside, without https or with a password are refused', async () => {
    const open = { ...needs, outward: openOutward() }
    for (const url of [
      'http://shop.example.com/',
      'https://10.0.0.1/',
      'https://a:b@shop.example.com/',
      'x',
    ]) {
      const made = inWork(owner, (work) =>
        createEndpoint(work, open, merchantId, { url, description: '', types: [] }),
      )
      await expect(made).rejects.toMatchObject({ code: 'webhook.address' })
    }
    await expect(create(['nothing.happened'])).rejects.toMatchObject({
      code: 'webhook.type-unknown',
    })
  })

  test('WH14 an address that leads inside by the time of sending is not asked', async () => {
    const { id } = await create()
    const closed = openOutward()
    const strict = openDispatcher({ ...platform, outward: closed })
    await inWork(owner, (work) => sendTest(work, id))
    await strict.settled()
    await strict.stop()
    await closed.close()
    expect(listener.heard).toEqual([])
    expect((await log(id))[0]).toMatchObject({ state: 'waiting', attempts: 1, status: null })
  })
})

describe('signatures', () => {
  const verified = (secret: string, index = -1) => {
    const { headers, body } = listener.heard.at(index) ?? { headers: {}, body: '' }
    // The library compares with the clock of the wall, so the time is checked by itself.
    const stamp = Number(headers['webhook-timestamp'])
    expect(stamp).toBe(Math.floor(platform.clock().getTime() / 1_000))
    const signed = new Webhook(secret).sign(
      String(headers['webhook-id']),
      new Date(stamp * 1_000),
      body,
    )
    return String(headers['webhook-signature']).split(' ').includes(signed)
  }

  test('WH6 a changed secret signs at once, and the old one beside it for a day', async () => {
    const { id, secret } = await create()
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const next = await inWork(owner, (work) => changeSecret(work, id))
    expect(next).not.toBe(secret)
    await inWork(owner, (work) => sendTest(work, id))
    await dispatcher.settled()
    expect([verified(secret), verified(next)]).toEqual([true, true])
    at(new Date(testInstant.getTime() + 86_400_000))
    await inWork(owner, (work) => sendTest(work, id))
    await dispatcher.settled()
    expect([verified(secret), verified(next)]).toEqual([false, true])
    // Nothing that is kept shows a secret.
    const kept = JSON.stringify([
      await sender.rows('webhooks.secret'),
      await sender.rows('webhooks.endpoint'),
    ])
    expect(kept).not.toContain(secret.slice(6))
  })

  test('WH6 is changed so often a day, and not more', async () => {
    const { id } = await create()
    const change = () => inWork(owner, (work) => changeSecret(work, id))
    for (let number = 1; number <= 4; number += 1) await change()
    await expect(change()).rejects.toMatchObject({ code: 'webhook.too-many-secrets' })
  })

  test('WH5 every attempt has the id of the message and the time of the attempt', async () => {
    const { secret } = await create()
    listener.answerWith(500)
    await happen()
    await settle()
    await later(6_000)
    expect(listener.heard).toHaveLength(2)
    const [first, second] = listener.heard.map(({ headers }) => headers)
    expect(first?.['webhook-id']).toBe(second?.['webhook-id'])
    expect(first?.['webhook-timestamp']).not.toBe(second?.['webhook-timestamp'])
    expect(verified(secret)).toBe(true)
    expect(first?.['content-type']).toContain('application/json')
  })
})
