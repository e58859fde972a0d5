/** A post from the owner's phone to a customer's: written, read, liked, commented, answered. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cafe, openTown, PATIENCE_MS, visit, type Town } from './town.ts'

let town: Town
const channel = `/shop/${cafe.merchantId}/channel`

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

async function looksRight(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`)).toEqual([])
}

test(
  'a post is written, read where the shop is followed, and talked about',
  { timeout: 6 * PATIENCE_MS },
  async () => {
    const owner = await visit(town, { as: 'owner' })
    await owner.goto(`${channel}/posts`)
    await owner.getByText('아직 쓴 글이 없어요').waitFor()
    await owner.getByRole('button', { name: '글 쓰기' }).click()
    await owner.getByLabel('무슨 일이 있었나요?').fill('딸기 케이크가 나왔어요')
    await looksRight(owner)
    await owner.getByRole('button', { name: '올리기' }).click()
    await owner.getByText('딸기 케이크가 나왔어요').waitFor()
    await looksRight(owner)

    const params = { body: { source: 'place-page' } }
    await town.call('shopper', 'PUT', `/v1/me/friends/${cafe.merchantId}`, params)
    const shopper = await visit(town, { as: 'shopper' })
    await shopper.goto('/timeline')
    await shopper.getByText('딸기 케이크가 나왔어요').waitFor()
    await looksRight(shopper)
    await shopper.getByRole('button', { name: '좋아요 0' }).click()
    await shopper.getByRole('button', { name: '좋아요 1' }).waitFor()
    await shopper.getByRole('button', { name: '댓글 0' }).click()
    await shopper.getByRole('textbox', { name: '댓글 쓰기' }).fill('내일도 있나요?')
    await shopper.getByRole('button', { name: '남기기' }).click()
    await shopper.getByText('내일도 있나요?').first().waitFor()
    await looksRight(shopper)

    await owner.goto(`${channel}/post-comments`)
    await owner.getByRole('button', { name: '답하기' }).click()
    await owner.getByLabel('가게의 답').fill('네, 열 시부터요')
    await looksRight(owner)
    await owner.getByRole('button', { name: '답하기' }).last().click()
    await owner.getByText('답할 댓글이 없어요.').waitFor()
    await shopper.goto(`/places/${cafe.placeId}`)
    await shopper.getByRole('button', { name: '댓글 2' }).click()
    await shopper.getByText('네, 열 시부터요').waitFor()
  },
)
