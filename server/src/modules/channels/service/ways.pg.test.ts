/** Broadcasts beyond the inbox, on a whole server: estimated, sent, and told way by way. */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld } from '../../../../testing/world.ts'
import { befriend, somePeople } from './testing.ts'

const server = await freshServer({ GOLMOK_STAND_INS: 'true' })
const { call, settle, platform } = server
const { db } = platform.database
let world: Awaited<ReturnType<typeof aWorld>>
/** Thursday, 15:00 in Seoul. */
const afternoon = new Date('2026-04-16T06:00:00Z')

beforeAll(async () => {
  world = await aWorld(server)
  server.at(afternoon)
  const ids = await somePeople(db, 20, ['marketing', 'marketing/email', 'marketing/sms'])
  await befriend(db, world.shop.merchantId, ids)
  await sql`insert into outreach.address (person_id, way, address, verified_at)
    select id, 'email', id || '@golmok.test', ${afternoon} from unnest(${ids}::uuid[]) id`.execute(
    db,
  )
})

test('CH40, CH41 a shop sees whom each way reaches, sends by it, and sees what came of it', async () => {
  const as = world.owner.token
  const { merchantId } = world.shop
  const base = `/v1/merchants/${merchantId}`
  const reach = await call('POST', `${base}/way-reach`, { as, body: { audience: {} } })
  expect(reach.body).toMatchObject({
    isWhole: true,
    items: [
      { way: 'email', people: 20, isFew: false, priceMinor: 0, left: 100_000 },
      { way: 'kakao', people: 5, isFew: true },
      { way: 'line', people: 5, isFew: true },
      { way: 'sms', people: 5, isFew: true, left: 1_000 },
    ],
  })
  const id = platform.newId('broadcast')
  const content = { title: '봄 라떼', body: '이번 주말까지 만나요.', ways: ['email', 'sms'] }
  const body = { id, content, controlPercent: 0 }
  expect((await call('POST', `${base}/broadcasts`, { as, body })).body.content.ways).toEqual([
    'email',
    'sms',
  ])
  expect((await call('POST', `${base}/broadcasts/${id}/launch`, { as })).status).toBe(200)
  await settle()
  server.at(new Date(afternoon.getTime() + 10_000))
  await settle()
  const ways = await call('GET', `${base}/broadcasts/${id}/ways`, { as })
  expect(ways.body.items).toMatchObject([
    { way: 'email', goes: 20, taken: 20, failed: 0, waiting: 0 },
    { way: 'sms', goes: 0, nowhere: 20 },
  ])
  const other = await call('GET', `${base}/broadcasts/${id}/ways`, { as: world.shopper.token })
  expect(other.status).toBe(403)
})
