/** The demo town behind one real server, and people who look at it with a real browser. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { openHouse, type Outside } from '../server/src/main.ts'
import { wordingOf } from '../server/src/modules/people/model.ts'
import { readConfig } from '../server/src/platform/config.ts'
import { isWebBuilt } from '../server/src/platform/http/web-app.ts'
import { openLogger } from '../server/src/platform/logger.ts'
import { placesOfText } from '../server/src/platform/person-map.ts'
import { openPlatform } from '../server/src/platform/platform.ts'
import { openDemoCampaigns } from '../server/sim/demo-campaigns.ts'
import { demoId, loadDemoTown } from '../server/sim/demo-town.ts'
import { launchBrowser } from '../server/testing/browser.ts'
import { cloneDatabase } from '../server/testing/pg.ts'
import { ask, type Asked, type Reply } from '../server/testing/server-process.ts'

export type Role = 'shopper' | 'owner' | 'staff' | 'operator'
export type Town = {
  readonly address: string
  readonly browser: Browser
  /** Calls the API as somebody of the town, as a phone in a pocket or a till would. */
  call(
    role: Role | null,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    asked?: Asked,
  ): Promise<Reply>
  /** In `schema.table.column` of its database, how many rows hold one of these texts. */
  placesOf(texts: readonly string[]): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}

/** How long anything may take to appear; a quiet machine needs a twentieth of it. */
export const PATIENCE_MS = 40_000
const METERS_PER_DEGREE = 111_195
const pictures = path.resolve(import.meta.dirname, '../.cache/e2e')

/** Where the running campaign of the town sends coupons. */
export const cafe = {
  merchantId: demoId('merchant', '골목커피'),
  placeId: demoId('place', '골목커피 연남점'),
  campaignId: demoId('campaign', '지나는 분께 커피 한 잔'),
  offerTitle: '지나는 길에 1,000원 할인',
}
const onlooker = { kind: 'system', name: 'test' } as const
const everyDay = { spans: [{ fromMinute: 0, untilMinute: 1440 }], breaks: [] }

/** Opens the town: every reader, job and timer runs, as after `npm start`. `more` settings go first. */
export async function openTown(
  browserArgs: readonly string[] = [],
  outside: Partial<Outside> = {},
  more: Readonly<Record<string, string>> = {},
): Promise<Town> {
  if (!isWebBuilt()) throw new Error('the web app is not built: run this through `npm test`')
  const { url, drop } = await cloneDatabase()
  const settings = { GOLMOK_DEMO: 'true', GOLMOK_REQUESTS_PER_MINUTE: '100000000', ...more }
  const logger = openLogger(process.env['GOLMOK_LOG_LEVEL'] ?? 'error', false)
  const platform = await openPlatform({ config: readConfig(settings), url, logger })
  await loadDemoTown(platform)
  await openDemoCampaigns(platform)
  const house = await openHouse(platform, outside)
  await platform.start(house.reactions)
  await house.load()
  await house.http.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = house.http.app.server.address() as AddressInfo
  const address = `http://127.0.0.1:${port}`
  const browser = await launchBrowser(browserArgs)

  const tokens = new Map<Role, string>()
  const tokenOf = async (role: Role): Promise<string> => {
    const known = tokens.get(role)
    if (known) return known
    const { body } = await ask(address, 'POST', '/v1/sessions', { body: loginOf(role) })
    const token = String(body.token)
    tokens.set(role, token)
    return token
  }
  const call: Town['call'] = async (role, method, to, asked = {}) =>
    ask(address, method, to, { ...asked, as: role && (await tokenOf(role)) })
  const town: Town = {
    address,
    browser,
    call,
    placesOf: (texts) => platform.inWork(onlooker, (work) => placesOfText(work.tx, texts)),
    async close() {
      await browser.close()
      await house.close()
      await platform.stop()
      await drop()
    },
  }
  await openAtAnyHour(town)
  return town
}

const loginOf = (role: Role) => ({ email: `${role}@golmok.local`, password: 'golmok-demo' })

