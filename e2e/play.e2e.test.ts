/** A shop asks, invites and plays: its owner writes a survey, a page and a game, and people take part. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { capturingCodeSender } from '../server/src/modules/people/testing.ts'
import { PATIENCE_MS, cafe, looksRight, openTown, visit, type Town } from './town.ts'

const codes = capturingCodeSender()
let town: Town
beforeAll(async () => {
  town = await openTown([], { codeSender: codes })
})
afterAll(() => town.close())

const channel = `/shop/${cafe.merchantId}/channel`
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
/** The sheet that asks again bears the very words of the button that opened it. */
const sheetButton = (page: Page, name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true })
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const inYears = (years: number) => `${new Date().getFullYear() + years}`

/** Writes nothing of its own into the town but offers: each is the reward of one of the tests. */
async function anOffer(title: string): Promise<string> {
  const { body } = await town.call('owner', 'POST', `/v1/merchants/${cafe.merchantId}/offers`, {
    body: {
      title,
      terms: {
        effects: [
          {
            kind: 'order-discount',
            tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 1_000 } }] },
          },
        ],
      },
      endsAt: `${inYears(1)}-12-31T15:00:00Z`,
      state: 'open',
    },
    key: crypto.randomUUID(),
  })
  return String(body.id)
}

/** Chooses from one of our lists, as people do: open, then press. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).last().click()
  await page.getByRole('option', { name: option }).click()
}

/** By how much a table is wider than the room it has. */
const widerBy = (table: Locator) =>
  table.evaluate(({ parentElement: room }) => (room ? room.scrollWidth - room.clientWidth : -1))

test(
  'a survey is written, answered one question at a time, and brings its coupon',
  { timeout: 8 * PATIENCE_MS },
  async () => {
    await anOffer('설문 감사 쿠폰')
    const owner = await visit(town, { as: 'owner' })
    await owner.goto(channel)
    await owner.getByRole('link', { name: /^설문/ }).click()
    await button(owner, '설문 만들기').first().click()
    await field(owner, '제목').fill('가을 메뉴 어떠셨어요?')
    await owner.getByLabel('언제까지 받을까요?').fill(`${inYears(1)}-01-31`)
    await choose(owner, '답한 분께 드릴 쿠폰', '설문 감사 쿠폰')
    await field(owner, '물어볼 말').fill('또 오고 싶으세요?')
    await field(owner, '보기').fill('네\n아니요')
    await button(owner, '문항 추가하기').click()
    await field(owner, '물어볼 말').last().fill('하고 싶은 말씀이 있나요?')
    await choose(owner, '어떻게 답하나요?', '짧은 글')
    await owner.getByRole('switch', { name: '꼭 답해야 해요' }).last().click()
    await looksRight(owner)
    await button(owner, '저장하기').click()
    await button(owner, '열기').click()
    const address = await owner.getByRole('textbox', { name: '설문 주소' }).inputValue()
    await looksRight(owner)

    const shopper = await visit(town, { as: 'shopper' })
    await shopper.goto(new URL(address).pathname)
    await shopper.getByText('누가 어떤 답을 했는지 알 수 없어요', { exact: false }).waitFor()
    await looksRight(shopper)
    await button(shopper, '시작하기').click()
    await shopper.getByRole('radio', { name: '네', exact: true }).click()
    await looksRight(shopper)
    await button(shopper, '다음').click()
    await shopper.getByRole('textbox', { name: '답' }).fill('늘 고마워요')
    await button(shopper, '답 보내기').click()
    await shopper.getByRole('heading', { name: '답해 주셔서 고마워요' }).waitFor()
    await looksRight(shopper)
    await button(shopper, '쿠폰 보기').click()
    await shopper.getByText('설문 감사 쿠폰').first().waitFor()

    // One answered: seen at once, and not yet what.
    await owner.getByText('1명', { exact: true }).first().waitFor()
    await button(owner, '마감하기').click()
    await sheetButton(owner, '마감하기').click()
    await owner.getByText('5명 미만').first().waitFor()
    await looksRight(owner)
    expect(await owner.getByText('늘 고마워요').count()).toBe(0)

    // On the smallest phone the crossed table stands as cards, whole, and is still a table.
    await owner.setViewportSize({ width: 360, height: 780 })
    const table = owner.getByRole('table', { name: '두 문항을 겹친 표' })
    const columns = await table.getByRole('columnheader').count()
    expect(columns).toBeGreaterThan(3)
    const rows = await table.getByRole('rowheader').count()
    // The corner is a cell as well.
    expect(await table.getByRole('cell').count()).toBe(rows * columns + 1)
    expect(await widerBy(table)).toBe(0)
    const name = await table.getByRole('rowheader').first().boundingBox()
    const figure = await table.getByRole('cell').nth(1).boundingBox()
    expect(figure?.y).toBeGreaterThanOrEqual((name?.y ?? 0) + (name?.height ?? 0))
    await looksRight(owner)
  },
)

