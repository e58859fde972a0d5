/** The main job, as two people see it: someone passes, redeems, and the shop sees that they came. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { launchBrowser } from '../server/testing/browser.ts'
import { film, filmArgs } from './camera-film.ts'
import {
  cafe,
  cafePoint,
  fix,
  NEAR_METERS,
  openTown,
  PATIENCE_MS,
  visit,
  walkTo,
  type Town,
} from './town.ts'

let town: Town

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const patient = { timeout: 6 * PATIENCE_MS }

test(
  'someone passes, a coupon reaches them, and the shop sees that they came',
  patient,
  async () => {
    const door = await cafePoint(town)
    const shopper = await visit(town, {})
    await enterAs(shopper, '김하늘')
    await tab(shopper, '받은함').click()
    await shopper.getByText('아직 받은 소식이 없어요').waitFor()

    const signals = walkTo(door)
    await town.call('shopper', 'POST', '/v1/signals', { body: { signals } })
    // Live: the list was on screen all the time, and nobody reloads it.
    await shopper.getByRole('listitem').getByText('골목커피').first().click()
    await shopper.getByText('(광고)').first().waitFor()
    await shopper.getByText('쿠폰 보기').click()
    await shopper.getByRole('img', { name: 'QR' }).waitFor()
    await shopper.getByText(/\d+초 뒤 새 코드로 바뀌어요/).waitFor()

    const owner = await visit(town, { as: 'owner' })
    await owner.goto(`/shop/${cafe.merchantId}/campaigns/${cafe.campaignId}`)
    const used = owner.getByRole('listitem').filter({ hasText: '쿠폰 쓰신 분' })
    await used.getByText('0명').waitFor()

    const counter = await atCounter(await visit(town, { as: 'staff' }), '12000')
    await typeCode(counter, await codeOn(shopper))
    await counter.getByText('11,000원').first().waitFor()
    await counter.getByRole('button', { name: '쿠폰 쓰기' }).click()
    await counter.getByText('11,000원만 받으시면 돼요').waitFor()

    await shopper.getByText('잘 쓰셨어요!').waitFor()
    await shopper.getByText('1,000원 아꼈어요').waitFor()
    await shopper.getByText(/550포인트/).waitFor()
    await used.getByText('1명').waitFor()
    await shopper.getByRole('button', { name: '지갑으로' }).click()
    await shopper
      .getByText(/550포인트/)
      .first()
      .waitFor()
  },
)

test('the message says why it came', async () => {
  const shopper = await visit(town, { as: 'shopper' })
  await shopper.goto('/inbox')
  // Not the notice that the shop was told of the visit, which is newer.
  await shopper.getByRole('listitem').filter({ hasText: '(광고)' }).first().click()
  await shopper.getByText('왜 나에게 왔나요?').click()
  await shopper.getByText('모든 조건이 맞아서 보냈어요.').waitFor()
  await shopper.getByText('위치를 써도 된다고 하셨어요.').waitFor()
  await shopper.getByText('광고를 받겠다고 하셨어요.').waitFor()
  await shopper.getByRole('button', { name: '가게 쪽 조건도 보기' }).click()
  await shopper.getByText('가게의 캠페인이 진행 중이었어요.').waitFor()
})

test('a camera reads a coupon, and taking it back frees it', patient, async () => {
  const shopper = await visit(town, { as: 'shopper' })
  await shopper.goto(`/places/${cafe.placeId}`)
  await shopper.getByRole('button', { name: '쿠폰 받기' }).first().click()
  await shopper.getByText('쿠폰을 지갑에 넣었어요.').waitFor()
  const { body } = await town.call('shopper', 'GET', '/v1/me/coupons')
  const items = body.items as readonly Record<'id' | 'title' | 'state', string>[]
  const { id, title } = items.find(({ state }) => state === 'active') ?? { id: '', title: '' }
  await shopper.goto(`/wallet/${id}`)
  await shopper.getByRole('heading', { level: 1 }).waitFor()

  const folder = mkdtempSync(path.join(tmpdir(), 'golmok-film-'))
  const file = path.join(folder, 'code.y4m')
  film('golmok', file)
  const browser = await launchBrowser(filmArgs(file))
  onTestFinished(async () => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const counter = await atCounter(await visit({ ...town, browser }, { as: 'owner' }), '12000')
  const code = await town.call('shopper', 'GET', `/v1/me/coupons/${id}/code`)
  film(code.body.text, file)
  await counter.getByRole('button', { name: '쿠폰 찍기' }).click()
  await counter.getByText('쓸 수 있는 쿠폰이에요').waitFor()
  await counter.getByText(title).first().waitFor()
  await counter.getByRole('button', { name: '쿠폰 쓰기' }).click()
  await counter.getByText(/만 받으시면 돼요/).waitFor()
  await counter.getByRole('button', { name: '되돌리기' }).first().click()
  await counter.getByText('되돌렸어요').first().waitFor()
  const after = await town.call('shopper', 'GET', `/v1/me/coupons/${id}`)
  expect(after.body.state).toBe('active')
})

test('an operator walks from the redemption back to the signal, and all rules hold', async () => {
  const operator = await visit(town, {
    as: 'operator',
    options: { viewport: { width: 1280, height: 900 } },
  })
  await operator.goto('/operator')
  await operator.getByText(/골목이 잘 돌아가고 있어요|조금 밀렸어요/).waitFor()
  await operator.getByRole('tab', { name: '일어난 일', exact: true }).click()
  await operator
    .getByRole('button', { name: /offers\.coupon-redeemed/ })
    .last()
    .click()
  const detail = operator.getByRole('article')
  await detail.getByRole('button', { name: '이 사람의 모든 일' }).click()
  await operator
    .getByRole('button', { name: /presence\.zone-entered/ })
    .last()
    .click()
  await detail.getByRole('heading', { name: '구역에 들어왔어요' }).waitFor()
  // And forward again, fact by fact.
  for (const next of ['캠페인이 보낼지 정했어요', '쿠폰을 썼어요']) {
    await detail.getByRole('button', { name: next }).first().click()
    await detail.getByRole('heading', { name: next }).waitFor()
  }
  await operator.getByRole('tab', { name: '점검' }).click()
  await operator.getByRole('button', { name: '지금 점검하기' }).click()
  await operator.getByText(/규칙 \d+가지가 모두 지켜지고 있어요/).waitFor()
  await operator.getByText('두 번 쓰인 쿠폰이 없어요.').waitFor()
})

test('without a connection the wallet shows what the map was shown with', patient, async () => {
  const { body } = await town.call('shopper', 'GET', `/v1/places/${cafe.placeId}/offers`)
  const { id: offerId } = (body.items as readonly { id: string }[]).at(-1) ?? { id: '' }
  await town.call('shopper', 'POST', `/v1/offers/${offerId}/claims`, {
    body: { couponId: crypto.randomUUID() },
  })
  const shopper = await visit(town, { as: 'shopper' })
  await shopper.goto('/')
  const worth = shopper.getByText(/내 쿠폰/).first()
  await worth.waitFor()
  await shopper.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  // What was seen is kept when the page is put away, however soon.
  await shopper.context().setOffline(true)
  await shopper.reload()
  await worth.waitFor()
  await tab(shopper, '지갑').click()
  await shopper
    .getByRole('link', { name: /골목커피/ })
    .first()
    .waitFor()
  await tab(shopper, '동네').click()
  await shopper.getByRole('searchbox', { name: '가게 이름이나 초성으로 찾기' }).waitFor()
})

test('who looked is told, and without consent nothing is sent and nothing arrives', async () => {
  const door = await cafePoint(town)
  const shopper = await visit(town, { as: 'shopper', at: door })
  await shopper.goto('/me/location')
  await shopper.getByText('골목커피: 가까운 가게를 찾으려고').first().waitFor()
  await shopper.goto('/me/consents')
  await shopper.getByRole('switch', { name: '위치로 가까운 쿠폰 받기' }).click({ force: true })
  await shopper.getByText('동의를 거뒀어요. 남은 위치는 바로 지워요.').waitFor()

  const sent: string[] = []
  shopper.on('request', (request) => sent.push(new URL(request.url()).pathname))
  await shopper.clock.install()
  await shopper.goto('/')
  await shopper.getByRole('button', { name: '나중에' }).waitFor()
  await shopper.getByRole('button', { name: '좋아요' }).click()
  await shopper.getByText('지나갈 때 쿠폰을 받을까요?').waitFor()
  await shopper.context().setGeolocation(fix(door, NEAR_METERS))
  await shopper.clock.runFor(60_000)
  expect(sent.filter((it) => it.startsWith('/v1/signals'))).toEqual([])

  const signal = { kind: 'position', at: new Date().toISOString(), ...door, accuracyMeters: 8 }
  const { body } = await town.call('shopper', 'POST', '/v1/signals', {
    body: { signals: [signal] },
  })
  expect(body.taken).toBe(0)
  const { body: presence } = await town.call('shopper', 'GET', '/v1/me/presence')
  expect(presence.stays).toEqual([])
})

/** Signs in by the button of the demo. */
async function enterAs(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name }).click()
  await page.getByText('반가워요').waitFor()
}

const tab = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${name}`) })

/** What a guest would read out. */
async function codeOn(page: Page): Promise<string> {
  const shown = await page.getByText(/^[0-9A-Z]{5} [0-9A-Z]{5}$/).textContent()
  return (shown ?? '').replace(' ', '')
}

async function atCounter(page: Page, bill: string): Promise<Page> {
  await page.goto(`/shop/${cafe.merchantId}/counter`)
  for (const digit of bill) await page.getByRole('button', { name: digit, exact: true }).click()
  return page
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: '코드 입력' }).click()
  await page.getByLabel('쿠폰 코드').fill(code)
  await page.getByRole('button', { name: '확인하기' }).click()
}
