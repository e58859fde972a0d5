/** A broadcast to many, through servers that are killed under it: everybody has exactly one outcome. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { befriend, somePeople } from '../server/src/modules/channels/service/testing.ts'
import { openDatabase, type Database } from '../server/src/platform/postgres.ts'
import { cloneDatabase } from '../server/testing/pg.ts'
import {
  ask,
  freePort,
  startServerProcess,
  type ServerProcess,
} from '../server/testing/server-process.ts'
import { openShop, openStreet, type Street, type Walker } from '../server/testing/street.ts'

/** Two steps on each of two lanes, so that they can be killed between the first and the last. */
const FRIENDS = 70_000
const BATCH = 10_000
const TURN_MS_MAX = 90_000

let clone: Awaited<ReturnType<typeof cloneDatabase>>
let street: Street
let database: Database
let port: number
let server: ServerProcess

beforeAll(async () => {
  clone = await cloneDatabase()
  street = await openStreet(clone.url)
  database = openDatabase(clone.url, { connectionsMax: 4 })
  port = await freePort()
  server = await startServerProcess({ url: clone.url, port })
}, 180_000)

afterAll(async () => {
  await server?.stop()
  await street?.close()
  await database?.close()
  await clone?.drop()
})

test('CH17 goes on where it stood after kill -9, and nobody gets it twice or not at all', async () => {
  const { db } = database
  const [owner] = (await street.people(1)) as [Walker]
  const shop = await openShop(server.address, owner.token)
  for (let people = 0; people < FRIENDS; people += BATCH) {
    // By night as well: the clock is that of the wall.
    const ids = await somePeople(db, BATCH, ['marketing', 'night-marketing'])
    await befriend(db, shop.merchantId, ids)
  }
  await sql`analyze`.execute(db)
  const id = crypto.randomUUID()
  const list = `/v1/merchants/${shop.merchantId}/broadcasts`
  const as = owner.token
  const content = { title: '새 메뉴', body: '오늘부터예요.' }
  const drafted = await ask(server.address, 'POST', list, { as, body: { id, content } })
  expect(drafted.status).toBe(201)
  const launched = await ask(server.address, 'POST', `${list}/${id}/launch`, { as })
  expect(launched.body).toMatchObject({ state: 'scheduled', reach: FRIENDS })

  const done = async () => {
    const { rows } = await sql<{ people: number; state: string }>`
      select sum(w.people)::integer as people, b.state from channels.broadcast_wave w
      join channels.broadcast b on b.id = w.broadcast_id group by b.state`.execute(db)
    return rows[0]
  }
  await expect
    .poll(async () => (await done())?.people, { timeout: TURN_MS_MAX, interval: 5 })
    .toBeGreaterThan(0)
  await server.kill()
  const cut = await done()
  expect(cut?.people).toBeLessThan(FRIENDS)
  // Its session is gone, and with it the lock of the timer: the next one goes on at once.
  server = await startServerProcess({ url: clone.url, port })
  await expect.poll(async () => (await done())?.state, { timeout: TURN_MS_MAX }).toBe('sent')

  const { rows } = await sql<{ rows: number; people: number; control: number; sent: number }>`
    select count(*)::integer as rows, count(distinct person_id)::integer as people,
      (count(*) filter (where outcome = 2))::integer as control,
      (count(*) filter (where outcome = 0))::integer as sent
    from outreach.recipient`.execute(db)
  const [counted] = rows
  expect(counted).toMatchObject({ rows: FRIENDS, people: FRIENDS })
  expect((counted?.control ?? 0) + (counted?.sent ?? 0)).toBe(FRIENDS)
  // One in ten by chance: 7,000, give or take less than 5 standard deviations.
  expect(Math.abs((counted?.control ?? 0) - FRIENDS / 10)).toBeLessThan(400)
}, 300_000)
