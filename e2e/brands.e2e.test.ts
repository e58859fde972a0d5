/** A brand is ticked, its sale is told, the nearest shop of it found, and the tick taken back. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PATIENCE_MS, cafe, cafePoint, looksRight, openTown, visit, type Town } from './town.ts'

let town: Town
const patient = { timeout: 9 * PATIENCE_MS }
const title = '주말 원두 세일'
const branch = '골목커피 먼 지점'

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const friends = async () => {
  const { body } = await town.call('shopper', 'GET', '/v1/me/friends')
  return body.items as readonly { readonly merchant: { readonly id: string } }[]
}

/** Found by its initials, ticked, and there at once; nothing else asks for anything. */
async function ticks(shopper: Page): Promise<void> {
  await shopper.goto('/brands')
  await shopper.getByText('아직 없어요. 아래에서 눌러 골라 보세요.').waitFor()
  await looksRight(shopper)
  await shopper.getByRole('searchbox').fill('ㄱㅁㅋㅍ')
  await shopper.getByText('‘ㄱㅁㅋㅍ’ 검색 결과').waitFor()
  const row = shopper.getByRole('checkbox', { name: /^골목커피/ })
  await row.check()
  await shopper.getByRole('button', { name: '골목커피 그만 받기' }).waitFor()
  await expect.poll(friends).toHaveLength(1)
  expect(await row.isChecked()).toBe(true)
}

/** What the server refuses is not shown as done. */
async function isPutBack(shopper: Page): Promise<void> {
  const path = '**/v1/me/friends/*'
  await shopper.route(path, (route) => route.fulfill({ status: 500, body: '{}' }))
  await shopper.getByRole('searchbox').fill('')
  const other = shopper.getByRole('checkbox', { checked: false }).first()
  await other.click()
  await shopper.getByText(/저장하지 못했어요/).waitFor()
  expect(await shopper.getByRole('button', { name: /그만 받기$/ }).count()).toBe(1)
  await shopper.unroute(path)
}

/** The sale has a page; news of it begin with what the page says. */
async function tells(owner: Page): Promise<string> {
  const endsAt = new Date(Date.now() + 2 * 86_400_000).toISOString()
  const { body } = await town.call('owner', 'POST', `/v1/merchants/${cafe.merchantId}/pages`, {
    body: { title, summary: '매장에서만 드려요.', entriesMax: 50, endsAt },
  })
  await town.call('owner', 'POST', `/v1/pages/${body.id}/open`)
  const slug = encodeURIComponent(String(body.slug))
  await owner.goto(`/shop/${cafe.merchantId}/channel/events/${slug}`)
  await owner.getByRole('button', { name: '친구에게 알리기' }).click()
  await owner.getByRole('heading', { name: '무슨 소식인가요?' }).waitFor()
  expect(await owner.getByLabel('제목').inputValue()).toBe(title)
  expect(await owner.getByLabel('하고 싶은 말').inputValue()).toBe('매장에서만 드려요.')
  await owner.getByText('이벤트 보기').waitFor()
  await looksRight(owner)
  const next = () => owner.getByRole('button', { name: '다음', exact: true }).click()
  await next()
  await owner.getByText('친구 1명에게 갈 수 있어요.').waitFor()
  await next()
  await owner.getByText('지금 바로').waitFor()
  await next()
  await owner.getByText('모두에게 보내요.', { exact: false }).waitFor()
  await owner.getByRole('button', { name: '보내기', exact: true }).click()
  await owner.getByText('1명에게 보냈어요.').waitFor()
  return `/e/${slug}`
}

/** From the news to the page, and to the shop next to where the shopper stands. */
async function findsTheNearest(shopper: Page, path: string): Promise<void> {
  await shopper.goto('/inbox')
  await shopper.getByText(`(광고) ${title}`).first().click()
  await shopper.getByRole('button', { name: '이벤트 보기' }).click()
  await shopper.waitForURL((url) => url.pathname === path)
  await shopper.getByRole('heading', { name: /함께하는 지점 \d곳/ }).waitFor()
  const cards = shopper.getByRole('region', { name: /함께하는 지점/ }).getByRole('listitem')
  expect(await cards.getByText(/걸어서|km|\dm/).count()).toBe(0)
  await looksRight(shopper)
  const asked: string[] = []
  shopper.on('request', (request) => {
    if (request.url().includes('/places?')) asked.push(new URL(request.url()).search)
  })
  await shopper.getByRole('button', { name: '가까운 지점부터 보기' }).click()
  await cards.first().getByText(branch).waitFor()
  await cards.first().getByText(/m/).waitFor()
  await looksRight(shopper)
  // Told roughly: two digits behind the point are about a kilometer.
  expect(asked.join()).toMatch(/lng=126\.\d{1,2}&lat=37\.\d{1,2}(&|$)/)
}

test(
  'a brand is ticked, its sale is told, the nearest shop found, and the tick taken back',
  patient,
  async () => {
    const at = await cafePoint(town)
    const far = { lng: at.lng, lat: at.lat + 0.05 }
    const places = `/v1/merchants/${cafe.merchantId}/places`
    const body = { name: branch, category: 'cafe', address: '서울 은평구', ...far }
    expect((await town.call('owner', 'POST', places, { body })).status).toBe(201)

    const shopper = await visit(town, { as: 'shopper', at: far })
    await ticks(shopper)
    await isPutBack(shopper)
    const path = await tells(await visit(town, { as: 'owner' }))
    await findsTheNearest(shopper, path)

    await shopper.goto('/brands')
    await shopper.getByRole('button', { name: '골목커피 그만 받기' }).click()
    await shopper.getByText('아직 없어요. 아래에서 눌러 골라 보세요.').waitFor()
    expect(await friends()).toEqual([])
  },
)
