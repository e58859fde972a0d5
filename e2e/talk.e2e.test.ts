/** A talk in two browsers: a person asks, two of the shop see it, one answers, and both know what was read. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PATIENCE_MS, cafe, looksRight, openTown, visit, type Town } from './town.ts'

let town: Town
const patient = { timeout: 6 * PATIENCE_MS }
const talks = `/shop/${cafe.merchantId}/channel/talk`

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

/** Asks from the page of the café, and answers with the page of the talk. */
async function asks(page: Page, text: string): Promise<void> {
  await page.goto(`/places/${cafe.placeId}`)
  await page.getByRole('button', { name: /가게에 물어보기/ }).click()
  await page.waitForURL(/\/talk\//)
  await writes(page, '글 쓰기', text)
}

async function writes(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: label }).fill(text)
  await page.getByRole('button', { name: '보내기', exact: true }).click()
  await page.getByRole('log').getByText(text, { exact: true }).waitFor()
}

test(
  'a person asks, the shop answers with a coupon, and both see what was read',
  patient,
  async () => {
    const shopper = await visit(town, { as: 'shopper' })
    const owner = await visit(town, {
      as: 'owner',
      options: { viewport: { width: 1280, height: 800 } },
    })
    const staff = await visit(town, { as: 'staff' })
    await owner.goto(talks)
    await staff.goto(talks)
    await owner.getByText('아직 온 말이 없어요').waitFor()

    await asks(shopper, '내일 초코 케이크 되나요?')
    await looksRight(shopper)
    // Nobody reloaded anything: the row and the number came by themselves.
    const row = owner.getByRole('link', { name: /내일 초코 케이크/ })
    await row.waitFor()
    await owner.getByText('안 읽은 손님 글 1개').first().waitFor()
    await row.click()
    await shopper.getByText('읽음', { exact: true }).waitFor()
    await owner.getByText('안 읽은 손님 글 1개').first().waitFor({ state: 'detached' })

    await writes(owner, '손님에게 답하기', '네, 오후 두 시부터 있어요')
    await shopper.getByRole('log').getByText('네, 오후 두 시부터 있어요').waitFor()
    await owner.getByText('읽음', { exact: true }).waitFor()
    await looksRight(owner)

    // Who answered has it; the other sees so, and cannot answer.
    await staff.getByRole('link', { name: /네, 오후 두 시부터/ }).click()
    await staff
      .getByRole('region', { name: '김하늘' })
      .getByText(/님이 맡고 있어요/)
      .first()
      .waitFor()
    expect(await staff.getByRole('textbox', { name: '손님에게 답하기' }).count()).toBe(0)

    await owner.getByRole('button', { name: '보낼 것 고르기' }).click()
    await owner.getByRole('menuitem', { name: '주문 안내 보내기' }).click()
    await owner.getByLabel('품목', { exact: true }).fill('초코 케이크')
    await owner.getByLabel('값 (한 개)').fill('38000')
    await looksRight(owner)
    await owner.getByRole('dialog').getByRole('button', { name: '보내기' }).click()
    await shopper.getByRole('log').getByText('38,000원').first().waitFor()
    await looksRight(shopper)
  },
)

test(
  'what is written without a line goes out once, in order, when it is back',
  patient,
  async () => {
    const shopper = await visit(town, { as: 'shopper' })
    await asks(shopper, '첫째')
    await shopper.context().setOffline(true)
    await writes(shopper, '글 쓰기', '둘째')
    await writes(shopper, '글 쓰기', '셋째')
    await shopper.getByText('인터넷이 이어지면 보내요').first().waitFor()
    await shopper.context().setOffline(false)
    await shopper.getByText('인터넷이 이어지면 보내요').first().waitFor({ state: 'detached' })
    const [, talkId] = /\/talk\/([^/]+)/.exec(shopper.url()) ?? []
    await expect
      .poll(
        async () => {
          const { body } = await town.call('shopper', 'GET', `/v1/me/talks/${talkId}/messages`)
          const { messages } = body as { messages: { text: string; side: string }[] }
          const mine = messages.filter(({ side }) => side === 'person').map(({ text }) => text)
          return mine.slice(0, 3).toReversed()
        },
        { timeout: PATIENCE_MS },
      )
      .toEqual(['첫째', '둘째', '셋째'])
  },
)

