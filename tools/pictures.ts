/** Takes the pictures of the README: `node tools/pictures.ts [ADDRESS]`, from a server of its own. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { ApiProblem, openClient } from '../sdk/client.ts'
import { METERS_PER_DEGREE } from '../server/src/kernel/geo.ts'
import { openHouse } from '../server/src/main.ts'
import { readConfig } from '../server/src/platform/config.ts'
import { openInstallation } from '../server/src/platform/installation.ts'
import { launchBrowser } from '../server/testing/browser.ts'
import { demoId } from '../server/sim/demo-town.ts'

const folder = path.resolve(import.meta.dirname, '../docs/pictures')
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 }
const desk = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 }
const PATIENCE_MS = 120_000
const GUESTS = 23
const PASSWORD = 'golmok-demo'
const merchantId = demoId('merchant', '골목커피')
const placeId = demoId('place', '골목커피 연남점')
const campaignId = demoId('campaign', '지나는 분께 커피 한 잔')
const say = (line: string) => process.stderr.write(`${line}\n`)

type Role = 'shopper' | 'owner' | 'operator'

/** A demo town with its last days, in a folder that is thrown away. */
async function openDemo(): Promise<{ address: string; close(): Promise<void> }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'golmok-pictures-'))
  const config = readConfig({
    GOLMOK_DATA_DIR: dataDir,
    GOLMOK_DEMO: 'true',
    GOLMOK_LOG_LEVEL: 'error',
  })
  const installation = await openInstallation({ config, log: say })
  const house = await openHouse(installation.platform)
  await house.prepare(say)
  await installation.platform.start(house.reactions)
  await house.load()
  await house.http.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = house.http.app.server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    async close() {
      await house.close()
      await installation.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Somebody passes the café, comes in, and has two coupons: one for passing, one they took. */
async function live(address: string) {
  const sdk = openClient({ origin: address })
  const body = { email: 'shopper@golmok.local', password: PASSWORD }
  const { token } = await sdk.call('POST /v1/sessions', { body })
  const { token: ownerToken } = await sdk.call('POST /v1/sessions', {
    body: { email: 'owner@golmok.local', password: PASSWORD },
  })
  const me = openClient({ origin: address, token: () => token })
  const { lng, lat } = await sdk.call('GET /v1/places/{placeId}', { params: { placeId } })
  const signals = [90, 60, 30, 10, 0, 0, 0].map((meters, at) => ({
    kind: 'position' as const,
    at: new Date(Date.now() - (6 - at) * 25_000).toISOString(),
    lng,
    lat: lat + meters / METERS_PER_DEGREE,
    accuracyMeters: 8,
  }))
  await me.call('POST /v1/signals', { body: { signals } })
  const { items } = await sdk.call('GET /v1/places/{placeId}/offers', { params: { placeId } })
  for (const { id: offerId } of items.slice(0, 1)) {
    const claim = { couponId: crypto.randomUUID() }
    await me
      .call('POST /v1/offers/{offerId}/claims', { params: { offerId }, body: claim })
      .catch((error: unknown) => {
        // Taken when the pictures were made the last time.
        if (!(error instanceof ApiProblem)) throw error
      })
  }
  const owner = openClient({ origin: address, token: () => ownerToken })
  for (let n = 0; n < GUESTS; n += 1) {
    // Numbers of the demo town's neighbours.
    const phone = `0100000${String(n).padStart(4, '0')}`
    await owner.call('POST /v1/places/{placeId}/check-ins', {
      params: { placeId },
      body: { phone },
    })
  }
  const coupons = await me.call('GET /v1/me/coupons')
  const coupon = coupons.items.find(
    ({ state, decisionId }) => state === 'active' && decisionId !== null,
  )
  if (!coupon) throw new Error('the shopper has no coupon to show')
  const params = { couponId: coupon.id }
  return {
    couponId: coupon.id,
    // Asked when it is typed: it lives for half a minute.
    code: async () => (await me.call('GET /v1/me/coupons/{couponId}/code', { params })).code,
    // Around the corner, so that the dot of the map covers nobody.
    at: { longitude: lng - 0.0006, latitude: lat - 0.0006, accuracy: 8 },
  }
}

type Shot = {
  readonly name: string
  readonly as: Role
  readonly path: string
  readonly screen: typeof phone
  /** Brings the page to the moment worth a picture. */
  readonly ready: (page: Page) => Promise<void>
}

function shots({ couponId, code }: Awaited<ReturnType<typeof live>>): readonly Shot[] {
  const shop = `/shop/${merchantId}`
  return [
    { name: 'nearby', as: 'shopper', path: '/', screen: phone, ready: nearby },
    {
      name: 'coupon',
      as: 'shopper',
      path: `/wallet/${couponId}`,
      screen: phone,
      ready: (page) => page.getByRole('img', { name: 'QR' }).waitFor(),
    },
    {
      name: 'today',
      as: 'owner',
      path: `${shop}/today`,
      screen: phone,
      ready: seen('오늘의 숫자'),
    },
    {
      name: 'campaign',
      as: 'owner',
      path: `${shop}/campaigns/${campaignId}`,
      screen: phone,
      ready: seen('쿠폰 쓰신 분'),
    },
    { name: 'counter', as: 'owner', path: `${shop}/counter`, screen: phone, ready: counter(code) },
    { name: 'operator', as: 'operator', path: '/operator', screen: desk, ready: seen('골목이') },
  ]
}

const seen = (text: string) => (page: Page) => page.getByText(text).first().waitFor()

async function nearby(page: Page): Promise<void> {
  await page.getByRole('button', { name: '좋아요' }).first().click()
  await page.getByRole('listitem').first().waitFor()
  // The map flies to where one stands, and is still when its tiles and names are.
  await page.locator('canvas').first().waitFor()
  await page.waitForTimeout(6_000)
}

const counter = (code: () => Promise<string>) => async (page: Page) => {
  // A device that never stood at a counter is asked at which.
  await page.getByRole('button', { name: '골목커피 연남점' }).click()
  for (const digit of '12000') {
    await page.getByRole('button', { name: digit, exact: true }).click()
  }
  await page.getByRole('button', { name: '코드 입력' }).click()
  await page.getByLabel('쿠폰 코드').fill(await code())
  await page.getByRole('button', { name: '확인하기' }).click()
  await page.getByRole('button', { name: /쿠폰 쓰기|다른 쿠폰 찍기/ }).waitFor()
}

async function take(browser: Browser, address: string, town: Town, shot: Shot): Promise<void> {
  const context = await browser.newContext({
    ...shot.screen,
    baseURL: address,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    geolocation: town.at,
    permissions: ['geolocation'],
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const data = { email: `${shot.as}@golmok.local`, password: PASSWORD }
  await context.request.post('/v1/sessions', { data })
  const page = await context.newPage()
  await page.goto(shot.path)
  await shot.ready(page)
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  await page.waitForTimeout(500)
  const file = path.join(folder, `${shot.name}.png`)
  await page.screenshot({ path: file })
  say(file)
  await context.close()
}

type Town = Awaited<ReturnType<typeof live>>

const [given] = process.argv.slice(2)
const demo = given === undefined ? await openDemo() : null
const address = given ?? demo?.address ?? ''
const browser = await launchBrowser()
mkdirSync(folder, { recursive: true })
try {
  const town = await live(address)
  for (const shot of shots(town)) await take(browser, address, town, shot)
} finally {
  await browser.close()
  await demo?.close()
}
