/** What an owner and their staff do besides: rules for several offers, files of codes, fees, gifts, bills. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cafe, openTown, PATIENCE_MS, visit, type Town } from './town.ts'

let town: Town
const shop = `/shop/${cafe.merchantId}`
const patient = { timeout: 4 * PATIENCE_MS }

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })

async function looksRight(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

test('an owner tries how offers go together on a bill, and sets it', patient, async () => {
  const owner = await visit(town, { as: 'owner' })
  await owner.goto(`${shop}/offers`)
  await owner.getByRole('link', { name: /여러 혜택을 함께 쓸 때/ }).click()
  const example = owner.getByTestId('policy-example')
  await example.getByText('11,200원').waitFor()
  await owner.getByRole('radio', { name: /^처음 값에서/ }).click()
  await example.getByText('10,800원').waitFor()
  await owner.getByText('지금 방식보다 손님이 400원 덜 내요.', { exact: false }).waitFor()
  await owner.getByLabel(/혜택을 몇 개까지/).fill('1')
  await owner.getByText('한 번에 1개까지 써요.', { exact: false }).waitFor()
  await looksRight(owner)
  await button(owner, '저장하기').click()
  await owner.getByText('다음 계산부터 이렇게 해요').waitFor()
  const saved = await town.call('owner', 'GET', `/v1/merchants/${cafe.merchantId}/offer-policy`)
  expect(saved.body).toMatchObject({ order: 'best', on: 'initial', offersMax: 1 })
})
