/** The counter without a connection: two tills, one coupon, and what becomes of it. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { demoId } from '../server/sim/demo-town.ts'
import { cafe, openTown, visit, type Role, type Town } from './town.ts'

const patient = { timeout: 180_000 }
let town: Town
beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } })
  town = await openTown()
})
afterAll(() => town.close())

const DOT = 6

/** What a scanner reads from the square on a phone's screen. */
async function scanned(page: Page): Promise<string> {
  const square = page.getByRole('img', { name: 'QR' })
  await square.waitFor()
  const size = Number((await square.getAttribute('viewBox'))?.split(' ')[2])
  const path = (await square.locator('path').getAttribute('d')) ?? ''
  const width = size * DOT
  const picture = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, left, top] of path.matchAll(/M(\d+) (\d+)h/g)) {
    for (let at = 0; at < DOT * DOT; at += 1) {
      const x = Number(left) * DOT + (at % DOT)
      const y = Number(top) * DOT + Math.floor(at / DOT)
      picture.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
    }
  }
  const image = { data: picture, width, height: width, colorSpace: 'srgb' } as ImageData
  const [found] = await readBarcodes(image, { formats: ['QRCode'] })
  return found?.text ?? ''
}

/** A hardware scanner: types what it read, fast, and Enter. */
async function scanAt(counter: Page, text: string): Promise<void> {
  await counter.evaluate((keys) => {
    for (const key of Array.from(keys).concat('Enter')) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    }
  }, text)
}

async function atCounter(as: Role): Promise<Page> {
  const page = await visit(town, { as })
  await page.goto(`/shop/${cafe.merchantId}/counter`)
  // Said once the till has its list.
  await page.getByText('끊겨도 하루는 쓸 수 있어요').waitFor()
  return page
}

async function press(counter: Page, bill: string): Promise<void> {
  for (const digit of bill) {
    await counter.getByRole('button', { name: digit, exact: true }).click()
  }
}

/** A coupon of a fresh offer of the café, on the phone of the shopper. */
async function couponOnPhone(title: string): Promise<{ phone: Page; couponId: string }> {
  const off = { kind: 'amount', amountOffMinor: 1_500 }
  const made = await town.call('owner', 'POST', `/v1/merchants/${cafe.merchantId}/offers`, {
    body: {
      title,
      terms: {
        effects: [{ kind: 'order-discount', tiers: { steps: [{ off }] } }],
        billMinorMin: 5_000,
      },
      endsAt: new Date(Date.now() + 86_400_000 * 7).toISOString(),
      isPublic: true,
    },
    key: crypto.randomUUID(),
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const claim = await town.call('shopper', 'POST', `/v1/offers/${made.body.id}/claims`, {
    body: { couponId: demoId('coupon', title) },
  })
  expect(claim.status, JSON.stringify(claim.body)).toBeLessThan(300)
  const { couponId } = claim.body
  const phone = await visit(town, { as: 'shopper' })
  await phone.goto(`/wallet/${couponId}`)
  await expect.poll(() => scanned(phone), { timeout: 20_000 }).toMatch(/^GK1[A-Z2-7]{380}$/)
  return { phone, couponId }
}

test(
  'OF56 two tills without a connection take one coupon: one counts, one is flagged and settled',
  patient,
  async () => {
    const { phone, couponId } = await couponOnPhone('끊겨도 1,500원 할인')
    const [one, two] = [await atCounter('staff'), await atCounter('owner')]
    for (const page of [phone, one, two]) await page.context().setOffline(true)

    // The letters that were there when the line dropped are good to the end of their step.
    await phone.getByText('QR은 그대로 쓸 수 있고').waitFor({ timeout: 60_000 })
    for (const counter of [one, two]) {
      await counter.getByText(/부터 인터넷이 끊겼어요/).waitFor()
      await counter.getByText('더 드릴 수 있는 할인 50,000원 / 50,000원').waitFor()
      await press(counter, '12000')
      await scanAt(counter, await scanned(phone))
      await counter.getByRole('button', { name: '쿠폰 쓰기' }).click()
      await counter.getByText('10,500원만 받으시면 돼요').waitFor()
      await counter.getByText('더 드릴 수 있는 할인 48,500원').waitFor()
      await counter.getByText('보낼 쿠폰 1장').waitFor()
    }
    // The same till knows its own.
    await one.getByRole('button', { name: '다음 손님' }).click()
    await press(one, '12000')
    await scanAt(one, await scanned(phone))
    await one.getByText(/이미 쓰신 쿠폰이에요/).waitFor()

    await one.context().setOffline(false)
    await one.getByText('인터넷에 연결돼 있어요').waitFor({ timeout: 60_000 })
    const first = await town.call('shopper', 'GET', `/v1/me/coupons/${couponId}`)
    expect(first.body.state).toBe('redeemed')
    await two.context().setOffline(false)
    await two.getByText('인터넷에 연결돼 있어요').waitFor({ timeout: 60_000 })
    await two.getByRole('heading', { name: '확인할 쿠폰' }).waitFor()
    await two.getByText('1,500원 할인 · 끊겨도 1,500원 할인').waitFor()
    await two.getByRole('button', { name: /가게가 부담/ }).click()
    await two.getByText('정리했어요').waitFor()
    await two.getByRole('heading', { name: '확인할 쿠폰' }).waitFor({ state: 'detached' })

    const url = `/v1/places/${cafe.placeId}/offline-acceptances`
    const { body } = await town.call('owner', 'GET', url)
    const rows = body.items as readonly Record<string, unknown>[]
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['counted', 'flagged']))
    expect(rows).toHaveLength(2)
    expect(rows.find(({ state }) => state === 'flagged')).toMatchObject({
      reason: 'coupon.redeemed',
      resolution: 'borne',
    })
  },
)

