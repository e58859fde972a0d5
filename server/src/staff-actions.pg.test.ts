/** PE33: every write for a merchant leaves its row, found from the OpenAPI document itself. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { repositoryFiles, textOf } from '../../tools/files.ts'
import { operationsOf, spelledOut, type OpenApi } from '../../tools/sdk.ts'
import { fitting } from '../testing/arbitrary.ts'
import { freshServer } from '../testing/server.ts'
import { aWorld } from '../testing/world.ts'

const server = await freshServer()
const world = await aWorld(server)
const { owner, staff, bystander, shop } = world
const helper = await server.signUp('도우미')
const joining = { email: 'person-6@test.local', role: 'staff' }
await server.call('POST', `/v1/merchants/${shop.merchantId}/staff`, {
  as: owner.token,
  body: joining,
})
const document = spelledOut((await server.call('GET', '/v1/openapi.json')).body as OpenApi)

const things: Readonly<Record<string, string>> = {
  merchantId: shop.merchantId,
  placeId: shop.placeId,
  zoneId: shop.zoneId,
  offerId: world.offerId,
  couponId: world.couponId,
  deviceId: world.device.id,
  batchId: world.batchId,
  personId: helper.personId,
}
const ids = Object.values(things)
const SEED = 20_261_122

type Row = {
  requestId: string
  operation: string
  personId: string
  role: string
  merchantId: string
  targets: object
}
const rows = async (): Promise<readonly Row[]> => {
  const found = await sql<Row>`
    select request_id, operation, person_id, role, merchant_id, targets from platform.staff_action
    order by at, request_id`.execute(server.platform.database.db)
  return found.rows
}

const writes = operationsOf(document).filter(
  ([name, it]) =>
    !name.startsWith('GET') && it['x-access'] !== 'anyone' && !/ \/v1\/me\b/.test(name),
)

/** Operations that no made-up input got through; the rest of this file and their own tests do. */
const untried: string[] = []

describe('PE33 the record of staff actions', () => {
  test.each(writes)('%s leaves one row when it is done for a merchant', async (name, operation) => {
    const [method = '', template = ''] = name.split(' ')
    // Removing what the rest of the run stands on would only hide the rest.
    if (method === 'DELETE') return
    const shape = operation.requestBody?.content['application/json']?.schema
    const bodies = fc.sample(shape ? fitting(shape, ids) : fc.constant(undefined), {
      numRuns: 15,
      seed: SEED,
    })
    const url = template.replaceAll(
      /\{(\w+)\}/g,
      (_whole, key: string) => things[key] ?? ids[0] ?? '',
    )
    for (const body of bodies) {
      const ask = (as: string) =>
        server.call(method as 'POST', url, { as, body: body as object, key: crypto.randomUUID() })
      const before = new Set((await rows()).map((row) => row.requestId))
      const stranger = await ask(bystander.token)
      // What anyone may do is nothing that is done for a merchant.
      if (stranger.status < 300) return
      expect(await rows()).toHaveLength(before.size)
      const done = await ask(owner.token)
      const after = await rows()
      if (done.status >= 300) {
        // Works in two steps may have begun; what is refused in one leaves nothing.
        expect(after.length - before.size).toBeLessThanOrEqual(1)
        continue
      }
      const operationName = `${method} ${template.replaceAll(/\{(\w+)\}/g, ':$1')}`
      expect(after.filter((row) => !before.has(row.requestId))).toMatchObject([
        {
          operation: operationName,
          personId: owner.personId,
          role: 'owner',
          merchantId: shop.merchantId,
        },
      ])
      return
    }
    untried.push(name)
  })

  test('nothing acts for a merchant past those who note it', () => {
    // What no made-up input got through above asks the same few questions: there are no others.
    expect(untried.length).toBeLessThan(writes.length)
    const asking = /\bactor\.memberships\b|\bactor\.scopes\b/
    const past = repositoryFiles()
      .filter(
        (file) => /^server\/src\/.*\.ts$/.test(file) && !/\.test\.ts$|testing\.ts$/.test(file),
      )
      .filter((file) => asking.test(textOf(file)))
    expect(past.toSorted()).toEqual([
      'server/src/kernel/actor.ts',
      // Lists the shops one works at, and shows their streams: both only read.
      'server/src/modules/places/service.ts',
      // The coarse look at the edge, before anything is asked of a merchant.
      'server/src/platform/http.ts',
      'server/src/platform/http/live-route.ts',
      'server/src/platform/staff-actions.ts',
    ])
  })

  test('a refused write leaves no row, and a repeated one no second', async () => {
    const before = (await rows()).length
    const url = `/v1/offers/${world.offerId}`
    const refused = await server.call('PATCH', url, { as: staff.token, body: { title: '안 돼요' } })
    expect(refused.status).toBe(403)
    expect(await rows()).toHaveLength(before)
  })

  test('nobody changes or removes a row', async () => {
    const { db } = server.platform.database
    await expect(sql`delete from platform.staff_action`.execute(db)).rejects.toThrow(/append-only/)
    await expect(sql`update platform.staff_action set role = 'staff'`.execute(db)).rejects.toThrow(
      /append-only/,
    )
  })

  test('owners read it, by person and time, and find no personal data in it', async () => {
    const url = `/v1/merchants/${shop.merchantId}/staff-actions`
    const all = await server.call('GET', `${url}?limit=2`, { as: owner.token })
    expect(all.body.items).toHaveLength(2)
    const next = await server.call('GET', `${url}?limit=2&cursor=${all.body.nextCursor}`, {
      as: owner.token,
    })
    expect(next.body.items[0].requestId).not.toBe(all.body.items[1].requestId)
    const mine = await server.call('GET', `${url}?personId=${staff.personId}`, { as: owner.token })
    expect(mine.body.items).toEqual([])
    const early = await server.call('GET', `${url}?until=2000-01-02T00:00:00Z`, { as: owner.token })
    expect(early.body.items).toEqual([])
    expect(await server.call('GET', url, { as: staff.token })).toMatchObject({ status: 403 })
    expect(JSON.stringify(await rows())).not.toMatch(/@|사장님|직원/)
  })
})
