import { afterAll, expect, test } from 'vitest'
import { freshPlatform } from '../testing/pg.ts'
import { invariants, openHouse } from '../src/main.ts'
import { verify } from '../src/platform/invariants.ts'
import { loadDemo } from './demo-history.ts'
import { demoId } from './demo-town.ts'

const { platform, close } = await freshPlatform()
afterAll(close)

test('the last days of the town are there, and everything holds', async () => {
  const silent = () => undefined
  expect(await loadDemo(platform, openHouse, silent)).toBe(true)
  expect(await loadDemo(platform, openHouse, silent)).toBe(false)
  const house = await openHouse(platform)
  afterAll(() => house.close())
  await platform.drain(house.reactions)
  const { http } = house
  const sign = await http.app.inject({
    method: 'POST',
    url: '/v1/sessions',
    payload: { email: 'owner@golmok.local', password: 'golmok-demo' },
  })
  const { token } = sign.json<{ token: string }>()
  const id = demoId('campaign', '지나는 분께 커피 한 잔')
  const headers = { authorization: `Bearer ${token}` }
  const report = await http.app.inject({ url: `/v1/campaigns/${id}/report`, headers })
  const { funnel, arms } = report.json<{
    funnel: Record<string, number>
    arms: Record<string, { people: number }>
  }>()
  expect(funnel['eligible']).toBeGreaterThan(30)
  expect(funnel['sent']).toBeGreaterThan(20)
  expect(funnel['visited']).toBeGreaterThan(10)
  expect(funnel['redeemed']).toBeGreaterThan(10)
  expect(arms['control']?.people).toBeGreaterThan(0)
  const verdicts = await verify(platform.database, invariants)
  expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([])
}, 120_000)