test(
  'OF53, OF58 a picture is worthless after its step, letters need a line, and undo',
  patient,
  async () => {
    const { phone, couponId } = await couponOnPhone('사진은 안 돼요')
    const counter = await atCounter('staff')
    const letters = await town.call('shopper', 'GET', `/v1/me/coupons/${couponId}/code`)
    await counter.context().setOffline(true)
    await phone.context().setOffline(true)
    await counter.getByText(/부터 인터넷이 끊겼어요/).waitFor()

    const picture = await scanned(phone)
    await press(counter, '9000')
    await scanAt(counter, letters.body.text)
    await counter.getByText('글자 코드는 인터넷이 있어야 확인할 수 있어요.').waitFor()
    await counter.getByRole('button', { name: '다른 쿠폰 찍기' }).click()

    // Its own step and the one beside it: two turns of the square later it is over.
    await expect.poll(() => scanned(phone), { timeout: 40_000 }).not.toBe(picture)
    const second = await scanned(phone)
    await expect.poll(() => scanned(phone), { timeout: 40_000 }).not.toBe(second)
    await press(counter, '9000')
    await scanAt(counter, picture)
    await counter.getByText(/캡처한 화면일 수 있어요/).waitFor()
    await counter.getByRole('button', { name: '다른 쿠폰 찍기' }).click()

    await press(counter, '9000')
    await scanAt(counter, await scanned(phone))
    await counter.getByRole('button', { name: '쿠폰 쓰기' }).click()
    await counter.getByText('7,500원만 받으시면 돼요').waitFor()
    await counter.getByRole('button', { name: '되돌리기' }).first().click()
    await counter.getByText('되돌렸어요').first().waitFor()
    await counter.getByText('더 드릴 수 있는 할인 50,000원').waitFor()

    await counter.context().setOffline(false)
    await counter.getByText('인터넷에 연결돼 있어요').waitFor({ timeout: 60_000 })
    const after = await town.call('shopper', 'GET', `/v1/me/coupons/${couponId}`)
    expect(after.body.state).toBe('active')
    const url = `/v1/places/${cafe.placeId}/offline-acceptances`
    const { body } = await town.call('owner', 'GET', url)
    expect(body.items[0]).toMatchObject({ state: 'undone', billMinor: 9_000 })
  },
)

test('OF59 a counter that is opened anew without a connection goes on', patient, async () => {
  const { phone } = await couponOnPhone('새로 열어도')
  const counter = await atCounter('staff')
  await counter.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await phone.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  // The worker looks after a page from its second opening on; what the first had loaded is kept too.
  await counter.reload()
  await counter.getByText('인터넷에 연결돼 있어요').waitFor()
  await counter.waitForFunction(async () => {
    const names = await caches.keys()
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return kept.flat().some(({ url }) => url.endsWith('.wasm'))
  })
  for (const page of [counter, phone]) {
    await page.context().setOffline(true)
    await page.reload()
  }
  await counter.getByText(/부터 인터넷이 끊겼어요/).waitFor()
  await press(counter, '6000')
  await expect.poll(() => scanned(phone), { timeout: 20_000 }).toMatch(/^GK1/)
  await scanAt(counter, await scanned(phone))
  await counter.getByRole('button', { name: '쿠폰 쓰기' }).click()
  await counter.getByText('4,500원만 받으시면 돼요').waitFor()
  // The camera has its reader here, too.
  await counter.getByRole('button', { name: '다음 손님' }).click()
  await counter.getByRole('button', { name: '쿠폰 찍기' }).click()
  await counter
    .getByText(/카메라를 쓸 수 없어요|네모 안에/)
    .first()
    .waitFor()
})