test(
  'a game is sent in a talk and played there, and its coupon is in the wallet',
  patient,
  async () => {
    const day = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
    const at = `/v1/merchants/${cafe.merchantId}`
    const { body: offer } = await town.call('owner', 'POST', `${at}/offers`, {
      body: {
        title: '토크 룰렛 커피',
        terms: {
          effects: [
            {
              kind: 'order-discount',
              tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 1_000 } }] },
            },
          ],
        },
        endsAt: new Date(Date.now() + 86_400_000).toISOString(),
        state: 'open',
      },
      key: crypto.randomUUID(),
    })
    const prizes = [{ title: '토크 룰렛 커피', offerId: offer.id, share: 10_000, stock: 5 }]
    const plan = {
      title: '토크 룰렛',
      startsOn: day,
      endsOn: day,
      prizes,
      consolation: '또 만나요',
    }
    const { body: game } = await town.call('owner', 'POST', `${at}/games`, { body: plan })
    await town.call('owner', 'POST', `/v1/games/${game.id}/open`)

    const shopper = await visit(town, { as: 'shopper' })
    await asks(shopper, '룰렛은 언제 해요?')
    const owner = await visit(town, { as: 'owner' })
    await owner.goto(talks)
    await owner.getByRole('link', { name: /룰렛은 언제 해요/ }).click()
    await owner.getByRole('button', { name: '보낼 것 고르기' }).click()
    await owner.getByRole('menuitem', { name: '게임 보내기' }).click()
    await looksRight(owner)
    await owner.getByRole('dialog').getByRole('button', { name: '토크 룰렛' }).click()
    await owner.getByRole('log').getByText('게임을 보냈어요').waitFor()

    await shopper.getByRole('log').getByRole('button', { name: '해 보기' }).click()
    const sheet = shopper.getByRole('dialog')
    await sheet.getByRole('row', { name: /토크 룰렛 커피 100% 5개 중 5개/ }).waitFor()
    await looksRight(shopper)
    await sheet.getByRole('button', { name: '돌리기' }).click()
    await sheet.getByRole('heading', { name: '토크 룰렛 커피, 당첨!' }).waitFor()
    await sheet.getByRole('row', { name: /토크 룰렛 커피 100% 5개 중 4개/ }).waitFor()
    expect(await sheet.getByRole('button', { name: '돌리기' }).count()).toBe(0)
    await looksRight(shopper)
    await sheet.getByRole('button', { name: '쿠폰 보기' }).click()
    await shopper.getByText('토크 룰렛 커피').first().waitFor()
  },
)

test('staff hand a talk over with a note that the customer never sees', patient, async () => {
  const shopper = await visit(town, { as: 'shopper' })
  await asks(shopper, '두고 간 우산이 있나요?')
  const owner = await visit(town, { as: 'owner' })
  // Every step that leads to the talks says that one waits.
  await owner.goto(`/shop/${cafe.merchantId}/customers`)
  await owner.getByRole('link', { name: /^가게 소식통.*안 읽은 손님 글 \d+개/ }).click()
  await owner.getByRole('link', { name: /^토크.*안 읽은 손님 글 \d+개/ }).click()
  await owner.getByRole('link', { name: /두고 간 우산/ }).click()
  await owner.getByRole('button', { name: '이 이야기로 할 수 있는 일' }).click()
  await owner.getByRole('menuitem', { name: '넘기기' }).click()
  await owner.getByRole('textbox', { name: /함께 전할 말/ }).fill('창고를 봐 주세요')
  await looksRight(owner)
  await owner
    .getByRole('dialog')
    .getByRole('button')
    .filter({ hasNotText: /돌려놓기/ })
    .last()
    .click()
  await owner.getByRole('log').getByText('창고를 봐 주세요').waitFor()
  // An owner gets it back without asking, and is not told to have handed it to themselves.
  await owner.getByRole('button', { name: '내가 이어서 맡기' }).click()
  await owner.getByRole('log').getByText('박연남 님이 이어서 맡았어요').waitFor()
  await owner.getByRole('textbox', { name: '손님에게 답하기' }).waitFor()
  await looksRight(owner)
  await shopper.reload()
  await shopper.getByText('두고 간 우산이 있나요?').waitFor()
  expect(await shopper.getByText('창고를 봐 주세요').count()).toBe(0)
})

