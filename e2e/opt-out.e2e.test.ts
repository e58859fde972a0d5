/** Saying no to advertising in a browser that runs no script: a link in a text, an old phone, a press. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import {
  PATIENCE_MS,
  cafe,
  cafePoint,
  looksRight,
  openTown,
  visit,
  walkTo,
  type Town,
  type Visit,
} from './town.ts'

let town: Town
/** As it stands in the letter. */
let wayOut: string

beforeAll(async () => {
  town = await openTown()
  const door = await cafePoint(town)
  const signals = walkTo(door)
  await town.call('shopper', 'POST', '/v1/signals', { body: { signals } })
  wayOut = await vi.waitFor(advertised, { timeout: PATIENCE_MS })
})
afterAll(() => town.close())

async function advertised(): Promise<string> {
  const { body } = await town.call('shopper', 'GET', '/v1/me/inbox')
  const items = body.items as readonly { readonly optOutPath: string | null }[]
  const path = items.find(({ optOutPath }) => optOutPath !== null)?.optOutPath
  if (!path) throw new Error('no advertisement came yet')
  return path
}

/** Without scripts, without signing in, as wide as a small phone. */
const oldPhone = (more: Visit = {}): Promise<Page> =>
  visit(town, {
    ...more,
    options: { javaScriptEnabled: false, viewport: { width: 360, height: 740 }, ...more.options },
  })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true })
/** What judges a page is a script itself: it looks at the same page in a browser that runs some. */
async function keepsNobodyOut(page: Page, more: Visit = {}): Promise<void> {
  const judge = await visit(town, more)
  await judge.goto(page.url())
  await looksRight(judge)
}
const isBlocked = async () =>
  (await town.call('shopper', 'GET', `/v1/me/blocks/${cafe.merchantId}`)).body.isBlocked as boolean

test('OU87 a press in a browser without scripts ends the advertising', async () => {
  const phone = await oldPhone()
  await phone.goto(wayOut)
  await heading(phone, '골목커피의 광고를 그만 받을까요?').waitFor()
  await keepsNobodyOut(phone)
  const stop = await button(phone, '이 가게 광고 그만 받기').boundingBox()
  expect(stop?.height).toBeGreaterThanOrEqual(48)
  const width = await phone.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBe(360)
  expect(await isBlocked()).toBe(false)

  await button(phone, '이 가게 광고 그만 받기').click()
  await heading(phone, '골목커피의 광고를 멈췄어요').waitFor()
  await keepsNobodyOut(phone)
  expect(await isBlocked()).toBe(true)

  // Loading the page again sends nothing again, and the other language says the same.
  await phone.reload()
  await phone.getByRole('link', { name: 'English' }).click()
  await heading(phone, 'Advertisements from 골목커피 have stopped').waitFor()

  // Who is signed in here presses the same form: it is ours, so their session does not stand in the way.
  const own = await oldPhone({ as: 'shopper', language: 'en' })
  await own.goto(wayOut)
  await button(own, 'Stop ads from all shops').click()
  await heading(own, 'Advertisements from all shops have stopped').waitFor()
  await keepsNobodyOut(own)
  const { body } = await town.call('shopper', 'GET', '/v1/me/consents')
  expect(JSON.stringify(body)).toContain('"channel":"opt-out-link"')
})

test('OU88 a link that was cut off is told in words, also in the dark', async () => {
  const inTheDark = { language: 'en', isDark: true } as const
  const phone = await oldPhone(inTheDark)
  await phone.goto(wayOut.slice(0, -8))
  await heading(phone, 'This link cannot stop anything').waitFor()
  await keepsNobodyOut(phone, inTheDark)
})
