import { sql } from 'kysely'
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
    lift: { visits: { difference: number } }
  }>()
  // A funnel that narrows as people's do: some open, a few come, fewer pay with the coupon.
  expect(funnel.eligible).toBeGreaterThan(120)
  expect(funnel.seen / funnel.sent).toBeGreaterThan(0.25)
  expect(funnel.seen / funnel.sent).toBeLessThan(0.5)
  expect(funnel.seen).toBeGreaterThan(funnel.visited)
  expect(funnel.visited).toBeGreaterThan(funnel.redeemed)
  expect(funnel.redeemed / funnel.sent).toBeGreaterThan(0.03)
  expect(funnel.redeemed / funnel.sent).toBeLessThan(0.15)
  expect(arms['control']?.people).toBeGreaterThan(10)
  expect(lift.visits.difference).toBeGreaterThan(0)
  expect(lift.visits.difference).toBeLessThan(0.25)

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
  expect(returningVisitors).toBeGreaterThan(3)
  await looksAlive(async (url) => (await http.app.inject({ url, headers })).json(), coffee)
  // Whoever was located was told of it within the hour, not on the next day.
  const { rows: late } = await sql`
    select data from platform.fact where name = 'people.location-provided'
      and at > (select min((use ->> 'at')::timestamptz) from jsonb_array_elements(data -> 'uses') use)
        + interval '1 hour'`.execute(platform.database.db)
  expect(late).toEqual([])
  const verdicts = await verify(platform.database, invariants)
  expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([])
}, 120_000)

type Report = {
  funnel: Record<'eligible' | 'sent' | 'seen' | 'clicked' | 'visited' | 'redeemed', number>
  arms: Record<'treated' | 'control', { people: number }>
  lift: { visits: { difference: number } }
}

/** The business account has friends, news that worked, posts, a talk and a survey. */
async function looksAlive(ask: (url: string) => Promise<unknown>, coffee: string): Promise<void> {
  const shop = `/v1/merchants/${coffee}`
  const figures = (await ask(`${shop}/channel`)) as {
    friends: number
    left: number
    isBlockedOften: boolean
    bySource: unknown[]
  }
  expect(figures).toMatchObject({ friends: 110, left: 2, isBlockedOften: false })
  expect(figures.bySource.length).toBeGreaterThan(5)

  const { items: news } = (await ask(`${shop}/broadcasts`)) as {
    items: readonly { id: string; state: string; content: { title: string } }[]
  }
  expect(news.map(({ state, content }) => [content.title, state])).toEqual([
    ['갓 구운 휘낭시에가 나왔어요', 'sent'],
    ['공주 밤라떼가 돌아왔어요', 'sent'],
  ])
  for (const { id } of news) {
    const { funnel, arms, lift } = (await ask(`${shop}/broadcasts/${id}/report`)) as Report
    const steps = [funnel.sent, funnel.seen, funnel.clicked, funnel.redeemed]
    expect(steps).toEqual(steps.toSorted((one, other) => other - one))
    expect(new Set(steps).size).toBe(steps.length)
    expect(funnel.visited).toBeGreaterThanOrEqual(funnel.redeemed)
    expect(funnel.redeemed).toBeGreaterThan(0)
    expect(funnel.seen / funnel.sent).toBeGreaterThan(0.25)
    expect(funnel.seen / funnel.sent).toBeLessThan(0.5)
    expect(funnel.clicked / funnel.sent).toBeGreaterThan(0.03)
    expect(funnel.clicked / funnel.sent).toBeLessThan(0.2)
    expect(arms.control.people).toBeGreaterThan(5)
    expect(lift.visits.difference).toBeGreaterThan(0)
    expect(lift.visits.difference).toBeLessThan(0.25)
  }

  const { items: posts } = (await ask(`${shop}/posts`)) as { items: { likes: number }[] }
  expect(posts).toHaveLength(3)
  for (const { likes } of posts) expect(likes).toBeGreaterThan(2)
  const { items: comments } = (await ask(`${shop}/post-comments`)) as { items: unknown[] }
  // The other one is answered.
  expect(comments).toHaveLength(1)
  const { items: talks } = (await ask(`${shop}/talks`)) as { items: { lastSide: string }[] }
  expect(talks).toMatchObject([{ lastSide: 'shop' }])
  const { items: surveys } = (await ask(`${shop}/surveys`)) as {
    items: { state: string; answered: number }[]
  }
  expect(surveys).toMatchObject([{ state: 'open' }])
  expect(surveys[0]?.answered).toBeGreaterThan(15)
}
