/** The browser that the journeys run in. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../server/testing/browser.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

test('the browser draws a page and answers questions about it', async () => {
  const page = await browser.newPage()
  await page.setContent('<h1>골목</h1>')
  expect(await page.locator('h1').textContent()).toBe('골목')
  expect(
    await page.evaluate(() => document.createElement('canvas').getContext('webgl2') !== null),
  ).toBe(true)
})
