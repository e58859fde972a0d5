/** A post from the owner's phone to a customer's: written, read, liked, commented, answered. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoId } from '../server/sim/demo-town.ts'
import { PATIENCE_MS, cafe, looksRight, openTown, visit, type Town } from './town.ts'

let town: Town
const channel = `/shop/${cafe.merchantId}/channel`

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

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

const posts = `/v1/merchants/${cafe.merchantId}/posts`

/** A post of the shop, written by its owner some other day. */
async function aPost(text: string): Promise<string> {
  const body = { id: crypto.randomUUID(), text }
  return String((await town.call('owner', 'POST', posts, { body })).body.id)
}
const sheetButton = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true })

test(
  'a comment is reported, hidden by the shop, appealed for, and shown again by the operator',
  { timeout: 8 * PATIENCE_MS },
  async () => {
    const postId = await aPost('브레이크타임이 생겼어요')
    const comment = { id: crypto.randomUUID(), text: '그 시간에만 갈 수 있는데 아쉽네요' }
    await town.call('shopper', 'POST', `/v1/posts/${postId}/comments`, { body: comment })
    const comments = async (page: Page) => {
      await page.goto(`/places/${cafe.placeId}`)
      const post = page.getByRole('article').filter({ hasText: '브레이크타임이 생겼어요' })
      await post.getByRole('button', { name: /^댓글/ }).click()
    }

    const bothered = await visit(town, { as: 'staff' })
    await comments(bothered)
    await bothered.getByText(comment.text).waitFor()
    await sheetButton(bothered, '신고하기').click()
    await bothered.getByRole('radio', { name: '욕설이나 비방' }).click()
    await looksRight(bothered)
    await sheetButton(bothered, '신고하기').click()
    await bothered.getByText('알려 주셔서 고마워요', { exact: false }).waitFor()
    await bothered.getByText(comment.text).waitFor()

    const owner = await visit(town, { as: 'owner' })
    await owner.goto(`${channel}/posts`)
    await owner.getByText('신고된 댓글이 1개 있어요').click()
    await owner.getByText('신고', { exact: true }).click()
    await owner.getByText('욕설이나 비방 1').waitFor()
    await looksRight(owner)
    await owner.getByRole('button', { name: '가리기' }).click()
    await owner.getByLabel(/^가리는 까닭/).fill('가게와 상관없는 말이에요')
    await owner.getByRole('button', { name: '가리기' }).click()
    await owner.getByText('신고된 댓글이 없어요.').waitFor()

    const author = await visit(town, { as: 'shopper' })
    await comments(author)
    await author.getByText('가려진 댓글이에요: 가게와 상관없는 말이에요').waitFor()
    await sheetButton(author, '다시 봐 달라고 하기').click()
    await author.getByLabel('왜 가려지지 않아야 할까요?').fill('욕이 아니라 제 생각이에요')
    await looksRight(author)
    await sheetButton(author, '운영자에게 보내기').click()
    await author.getByText('운영자가 다시 살펴보고 있어요').waitFor()

    const operator = await visit(town, { as: 'operator' })
    await operator.goto('/operator#posts')
    await operator.getByText('살펴볼 신고가 없어요').waitFor()
    await operator.getByText('다시 봐 달라는 말', { exact: true }).click()
    await operator.getByText('욕이 아니라 제 생각이에요').waitFor()
    await looksRight(operator)
    await operator.getByRole('button', { name: '다시 보이게 하기' }).click()
    await operator.getByLabel('까닭', { exact: true }).fill('손님의 의견이에요')
    await operator.getByRole('button', { name: '다시 보이게 하기' }).click()
    await operator.getByText('다시 봐 달라는 말이 없어요').waitFor()

    const anybody = await visit(town)
    await comments(anybody)
    await anybody.getByText(comment.text).waitFor()
    // What the market let stand, the shop does not hide again.
    await owner.getByText('모두', { exact: true }).click()
    const said = owner.getByRole('listitem').filter({ hasText: comment.text })
    await said.getByRole('button', { name: '가리기' }).click()
    await said.getByLabel(/^가리는 까닭/).fill('그래도 싫어요')
    await said.getByRole('button', { name: '가리기' }).click()
    await owner.getByText('운영자가 살펴보고 그대로 두기로 한', { exact: false }).waitFor()
  },
)

test(
  'the headquarters writes for all, and a branch says it its own way on its own page only',
  { timeout: 6 * PATIENCE_MS },
  async () => {
    const branchId = demoId('place', '골목커피 망원점')
    await aPost('이번 주는 세 가지 원두예요')

    const owner = await visit(town, { as: 'owner' })
    await owner.goto(`${channel}/posts`)
    const post = owner.getByRole('article').filter({ hasText: '이번 주는 세 가지 원두예요' })
    await post.getByRole('button', { name: '지점별로 바꾸기' }).click()
    await owner.getByRole('searchbox', { name: '지점 찾기' }).fill('ㅁㅇㅈ')
    await looksRight(owner)
    await owner.getByRole('button', { name: /골목커피 망원점/ }).click()
    await owner.getByRole('radio', { name: '이 지점만의 글로' }).click()
    await owner.getByLabel('이 지점의 글').fill('망원은 두 가지 원두예요')
    await looksRight(owner)
    await sheetButton(owner, '저장하기').click()
    await owner.getByText('지점 글: 망원은 두 가지 원두예요').waitFor()
    await looksRight(owner)

    const shopper = await visit(town)
    await shopper.goto(`/places/${branchId}`)
    await shopper.getByText('망원은 두 가지 원두예요').waitFor()
    await shopper.goto(`/places/${cafe.placeId}`)
    await shopper.getByText('이번 주는 세 가지 원두예요').waitFor()
    expect(await shopper.getByText('망원은 두 가지 원두예요').count()).toBe(0)

    await owner.getByRole('button', { name: /골목커피 망원점/ }).click()
    await owner.getByRole('radio', { name: '모두와 같게 되돌리기' }).click()
    await sheetButton(owner, '저장하기').click()
    await owner.getByText('모두와 같아요').waitFor()
    await shopper.goto(`/places/${branchId}`)
    await shopper.getByText('이번 주는 세 가지 원두예요').waitFor()
  },
)

test('words of the shop hold a comment back until somebody of it has looked', async () => {
  const postId = await aPost('주말에도 열어요')
  const owner = await visit(town, { as: 'owner' })
  await owner.goto(`${channel}/posts`)
  await owner.getByText('걸러 낼 낱말').click()
  await owner.getByRole('combobox', { name: '낱말' }).fill('대출')
  await owner.keyboard.press('Enter')
  await looksRight(owner)
  await owner.getByRole('button', { name: '저장하기' }).click()
  await owner.getByText('낱말을 저장했어요').waitFor()
  const body = { id: crypto.randomUUID(), text: '대 출 상담 환영' }
  await town.call('shopper', 'POST', `/v1/posts/${postId}/comments`, { body })
  await owner.goto(`${channel}/post-comments`)
  await owner.getByText('가린 것', { exact: true }).click()
  await owner.getByText('대 출 상담 환영').waitFor()
  await owner.getByRole('button', { name: '보이게 하기' }).click()
  await owner.getByText('가린 댓글이 없어요.').waitFor()
})
