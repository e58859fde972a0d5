/** From a sentence to a returned piece: an owner makes an offer, a shopper claims it, the till uses it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PATIENCE_MS, cafe, looksRight, openTown, visit, type Town } from './town.ts'

let town: Town
const shop = `/shop/${cafe.merchantId}`
const patient = { timeout: 9 * PATIENCE_MS }
const MINUTES_MAX = 5

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })

/** The code of the shopper's only active coupon of an offer. */
async function codeOf(title: string): Promise<string> {
  const { body } = await town.call('shopper', 'GET', '/v1/me/coupons')
  const items = body.items as readonly Record<'id' | 'title' | 'state', string>[]
  const coupon = items.find((it) => it.title === title && it.state === 'active')
  expect(coupon).toBeDefined()
  const shown = await town.call('shopper', 'GET', `/v1/me/coupons/${coupon?.id ?? ''}/code`)
  return String(shown.body.code)
}

async function addCoupon(till: Page, code: string): Promise<void> {
  await till.getByRole('textbox', { name: '쿠폰 코드' }).fill(code)
  await button(till, '넣기').click()
}

test(
  'an offer is made in five minutes, claimed, used on lines, and a piece comes back',
  patient,
  async () => {
    const owner = await visit(town, { as: 'owner' })
    const startedAt = performance.now()
    await owner.goto(`${shop}/offers`)
    await button(owner, '혜택 만들기').click()
    await owner.getByRole('radio', { name: '2+1' }).click()
    const items = owner.getByLabel('어떤 메뉴인가요?').first()
    await items.fill('커피')
    await items.press('Enter')
    // It reads itself back in both languages, and a bill shows what it does.
    await owner.getByText('커피 2개 사면 1개 더 (한 번에 1번까지)').first().waitFor()
    await owner.getByText('Buy 2 커피, get 1 more free (once a bill)').waitFor()
    await owner.getByTestId('example').getByText('10,000원', { exact: true }).waitFor()
    await looksRight(owner)
    await owner.getByRole('textbox', { name: '혜택 이름' }).fill('커피 2+1')
    await button(owner, '혜택 시작하기').click()
    await owner.getByRole('heading', { name: '커피 2+1' }).waitFor()
    await owner.getByText('혜택을 만들었어요').waitFor()
    await owner.getByText(/^박연남 · /).waitFor()
    expect(performance.now() - startedAt).toBeLessThan(MINUTES_MAX * 60_000)

    const shopper = await visit(town, { as: 'shopper' })
    await shopper.goto(`/places/${cafe.placeId}`)
    const ticket = shopper.getByRole('listitem').filter({ hasText: '커피 2+1' })
    await button(ticket as unknown as Page, '쿠폰 받기')
      .first()
      .click()
    await shopper.getByText('쿠폰을 지갑에 넣었어요.').waitFor()

    const till = await visit(town, { as: 'staff' })
    await till.goto(`${shop}/till`)
    for (const name of ['아메리카노', '카페라테', '카페라테', '치즈케이크']) {
      await button(till, new RegExp(`^${name} .*담기$`)).click()
    }
    await button(till, '21,500원 받기').waitFor()
    await addCoupon(till, await codeOf('커피 2+1'))
    // The cheapest coffee comes free.
    await till.getByText('사용 · 4,500원 할인').waitFor()
    await looksRight(till)
    await button(till, '17,000원 받기').click()
    await till.getByRole('status').filter({ hasText: '17,000원을 받았어요' }).waitFor()

    await button(till, '돌려받기').click()
    await button(till, '치즈케이크 하나 돌려받기').click()
    await button(till, '7,000원 돌려주기').click()
    await till.getByText('1개 돌아옴').waitFor()

    await owner.goto(`${shop}/offers`)
    await owner
      .getByText(/1장 나감 · 1번 사용/)
      .first()
      .waitFor()
  },
)

test(
  'the till says why an offer is not used, holds a bill over a reload, and undoes',
  patient,
  async () => {
    const { body } = await town.call('owner', 'POST', `/v1/merchants/${cafe.merchantId}/offers`, {
      key: crypto.randomUUID(),
      body: {
        title: '큰 주문 할인',
        endsAt: new Date(Date.now() + 86_400_000).toISOString(),
        isPublic: true,
        terms: {
          effects: [
            {
              kind: 'order-discount',
              tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 2_000 } }] },
            },
          ],
          billMinorMin: 10_000,
          conditions: [[{ kind: 'payment', methods: ['cash'] }]],
        },
      },
    })
    await town.call('shopper', 'POST', `/v1/offers/${String(body.id)}/claims`, {
      key: crypto.randomUUID(),
      body: { couponId: crypto.randomUUID() },
    })
    const till = await visit(town, { as: 'staff' })
    await till.goto(`${shop}/till`)
    await button(till, /^치즈케이크 .*담기$/).click()
    await addCoupon(till, await codeOf('큰 주문 할인'))
    await till.getByText('10,000원부터 쓸 수 있어요.').waitFor()
    await button(till, '치즈케이크 하나 더').click()
    await till.getByText('이 혜택의 조건이에요: 현금 결제').waitFor()
    await till.getByText('현금', { exact: true }).click()
    await till.getByText('사용 · 2,000원 할인').waitFor()
    await button(till, '잠시 맡아 두기').click()
    await till.getByText('맡아 두었어요').waitFor()

    await till.reload()
    await till.getByRole('list', { name: '맡아 둔 계산' }).getByRole('button').click()
    await button(till, '12,000원 받기').click()
    await till.getByRole('status').filter({ hasText: '12,000원을 받았어요' }).first().waitFor()
    await button(till, '다음 손님').click()

    // A wrong code is told at once, and nothing else changes.
    await addCoupon(till, '00000-00000')
    await till.getByRole('alert').first().waitFor()
    await button(till, /^버터쿠키 .*담기$/).click()
    await button(till, '3,000원 받기').click()
    await button(till, /되돌리기/).click()
    await till.getByText('모두 돌려드렸어요').waitFor()
  },
)

test('in English, by keyboard, an offer reads back and rests', patient, async () => {
  const owner = await visit(town, { as: 'owner', language: 'en' })
  await owner.goto(`${shop}/offers/new`)
  await owner.getByRole('radio', { name: 'Percent off' }).focus()
  await owner.keyboard.press('ArrowRight')
  await owner.getByText('₩1,000 off').first().waitFor()
  await button(owner, 'More rules').focus()
  await owner.keyboard.press('Enter')
  await owner.getByRole('checkbox', { name: 'At certain hours only' }).focus()
  await owner.keyboard.press('Space')
  await owner.getByText('14:00 to 17:00: ₩1,000 off').first().waitFor()
  await looksRight(owner)
  await button(owner, 'Start the offer').focus()
  await owner.keyboard.press('Enter')
  await owner.getByRole('heading', { name: '14:00 to 17:00: ₩1,000 off' }).waitFor()
  await button(owner, 'Pause').click()
  await button(owner, 'Resume').waitFor()
  await owner.getByText('State: Running → Paused').waitFor()
  await owner.goto(`${shop}/till`)
  await button(owner, /^Americano /).click()
  await button(owner, 'Take ₩4,500').waitFor()
  await looksRight(owner)
})
