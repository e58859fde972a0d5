/** From nothing to a running campaign, as the owner of a small café does it on a phone. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTown, PATIENCE_MS, visit, type Town } from './town.ts'

let town: Town

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

/** What a person would have to do at most: letters to write, and things to press. */
const FIELDS_MAX = 6
const PRESSES_MAX = 18
const MINUTES_MAX = 5

test(
  'an owner opens a shop, starts the first campaign, and takes the first coupon',
  { timeout: 8 * PATIENCE_MS },
  async () => {
    const page = await visit(town, { at: { lng: 126.9237, lat: 37.5568 } })
    const did = { fields: 0, presses: 0 }
    const press = async (what: Locator) => {
      did.presses += 1
      await what.click()
    }
    const write = async (label: string, text: string) => {
      did.fields += 1
      await page.getByRole('textbox', { name: label }).fill(text)
    }
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    const startedAt = performance.now()

    await page.goto('/sign-in?after=%2Fshop%2Fnew')
    await press(button('처음이에요, 가입할게요'))
    await write('이름', '이골목')
    await write('이메일', 'new-owner@test.local')
    did.fields += 1
    await page.getByLabel('비밀번호').first().fill('a long enough password')
    await press(button('가입하기'))
    await press(button('만 14세 이상이에요'))

    await write('가게 이름', '골목 다방')
    await press(page.getByText('카페', { exact: true }))
    await press(button('다음'))
    await press(button('지금 있는 곳으로'))
    await write('주소', '서울 마포구 양화로 160, 1층')
    await press(button('다음'))
    await press(button('다음'))
    await write('전화번호', '02-123-4567')
    await press(button('가게 열기'))
    await press(button('첫 캠페인 만들기'))
    for (const question of [
      '무엇을 드릴까요?',
      '누구에게 보낼까요?',
      '언제, 어디서 보낼까요?',
      '이렇게 보여요',
    ]) {
      await page.getByRole('heading', { name: question }).first().waitFor()
      await press(button('다음'))
    }
    await press(button('캠페인 시작하기'))
    await page.getByText('진행 중').first().waitFor()
    await page.getByText('이제 막 시작했어요.', { exact: false }).first().waitFor()
    await printsTheFriendCode(page)

    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    console.log(`${did.fields} fields, ${did.presses} presses, ${seconds} s without thinking`)
    expect(did.fields).toBeLessThanOrEqual(FIELDS_MAX)
    expect(did.presses).toBeLessThanOrEqual(PRESSES_MAX)
    expect(seconds).toBeLessThan(MINUTES_MAX * 60)
    await isWhereTheOwnerStood(page)
    await isOnTheOpenWeb(page)
    await takesTheFirstCoupon(page)
  },
)

const shopIn = (page: Page) => /\/shop\/([^/]+)\//.exec(page.url())?.[1] ?? ''

/** The code by the till, as it comes out of the printer (S33). */
async function printsTheFriendCode(page: Page): Promise<void> {
  const campaign = page.url()
  await page.goto(`/shop/${shopIn(page)}/channel/friends`)
  await page.getByRole('button', { name: /카운터·테이블 QR/ }).click()
  await page.getByRole('img', { name: '친구가 되어 주세요' }).waitFor()
  await page.getByText('골목 다방').first().waitFor()
  await page.getByRole('button', { name: /인쇄하기/ }).waitFor()
  await page.goto(campaign)
}

/** The page of the shop was made by itself, and anybody reads it without an account. */
async function isOnTheOpenWeb(page: Page): Promise<void> {
  const { request } = page.context()
  const response = await request.get(`/v1/merchants/${shopIn(page)}/places`)
  const { items } = (await response.json()) as { items: { id: string }[] }
  const stranger = await visit(town)
  await stranger.goto(`/p/${items[0]?.id}`)
  await stranger.getByRole('heading', { level: 1, name: /골목 다방/ }).waitFor()
  await stranger.getByText('02-123-4567').first().waitFor()
}

/** The shop stands where the phone was, and sees who passes there. */
async function isWhereTheOwnerStood(page: Page): Promise<void> {
  const response = await page.context().request.get(`/v1/merchants/${shopIn(page)}/places`)
  const { items } = (await response.json()) as { items: { lng: number; lat: number }[] }
  expect(items).toHaveLength(1)
  expect(items[0]?.lng).toBeCloseTo(126.9237, 3)
  expect(items[0]?.lat).toBeCloseTo(37.5568, 3)
}

/** An offer as it stands, a guest who takes a coupon of it, and the counter. */
async function takesTheFirstCoupon(page: Page): Promise<void> {
  const merchantId = shopIn(page)
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.goto(`/shop/${merchantId}/offers/new`)
  await button('혜택 시작하기').click()
  await page.getByText('혜택을 만들었어요').waitFor()
  const [, offerId = ''] = /\/offers\/([^/]+)$/.exec(page.url()) ?? []
  const couponId = crypto.randomUUID()
  await town.call('shopper', 'POST', `/v1/offers/${offerId}/claims`, { body: { couponId } })
  const shown = await town.call('shopper', 'GET', `/v1/me/coupons/${couponId}/code`)

  await page.goto(`/shop/${merchantId}/counter`)
  for (const key of ['1', '2', '000']) await button(key).click()
  await button('코드 입력').click()
  await page.getByRole('textbox', { name: '쿠폰 코드' }).fill(String(shown.body.code))
  await button('확인하기').click()
  await button('쿠폰 쓰기').click()
  await page.getByText('10,800원만 받으시면 돼요').waitFor()
}