/** The main job rests at night; the tests of it do not. */
async function openAtAnyHour({ address, call }: Town): Promise<void> {
  const purpose = 'night-marketing'
  const { version } = wordingOf(purpose)
  await call('shopper', 'POST', '/v1/me/consents', {
    body: { purpose, granted: true, wordingVersion: version },
  })
  const { body } = await ask(address, 'POST', '/v1/sessions', { body: loginOf('owner') })
  const hours = { days: Array.from({ length: 7 }, () => everyDay), holidays: { kind: 'as-usual' } }
  const response = await fetch(`${address}/v1/places/${cafe.placeId}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ hours }),
  })
  if (!response.ok) throw new Error(`the hours were answered ${await response.text()}`)
}

export type Visit = {
  /** Signed in already, without the sign-in page. */
  readonly as?: Role
  readonly at?: { readonly lng: number; readonly lat: number }
  readonly isDark?: boolean
  readonly language?: 'ko' | 'en'
  readonly options?: BrowserContextOptions
}

/** Somebody with a phone. When the test fails, what they saw last is kept in `.cache/e2e`. */
export async function visit(town: Town, who: Visit = {}): Promise<Page> {
  const context = await town.browser.newContext({
    baseURL: town.address,
    viewport: { width: 390, height: 844 },
    locale: who.language === 'en' ? 'en-GB' : 'ko-KR',
    timezoneId: 'Asia/Seoul',
    colorScheme: who.isDark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(who.at && { geolocation: fix(who.at), permissions: ['geolocation'] }),
    ...who.options,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  // The device stands at the café's counter, as it was told on its first day.
  const standing = [`golmok.counter.place.${cafe.merchantId}`, cafe.placeId] as const
  await context.addInitScript(([key, placeId]) => {
    // A blank page keeps nothing.
    if (location.protocol !== 'http:') return
    if (localStorage.getItem(key) === null) localStorage.setItem(key, placeId)
  }, standing)
  if (who.as) {
    const answer = await context.request.post('/v1/sessions', { data: loginOf(who.as) })
    if (!answer.ok()) throw new Error(`signing in was answered ${await answer.text()}`)
  }
  const page = await context.newPage()
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepPicture(context, `${task.name} ${who.as ?? ''}`)
    await context.close()
  })
  return page
}

async function keepPicture(context: BrowserContext, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  for (const [at, page] of context.pages().entries()) {
    const file = path.join(pictures, `${name.replaceAll(/[^\w가-힣]+/g, '-')}-${at}.png`)
    await page.screenshot({ path: file }).catch(() => undefined)
    console.log(`${page.url()} looked like ${file}`)
  }
}

/** axe for a page without frames of others: asked for what is wrong only, which is far quicker. */
export const axeOf = (page: Page) =>
  new AxeBuilder({ page })
    .exclude('.maplibregl-canvas')
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })

/** Nothing on the page keeps anybody out, as far as axe can tell. */
export async function looksRight(page: Page): Promise<void> {
  const { violations } = await axeOf(page).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

/** A good fix, so many metres north of a point. */
export function fix(at: { readonly lng: number; readonly lat: number }, metersNorth = 0) {
  const latitude = at.lat + metersNorth / METERS_PER_DEGREE
  return { longitude: at.lng, latitude, accuracy: 8 }
}

/** Outside the zone of the café, 60 m, and then well inside it. */
const FAR_METERS = 75
export const NEAR_METERS = 40
const WALK_MS = 30_000

/** As a phone sends it: half a minute at the pace of a walk, up to now, whatever the pace of this machine. */
export function walkTo(door: { readonly lng: number; readonly lat: number }) {
  const now = Date.now()
  return [FAR_METERS, NEAR_METERS].map((meters, step) => ({
    kind: 'position',
    at: new Date(now - (1 - step) * WALK_MS).toISOString(),
    lng: door.lng,
    lat: fix(door, meters).latitude,
    accuracyMeters: 8,
    speedMps: 1.2,
  }))
}

/** Where the café stands. */
export async function cafePoint({ call }: Town): Promise<{ lng: number; lat: number }> {
  const { body } = await call(null, 'GET', `/v1/places/${cafe.placeId}`)
  return { lng: body.lng, lat: body.lat }
}