test(
  'a week on, the shop is told that it waits, and has no field to write in',
  patient,
  async () => {
    const shopper = await visit(town, { as: 'shopper' })
    await asks(shopper, '주차할 수 있나요?')
    const owner = await visit(town, { as: 'owner' })
    await owner.goto(talks)
    await owner.getByRole('link', { name: /주차할 수 있나요/ }).click()
    const field = owner.getByRole('textbox', { name: '손님에게 답하기' })
    await owner.getByRole('log').getByText('주차할 수 있나요?').waitFor()
    await owner.clock.setFixedTime(Date.now() + 7 * 86_400_000 + 60_000)
    await owner.reload()
    await owner.getByText(/손님이 쓰신 지 7일이 지나/).waitFor()
    expect(await field.count()).toBe(0)
    await looksRight(owner)
  },
)

test('the owner finds a message, and says when somebody is there', patient, async () => {
  const owner = await visit(town, { as: 'owner' })
  await owner.goto(talks)
  await owner.getByRole('searchbox').fill('ㅊㅋ')
  await owner.getByText(/개를 찾았어요/).waitFor()
  await owner.getByRole('searchbox').fill('')
  await owner.getByRole('button', { name: '자리와 자동 답장' }).click()
  await owner.getByRole('radio', { name: '정한 요일과 시간에' }).check()
  await owner.getByRole('textbox', { name: '자주 쓰는 답' }).fill('네, 있어요\n확인해 볼게요')
  await looksRight(owner)
  await owner.getByRole('button', { name: '저장하기' }).click()
  await owner.getByText('저장했어요').waitFor()
})

test(
  'nobody is there, so it answers by itself; then a quick answer and a coupon come, counted as they come',
  patient,
  async () => {
    const at = `/v1/merchants/${cafe.merchantId}/talk-desk`
    const { body: desk } = await town.call('owner', 'GET', at)
    // Some other day of the week, wherever the night is just now.
    const weekdays = [((new Date().getDay() + 2) % 7) + 1]
    const away = { attended: 'hours', weekdays, repliesWhenAway: true }
    const words = { awayText: '오늘은 쉬는 날이에요', quickReplies: ['네, 있어요'] }
    await town.call('owner', 'PUT', at, { body: { ...desk, ...away, ...words } })

    // Whoever runs the market is somebody's customer too.
    const customer = await visit(town, { as: 'operator' })
    await asks(customer, '딸기 케이크 있나요?')
    const log = customer.getByRole('log')
    await log.getByText('오늘은 쉬는 날이에요').waitFor()
    await log.getByText('자동 답장').waitFor()
    const talk = new URL(customer.url()).pathname
    await customer.goto('/wallet')

    const owner = await visit(town, { as: 'owner' })
    await owner.goto(talks)
    // The list shows what was asked: the automatic answer says nothing to whoever reads it.
    await owner.getByRole('link', { name: /딸기 케이크 있나요/ }).click()
    await owner.getByRole('button', { name: '네, 있어요', exact: true }).click()
    await owner.getByRole('button', { name: '보내기', exact: true }).click()
    // Who takes longer than twenty seconds is told in the inbox as well: one more.
    await customer.getByText(/^새 소식 [12]개/).waitFor()
    await owner.getByRole('button', { name: '보낼 것 고르기' }).click()
    await owner.getByRole('menuitem', { name: '쿠폰 드리기' }).click()
    await looksRight(owner)
    await owner.getByRole('dialog').getByRole('button', { name: '디저트까지 20% 할인' }).click()
    await customer.getByText(/^새 소식 [23]개/).waitFor()

    await customer.goto(talk)
    await customer.getByRole('log').getByText('네, 있어요').waitFor()
    await looksRight(customer)
    await customer
      .getByRole('link', { name: /쿠폰 보기|디저트까지 20% 할인/ })
      .first()
      .click()
    await customer.getByText('디저트까지 20% 할인').first().waitFor()
    await customer.goto('/wallet')
    await customer.getByText('디저트까지 20% 할인').first().waitFor()
    expect((await town.call('operator', 'GET', '/v1/me/talks')).body).toMatchObject({ unread: 0 })
  },
)
