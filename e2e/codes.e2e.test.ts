/** Numbers on paper: an owner makes them, a shopper enters one, and the coupon is there. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoId } from '../server/sim/demo-town.ts'
import { PATIENCE_MS, cafe, looksRight, openTown, visit, type Town } from './town.ts'

let town: Town
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const offerId = demoId('offer', cafe.offerTitle)

test(
  'a batch is made, one of its numbers is entered, and shows as used',
  { timeout: 6 * PATIENCE_MS },
  async () => {
    const owner = await visit(town, { as: 'owner' })
    await owner.goto(`/shop/${cafe.merchantId}/codes/${offerId}`)
    await button(owner, '번호 만들기').first().click()
    await owner.getByRole('textbox', { name: '묶음 이름' }).fill('가을 전단')
    await owner.getByRole('textbox', { name: '앞에 붙일 말' }).fill('10off')
    await owner.getByText('이런 번호가 나와요: 10OFF-', { exact: false }).waitFor()
    await looksRight(owner)
    await button(owner, '만들기').click()
    await owner.getByRole('heading', { name: '가을 전단' }).waitFor()
    const first = owner.getByText(/^10OFF-[0-9A-Z]{7}$/).first()
    await first.waitFor()
    const code = (await first.textContent()) ?? ''
    await looksRight(owner)

    const shopper = await visit(town, { as: 'shopper' })
    await shopper.goto('/wallet')
    await shopper.getByRole('link', { name: /쿠폰 번호 입력/ }).click()
    await shopper.getByRole('textbox', { name: '쿠폰 번호' }).fill('10off-wrong')
    await button(shopper, '쿠폰 받기').click()
    await shopper.getByText('그런 번호가 없어요', { exact: false }).waitFor()
    // As people type: small letters, no dash.
    await shopper
      .getByRole('textbox', { name: '쿠폰 번호' })
      .fill(code.toLowerCase().replace('-', ' '))
    await looksRight(shopper)
    await button(shopper, '쿠폰 받기').click()
    await shopper.getByText('쿠폰을 받았어요').waitFor()
    await button(shopper, '쿠폰 보기').click()
    await shopper.getByText('지나는 길에 1,000원 할인').first().waitFor()

    await owner.reload()
    await owner.getByText('받아 감', { exact: true }).first().waitFor()
  },
)

test(
  'the square of a number leads to the number, and whoever is not signed in signs in first',
  { timeout: 3 * PATIENCE_MS },
  async () => {
    const page = await visit(town)
    await page.goto('/v/10OFF-7K2QM04')
    await button(page, '로그인하기').click()
    await page.waitForURL(/\/sign-in\?after=.*v/)
    const shopper = await visit(town, { as: 'shopper' })
    await shopper.goto('/v/10OFF-7K2QM04')
    await expect
      .poll(() => shopper.getByRole('textbox', { name: '쿠폰 번호' }).inputValue(), {
        timeout: PATIENCE_MS,
      })
      .toBe('10OFF-7K2QM04')
  },
)

test(
  'a coupon goes into the wallet of the phone, with a word that it is for tests',
  { timeout: 3 * PATIENCE_MS },
  async () => {
    const { body } = await town.call('shopper', 'GET', '/v1/me/coupons')
    const coupons = body.items as readonly { id: string; state: string }[]
    const coupon = coupons.find(({ state }) => state === 'active')
    const page = await visit(town, { as: 'shopper' })
    await page.goto(`/wallet/${coupon?.id}`)
    await button(page, '휴대폰 지갑에 담기').click()
    const apple = page.getByRole('link', { name: 'Apple 지갑에 담기' })
    await apple.waitFor()
    await page.getByText('시험용 인증서', { exact: false }).waitFor()
    await looksRight(page)
    const file = await page.request.get((await apple.getAttribute('href')) ?? '')
    expect(file.headers()['content-type']).toBe('application/vnd.apple.pkpass')
    const google = page.getByRole('link', { name: 'Google 지갑에 담기' })
    expect(await google.getAttribute('href')).toMatch(/^https:\/\/pay\.google\.com\/gp\/v\/save\//)
  },
)