test(
  'an event page is written, passed on, entered, and drawn so that anybody can check it',
  { timeout: 8 * PATIENCE_MS },
  async () => {
    const owner = await visit(town, { as: 'owner' })
    await owner.goto(`${channel}/events`)
    await button(owner, '페이지 만들기').first().click()
    await field(owner, '제목').fill('가을 시음회')
    await field(owner, '한 줄 소개').fill('새 원두를 먼저 맛보세요.')
    await button(owner, '글 추가하기').click()
    await field(owner, '글').fill('세 가지 원두를 함께 마셔요.')
    await owner.getByRole('radio', { name: /^추첨/ }).click()
    await owner.getByLabel('끝', { exact: true }).fill(`${inYears(1)}-01-31T18:00`)
    await looksRight(owner)
    await button(owner, '저장하기').click()
    await button(owner, '열기').click()
    await owner.getByText('남은 자리').waitFor()
    await looksRight(owner)
    const address = await owner.getByRole('textbox', { name: '이벤트 주소' }).inputValue()

    const shopper = await visit(town, { as: 'shopper' })
    // What a messenger reads before anybody opens it.
    const html = await (await shopper.request.get(address)).text()
    expect(html).toContain('<meta property="og:title" content="가을 시음회">')
    await shopper.goto(address)
    await shopper.getByRole('timer').waitFor()
    await looksRight(shopper)
    await button(shopper, '응모하기').click()
    await shopper.getByText('내 번호 1').waitFor()
    await owner.getByText('1', { exact: true }).first().waitFor()

    // Whoever changes their mind gives the place back, and may come once more.
    await button(shopper, '응모 취소하기').click()
    await shopper.getByRole('dialog').getByText('내 번호 1의 자리를', { exact: false }).waitFor()
    await looksRight(shopper)
    await sheetButton(shopper, '응모 취소하기').click()
    await shopper.getByText('응모를 취소했어요').waitFor()
    await shopper.getByText('0명').first().waitFor()
    await button(shopper, '응모하기').click()
    await shopper.getByText('내 번호 1').waitFor()

    await owner.getByText('1', { exact: true }).first().waitFor()
    await button(owner, '마감하기').click()
    await sheetButton(owner, '마감하기').click()
    await owner.getByText('이벤트를 마감했어요').waitFor()
    // The draw is made within a minute.
    await expect
      .poll(
        async () => {
          await shopper.reload()
          await shopper.getByRole('timer').waitFor()
          return shopper.getByText('당첨되셨어요! 축하해요.').count()
        },
        { timeout: 90_000, interval: 2_000 },
      )
      .toBe(1)
    await button(shopper, '직접 확인하기').click()
    await shopper.getByText('당첨 번호도 똑같이 나와요', { exact: false }).waitFor()
    await looksRight(shopper)
  },
)

