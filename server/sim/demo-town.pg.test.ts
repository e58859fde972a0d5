import { expect, test } from 'vitest'
import { freshServer } from '../testing/server.ts'
import { loadDemoTown, demoLoginsOf } from './demo-town.ts'
import { invariants } from '../src/main.ts'
import { verify } from '../src/platform/invariants.ts'

const { platform, call, settle } = await freshServer()

test('the demo town is loaded once, and everyone can sign in', async () => {
  expect(await demoLoginsOf(platform)).toEqual([])
  expect(await loadDemoTown(platform)).toBe(true)
  expect(await loadDemoTown(platform)).toBe(false)
  await settle()
  for (const { email, password, role } of await demoLoginsOf(platform)) {
    const { status, body } = await call('POST', '/v1/sessions', { body: { email, password } })
    expect([role, status]).toEqual([role, 201])
    const mine = await call('GET', '/v1/me/merchants', { as: body.token })
    expect(mine.body.items).toHaveLength(role === 'owner' || role === 'staff' ? 2 : 0)
  }
  const near = await call('GET', '/v1/places/nearby?lng=126.9236&lat=37.5628&limit=100')
  expect(near.body.items).toHaveLength(61)
  expect(near.body.items[0].address).toContain('마포구')
  const areas = await call('GET', '/v1/areas?west=126.92&south=37.56&east=126.925&north=37.565')
  expect(areas.body.items).toContainEqual(expect.objectContaining({ name: '연남동' }))
  const verdicts = await verify(platform.database, invariants)
  expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([])
})
