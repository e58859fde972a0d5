/** Every main screen, for everyone: read aloud, by keyboard, in the dark, and in English. */
import type { Page, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { demoId } from '../server/sim/demo-town.ts'
import {
  axeOf,
  cafe,
  cafePoint,
  fix,
  openTown,
  PATIENCE_MS,
  visit,
  type Role,
  type Town,
} from './town.ts'

type Message = Readonly<Record<'id' | 'couponId' | 'decisionId', string>>
type Screens = { readonly as: Role | null; readonly paths: readonly string[] }

let town: Town
let screens: readonly Screens[]
/** How often in a row, 50 ms apart, a screen is seen to be complete before it is judged. */
const CALM_LOOKS = 4
const patient = { timeout: 30 * PATIENCE_MS }

beforeAll(async () => {
  town = await openTown()
  const door = await cafePoint(town)
  // The step that matters is now: before this, the campaign had not begun.
  const signals = [75, 10].map((meters, step) => ({
    kind: 'position',
    at: new Date(Date.now() - (1 - step) * 25_000).toISOString(),
    lng: door.lng,
    lat: fix(door, meters).latitude,
    accuracyMeters: 8,
  }))
  const heard = await town.call('shopper', 'POST', '/v1/signals', { body: { signals } })
  if (heard.body.taken !== signals.length) throw new Error(heard.text)
  const inbox = async (): Promise<readonly Message[]> =>
    (await town.call('shopper', 'GET', '/v1/me/inbox')).body.items as readonly Message[]
  await vi.waitUntil(async () => (await inbox()).length === 1, { timeout: PATIENCE_MS })
  const [message] = await inbox()
  if (!message) throw new Error('the message is gone')
  const shop = `/shop/${cafe.merchantId}`
  screens = [
    { as: null, paths: ['/sign-in', '/', '/policy'] },
    {
      as: 'shopper',
      paths: [
        '/',
        '/inbox',
        `/inbox/${message.id}`,
        '/wallet',
        `/wallet/${message.couponId}`,
        '/wallet/points',
        '/wallet/enter',
        '/wallet/member',
        `/wallet/shops/${cafe.merchantId}`,
        `/why/${message.decisionId}`,
        `/places/${cafe.placeId}`,
        '/me',
        '/me/consents',
        '/me/location',
        '/me/data',
        '/me/ways-in',
        '/me/ways',
        '/me/friends',
        '/me/sessions',
        '/me/wards',
        '/me/favourites',
        '/me/blocks',
        '/timeline',
        '/talks',
        '/brands',
      ],
    },
    {
      as: 'owner',
      paths: [
        '/shop',
        `${shop}/today`,
        `${shop}/campaigns`,
        `${shop}/campaigns/new`,
        `${shop}/campaigns/${cafe.campaignId}`,
        `${shop}/codes`,
        `${shop}/codes/${demoId('offer', cafe.offerTitle)}`,
        `${shop}/offers`,
        `${shop}/offers/new`,
        `${shop}/offers/together`,
        `${shop}/counter`,
        `${shop}/till`,
        `${shop}/bills`,
        `${shop}/gift-cards`,
        `${shop}/customers`,
        `${shop}/settings`,
        `${shop}/settings/actions`,
        `${shop}/loyalty`,
        `${shop}/settlement`,
        ...[
          '',
          '/friends',
          '/broadcasts/new',
          '/statistics',
          '/posts',
          '/talk-desk',
          '/surveys/new',
          '/events/new',
          '/games/new',
          '/homepage/front',
          '/plan',
        ].map((page) => `${shop}/channel${page}`),
        '/shop/new',
      ],
    },
    {
      as: 'operator',
      paths: [
        'health',
        'facts',
        'jobs',
        'dead',
        'verify',
        'import',
        'fees',
        'plans',
        'ways',
        'posts',
        'keys',
        'webhooks',
        'opening',
      ].map((name) => `/operator#${name}`),
    },
  ]
})
afterAll(() => town.close())

/** Waits until what a screen asks has been answered, and stays so. */
async function open(page: Page, path: string): Promise<void> {
  // Another tab of the same page would not load anew.
  if (path.includes('#')) await page.goto('about:blank')
  await page.goto(path)
  // Between the parts of a screen that arrive one after the other nothing is busy for a moment.
  let calm = 0
  const isThere = async () => {
    const [headings, busy] = await Promise.all([
      page.getByRole('heading', { level: 1 }).count(),
      page.locator('[aria-busy=true]').count(),
    ])
    calm = headings > 0 && busy === 0 ? calm + 1 : 0
    return calm
  }
  await expect.poll(isThere, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(CALM_LOOKS)
}

test('axe finds nothing, by day and in the dark', patient, async () => {
  const found: string[] = []
  const look = async (page: Page, path: string, rules?: string[]) => {
    const axe = axeOf(page)
    const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
    for (const { id, nodes } of violations) {
      const where = nodes.map(({ target }) => target.join(' ')).slice(0, 3)
      found.push(`${path} ${rules ? 'dark' : 'light'} ${id}: ${where.join(', ')}`)
    }
  }
  const lookAll = async ({ as, paths }: Screens) => {
    const page = await visit(town, as ? { as } : {})
    for (const path of paths) {
      await open(page, path)
      await look(page, path)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
      await look(page, path, ['color-contrast'])
      await page.emulateMedia({ colorScheme: 'light' })
    }
    await page.context().close()
  }
  // Everybody at once: each waits most of the time.
  await Promise.all(screens.map(lookAll))
  expect(found).toEqual([])
})

test(
  'in English every word is English, but for what people wrote themselves',
  patient,
  async () => {
    const found: string[] = []
    const readAll = async ({ as, paths }: Screens) => {
      const page = await visit(town, { language: 'en', ...(as && { as }) })
      // The label of advertising is Korean by law, in any language.
      const written = new Set(['골목', '한국어', '(광고)'])
      const answers: Promise<void>[] = []
      page.on('response', (response) => void answers.push(collect(response, written)))
      for (const path of paths) {
        await open(page, path)
        expect(await page.locator('html').getAttribute('lang')).toBe('en')
        const said = await page.locator('body').innerText()
        await Promise.all(answers)
        // What is marked as Korean is there to be read in Korean: an offer in both languages.
        const korean = await page.locator('body [lang="ko"]').allInnerTexts()
        for (const line of korean.join('\n').split('\n')) if (line.trim()) written.add(line.trim())
        found.push(...strange(said, written).map((line) => `${path}: ${line}`))
      }
      await page.context().close()
    }
    await Promise.all(screens.map(readAll))
    expect(found).toEqual([])
  },
)

/** Every text of an answer: names and messages people wrote, in whatever language. */
async function collect(response: Response, written: Set<string>): Promise<void> {
  if (!/json/.test(response.headers()['content-type'] ?? '')) return
  const body: unknown = await response.json().catch(() => askedAgain(response))
  JSON.stringify(body, (_, value: unknown) => {
    if (typeof value !== 'string') return value
    // Of a message with names to be filled in, the words around them.
    for (const part of value.split(/\{\w+\}/)) if (part.trim() !== '') written.add(part.trim())
    return value
  })
}

/** A screen that is left loses the answers it has not read yet, and may show them later from its memory. */
async function askedAgain(response: Response): Promise<unknown> {
  if (response.request().method() !== 'GET') return null
  try {
    return await (await response.frame().page().request.get(response.url())).json()
  } catch {
    return null
  }
}

/** An Alimtalk writes the place of a name as `#{name}`: that is said on purpose. */
const rawKey = /\b[a-z]+(\.[a-z][A-Za-z]+){2,}\b|undefined|\bNaN\b|\[object|(?<!#)\{[a-z]+\}/

/** Lines with a raw key, or with Korean letters that nobody wrote. */
function strange(said: string, written: ReadonlySet<string>): readonly string[] {
  const parts = [...written].toSorted((one, other) => other.length - one.length)
  return said.split('\n').filter((line) => {
    if (rawKey.test(line)) return true
    if (!/[가-힣]/.test(line)) return false
    const left = parts.reduce((text, part) => text.replaceAll(part, ''), line)
    return /[가-힣]/.test(left)
  })
}

test('by keyboard alone one signs in and opens a coupon', patient, async () => {
  const page = await visit(town)
  await open(page, '/sign-in')
  await page.getByRole('button', { name: /김하늘/ }).waitFor()
  await reach(page, /김하늘/)
  await page.keyboard.press('Enter')
  await page.getByText('반가워요').waitFor()
  await page.getByRole('link', { name: /^지갑/ }).waitFor()
  await reach(page, /^지갑/)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '지갑' }).waitFor()
  await page.getByRole('link', { name: /골목커피/ }).waitFor()
  await reach(page, /골목커피/)
  await page.keyboard.press('Enter')
  await page.getByRole('img', { name: 'QR' }).waitFor()
})

const TABS_MAX = 80

/** Presses Tab until a link or button called so has the focus. */
async function reach(page: Page, name: RegExp): Promise<void> {
  for (let at = 0; at < TABS_MAX; at += 1) {
    await page.keyboard.press('Tab')
    // Past the last stop the body has the focus, whose text is every name of the page.
    const focused = await page.evaluate(() => {
      const stop = document.activeElement?.closest('a, button, input, [role=button]')
      return stop?.getAttribute('aria-label') ?? stop?.textContent
    })
    if (name.test(focused?.trim() ?? '')) return
  }
  throw new Error(`Tab never came to ${String(name)}`)
}