test(
  'a game shows its odds, is played once a day, and what was won is in the wallet',
  { timeout: 8 * PATIENCE_MS },
  async () => {
    await anOffer('룰렛 커피')
    const owner = await visit(town, { as: 'owner' })
    await owner.goto(`${channel}/games`)
    await button(owner, '게임 만들기').first().click()
    await field(owner, '제목').fill('가을 룰렛')
    await owner.getByLabel('마지막 날').fill(`${inYears(1)}-01-31`)
    await choose(owner, '쿠폰', '룰렛 커피')
    await field(owner, '확률 (%)').fill('100')
    await field(owner, '개수').fill('5')
    await field(owner, '안 뽑혔을 때 할 말').fill('내일 또 만나요')
    expect(await owner.getByRole('switch', { name: '휴대폰 번호마다 한 번씩만' }).isChecked()).toBe(
      true,
    )
    await looksRight(owner)
    await button(owner, '저장하기').click()
    await button(owner, '열기').click()
    const address = await owner.getByRole('textbox', { name: '게임 주소' }).inputValue()
    await looksRight(owner)

    const shopper = await visit(town, { as: 'shopper' })
    await shopper.goto(new URL(address).pathname)
    await shopper.getByRole('row', { name: /룰렛 커피 100% 5개 중 5개/ }).waitFor()
    await looksRight(shopper)
    await button(shopper, '돌리기').click()
    await shopper.getByRole('heading', { name: '룰렛 커피, 당첨!' }).waitFor()
    await shopper.getByRole('row', { name: /룰렛 커피 100% 5개 중 4개/ }).waitFor()
    await looksRight(shopper)
    await button(shopper, '쿠폰 보기').click()
    await shopper.getByText('룰렛 커피').first().waitFor()
    await shopper.goto(new URL(address).pathname)
    await shopper.getByRole('heading', { name: '룰렛 커피, 당첨!' }).waitFor()
    expect(await button(shopper, '돌리기').count()).toBe(0)

    // An account is free, a number is not: it is proven on the spot, and plays once in all of them.
    const first = await newcomer('first@golmok.test')
    await first.goto(new URL(address).pathname)
    await first.getByRole('heading', { name: '휴대폰 번호를 확인해 주세요' }).waitFor()
    await looksRight(first)
    await proveHere(first, '010-7777-1001')
    await button(first, '돌리기').click()
    await first.getByRole('heading', { name: '룰렛 커피, 당첨!' }).waitFor()
    await move(first, '+821077771002')
    const second = await newcomer('second@golmok.test')
    await second.goto(new URL(address).pathname)
    await proveHere(second, '010-7777-1001')
    await second.getByRole('heading', { name: '이 번호로 오늘은 이미 했어요' }).waitFor()
    expect(await button(second, '돌리기').count()).toBe(0)
    await looksRight(second)
  },
)

/** Somebody with an account by e-mail, of age, who has proven no number. */
async function newcomer(email: string): Promise<Page> {
  const page = await visit(town)
  const data = { email, password: 'a long enough password', name: '새 손님', locale: 'ko' }
  expect((await page.request.post('/v1/people', { data })).status()).toBe(201)
  expect((await page.request.put('/v1/me/age', { data: { kind: 'of-age' } })).status()).toBe(200)
  return page
}

async function codeSentTo(phone: string): Promise<string> {
  await expect.poll(() => codes.sent.at(-1)?.to, { timeout: PATIENCE_MS }).toBe(phone)
  return codes.sent.at(-1)?.code ?? ''
}

/** Types a Korean mobile number and its code, where the screen asks for them. */
async function proveHere(page: Page, typed: string): Promise<void> {
  await field(page, '휴대폰 번호').fill(typed)
  await button(page, '인증번호 받기').click()
  const code = await codeSentTo(`+82${typed.slice(1).replaceAll('-', '')}`)
  await field(page, '문자로 받은 인증번호 여섯 자리').fill(code)
  await button(page, '번호 확인하기').click()
}

/** Frees the number of an account by proving another one in its stead. */
async function move(page: Page, phone: string): Promise<void> {
  await page.request.post('/v1/phone-codes', { data: { phone } })
  const data = { phone, phoneCode: await codeSentTo(phone) }
  expect((await page.request.patch('/v1/me', { data })).status()).toBe(200)
}
