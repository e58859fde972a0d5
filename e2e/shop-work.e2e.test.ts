/** What an owner and their staff do besides: rules for several offers, files of codes, fees, gifts, bills. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoId } from '../server/sim/demo-town.ts'
import { PATIENCE_MS, cafe, looksRight, openTown, visit, type Town } from './town.ts'

let town: Town
const shop = `/shop/${cafe.merchantId}`
const patient = { timeout: 4 * PATIENCE_MS }

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })

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

test(
  'a past bill is found by its state, opened, and a piece of it comes back',
  patient,
  async () => {
    const line = (itemId: string, unitMinor: number, quantity: number) => {
      return { lineId: itemId, itemId, unitMinor, quantity }
    }
    const made = await town.call('staff', 'POST', `/v1/places/${cafe.placeId}/bills`, {
      key: crypto.randomUUID(),
      body: {
        lines: [line('아메리카노', 4_500, 2), line('휘낭시에', 3_210, 1)],
        paymentMethod: 'cash',
      },
    })
    expect(made.status).toBe(201)
    const staff = await visit(town, { as: 'staff' })
    await staff.goto(`${shop}/counter`)
    await staff.getByRole('link', { name: '지난 계산' }).click()
    await staff.getByText('받음', { exact: true }).first().click()
    const row = staff.getByRole('link', { name: /^12,210원/ })
    await row.waitFor()
    await looksRight(staff)
    await row.click()
    await staff.getByText(/계산했어요 · 계산대 · 현금$/).waitFor()
    await button(staff, '돌려받기').click()
    await button(staff, '휘낭시에 하나 돌려받기').click()
    await looksRight(staff)
    await button(staff, '3,210원 돌려주기').click()
    await staff.getByText('1개 돌아옴').waitFor()
    await staff.getByRole('button', { name: /뒤로/ }).click()
    await staff.getByText('3,210원 돌려드림', { exact: false }).waitFor()
  },
)

test('a gift card is sold, added to a wallet, and pays at the counter', patient, async () => {
  const staff = await visit(town, { as: 'staff' })
  await staff.goto(`${shop}/counter`)
  await staff.getByRole('link', { name: '선물 카드' }).click()
  await staff.getByText('10,000원', { exact: true }).click()
  await looksRight(staff)
  await button(staff, '10,000원 카드 팔기').click()
  const code = (await staff.getByTestId('gift-code').textContent()) ?? ''
  expect(code).toMatch(/^([0-9A-F]{4} ){4}[0-9A-F]{4}$/)
  await looksRight(staff)
  await button(staff, '다음 손님').click()
  const added = await town.call('shopper', 'POST', '/v1/me/gift-cards', { body: { code } })
  expect(added.body.availableMinor).toBe(10_000)

  const shown = await town.call('shopper', 'GET', '/v1/me/member-code')
  await staff.getByText('받기', { exact: true }).click()
  await staff.getByRole('textbox', { name: '멤버십 코드' }).fill(String(shown.body.code))
  await button(staff, '확인하기').click()
  await staff.getByText('선물 카드에 10,000원 있어요').waitFor()
  await staff.getByRole('textbox', { name: '얼마를 받을까요?' }).fill('4000')
  await button(staff, '선물 카드로 4,000원 받기').click()
  await staff.getByText('카드에 6,000원 남았어요').waitFor()
  await looksRight(staff)
  await button(staff, '되돌리기').click()
  await staff.getByText('되돌렸어요. 카드에 다시 넣어 두었어요.').waitFor()
  const cards = await town.call('shopper', 'GET', '/v1/me/gift-cards')
  expect(cards.body.items).toMatchObject([{ availableMinor: 10_000 }])
})

test('numbers come in from a file: a wrong line is named, the rest is taken', patient, async () => {
  const owner = await visit(town, { as: 'owner' })
  await owner.goto(`${shop}/codes/${demoId('offer', cafe.offerTitle)}`)
  await button(owner, '번호 만들기').first().click()
  await owner.getByRole('textbox', { name: '묶음 이름' }).fill('벼룩시장')
  await owner.getByRole('radio', { name: /^가지고 있는 번호/ }).click()
  await button(owner, '파일 고르러 가기').click()
  await owner.getByRole('heading', { name: '벼룩시장' }).waitFor()
  const csv = '쿠폰 번호,전화번호\nFLEA-2026-001,\nFLEA-2026-002,010-2345-6789\nFLEA-2026-003,123\n'
  await owner
    .locator('input[type=file]')
    .setInputFiles({ name: '번호.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await owner.getByText('FLEA-2026-002 · 010-2345-6789').waitFor()
  await button(owner, '먼저 확인하기').click()
  await owner.getByText('4번째 줄').waitFor()
  await owner.getByText('전화번호가 아니에요.', { exact: false }).waitFor()
  await looksRight(owner)
  await button(owner, '2개 불러오기').click()
  await owner.getByText('불러왔어요.').waitFor()
  await owner.getByText('FLEA-2026-001', { exact: true }).last().waitFor()
  await owner.getByText(/번호의 손님용$/).waitFor()
})

test('the operator sets fees from a day on, and owners read them', patient, async () => {
  const operator = await visit(town, {
    as: 'operator',
    options: { viewport: { width: 1280, height: 900 } },
  })
  await operator.goto('/operator#fees')
  await operator.getByLabel(/쿠폰이 한 번 쓰일 때/).fill('300')
  await operator.getByLabel('캠페인 할인에서 골목이 낼 몫').fill('20')
  await operator.getByText('날을 정해서').click()
  await operator.getByLabel('시작하는 날').fill('2099-12-01')
  const says =
    '쿠폰이 한 번 쓰일 때마다 가게가 300원을 내요. 캠페인 쿠폰의 할인은 골목이 20%를 나눠 내요.'
  await operator.getByText(`12월 1일부터: ${says}`).waitFor()
  await looksRight(operator)
  await button(operator, '이대로 정하기').click()
  await operator.getByText('수수료를 정했어요').waitFor()
  await operator.getByText(/^곧 · 2099년 12월 1일 00:00부터/).waitFor()
  const owner = await visit(town, { as: 'owner' })
  await owner.goto(`${shop}/settlement`)
  await owner.getByText(says).waitFor()
})

test(
  'an offer gives more for more, and one of two rules is enough, also when it is changed',
  patient,
  async () => {
    const owner = await visit(town, { as: 'owner' })
    await owner.goto(`${shop}/offers/new`)
    await button(owner, '더 자세한 규칙').click()
    await owner.getByText('처음 오신 분만').click()
    await owner.getByText('현금', { exact: true }).click()
    const either = owner.getByRole('group', { name: '하나만 맞아도 되는 조건이 있나요?' })
    await either.getByText('첫 방문', { exact: true }).click()
    await either.getByText('현금 결제', { exact: true }).click()
    await button(owner, '더 드리는 단계 추가하기').click()
    await owner.getByLabel('이 금액부터').fill('20000')
    const says = '첫 방문 또는 현금 결제 10% 할인, 20,000원부터 15% 할인'
    await owner.getByText(says).first().waitFor()
    await owner.getByTestId('example').getByText('17,000원').waitFor()
    await looksRight(owner)
    await button(owner, '혜택 시작하기').click()
    await owner.getByRole('heading', { name: says }).waitFor()
    await button(owner, '고치기').click()
    await button(owner, '더 자세한 규칙').click()
    await owner.getByLabel('몇 %', { exact: true }).last().fill('30')
    await owner.getByText('20,000원부터 30% 할인', { exact: false }).first().waitFor()
    await button(owner, '저장하기').click()
    await owner.getByText('20,000원부터 30% 할인', { exact: false }).first().waitFor()
  },
)

test('an owner who removed the wrong person has them back with one press', patient, async () => {
  const owner = await visit(town, { as: 'owner' })
  await owner.goto(`${shop}/settings`)
  await button(owner, '이망원 지우기').click()
  await owner.getByText('이제 이 가게를 볼 수 없어요').waitFor()
  await button(owner, '이망원 지우기').waitFor({ state: 'detached' })
  await button(owner, '되돌리기').click()
  await button(owner, '이망원 지우기').waitFor()
  const url = `/v1/merchants/${cafe.merchantId}/staff`
  const { body } = await town.call('staff', 'GET', url)
  expect(JSON.stringify(body)).toContain('이망원')
})
