import { afterAll, expect, test } from 'vitest'
import { freshPlatform } from '../testing/pg.ts'
import { invariants, openHouse } from '../src/main.ts'
import { verify } from '../src/platform/invariants.ts'
import { loadDemo } from './demo-history.ts'
import { demoId } from './demo-town.ts'

const { platform, close } = await freshPlatform()
afterAll(close)

test('the last weeks of the town are there, and everything holds', async () => {
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
  const { funnel, arms, lift } = report.json<{
    funnel: Record<'eligible' | 'sent' | 'seen' | 'visited' | 'redeemed', number>
    arms: Record<string, { people: number }>
    lift: { visits: { conclusive: boolean; low: number } }
  }>()
  // A funnel that narrows, and enough people to say what the campaign did.
  expect(funnel.eligible).toBeGreaterThan(120)
  expect(funnel.sent).toBeGreaterThan(funnel.seen)
  expect(funnel.seen).toBeGreaterThan(funnel.visited)
  expect(funnel.visited).toBeGreaterThan(funnel.redeemed)
  expect(funnel.redeemed).toBeGreaterThan(30)
  expect(arms['control']?.people).toBeGreaterThan(10)
  expect(lift.visits).toMatchObject({ conclusive: true })
  expect(lift.visits.low).toBeGreaterThan(0)

  const coffee = demoId('merchant', '골목커피')
  const visitors = await http.app.inject({
    url: `/v1/merchants/${coffee}/visitors?days=30`,
    headers,
  })
  const { byMethod, returningVisitors } = visitors.json<{
    byMethod: Record<string, number>
    returningVisitors: number
  }>()
  for (const method of ['position', 'beacon', 'tag', 'staff']) {
    expect(byMethod[method], method).toBeGreaterThan(0)
  }
  expect(returningVisitors).toBeGreaterThan(10)
  const verdicts = await verify(platform.database, invariants)
  expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([])
}, 120_000)
