/** Somebody with traces everywhere sees what is kept, takes it along and is erased: in a browser. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { merchantWordingOf } from '../server/src/modules/people/model/consents.ts'
import { wordingOf } from '../server/src/modules/people/model.ts'
import { ask, type Asked, type Reply } from '../server/testing/server-process.ts'
import {
  PATIENCE_MS,
  cafe,
  cafePoint,
  fix,
  looksRight,
  openTown,
  visit,
  type Town,
} from './town.ts'

let town: Town
/** What stands nowhere else: name, address, and words of theirs. */
const planted = {
  name: '심어둔이름',
  email: 'planted-7e1@test.local',
  talk: '초코 케이크 열두 조각 남겨 주세요',
  comment: '어제 그 커피 참 맛있었어요',
}
const password = 'a long enough password'
const surveyWords = '의자가 조금 낮아요'
const shop = `/v1/merchants/${cafe.merchantId}`
/** The last pass of an erasure comes a quarter of a minute after the first. */
const ERASED_MS_MAX = 60_000

beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

async function ok(asked: ReturnType<typeof ask>): Promise<Reply> {
  const answer = await asked
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text}`)
  return answer
}
const key = () => crypto.randomUUID()

/** Nobody agrees to anything before they have said that they are old enough. */
const sayOfAge = (token: string) =>
  ok(ask(town.address, 'PUT', '/v1/me/age', { as: token, body: { kind: 'of-age' } }))

/** Somebody new, signed in, who writes in the talk of the shop as everybody does. */
async function join(): Promise<{ page: Page; personId: string; token: string }> {
  const { name, email } = planted
  const { body: joined } = await ok(
    ask(town.address, 'POST', '/v1/people', { body: { name, email, password, locale: 'ko' } }),
  )
  await sayOfAge(joined.token)
  const page = await visit(town)
  const answer = await page.request.post('/v1/sessions', { data: { email, password } })
  expect(answer.ok()).toBe(true)
  return { page, personId: joined.person.id, token: joined.token }
}

/** A friend of the shop with a used coupon, points, a comment, an answer, and a walk past its door. */
async function leaveTraces(token: string): Promise<void> {
  const their = (method: 'GET' | 'POST' | 'PUT', url: string, asked: Asked = {}) =>
    ok(ask(town.address, method, url, { ...asked, as: token }))
  for (const purpose of ['location', 'marketing'] as const) {
    const { version: wordingVersion } = wordingOf(purpose)
    await their('POST', '/v1/me/consents', { body: { purpose, granted: true, wordingVersion } })
  }
  await their('PUT', `/v1/me/friends/${cafe.merchantId}`, { body: { source: 'place-page' } })
  const { version: wordingVersion } = merchantWordingOf('marketing')
  const yes = { merchantId: cafe.merchantId, purpose: 'marketing', granted: true, wordingVersion }
  await their('POST', '/v1/me/merchant-consents', { body: yes })
  await their('PUT', `/v1/me/favourites/merchants/${cafe.merchantId}`)

  const door = await cafePoint(town)
  const signals = [75, 10].map((meters, step) => ({
    kind: 'position',
    at: new Date(Date.now() - (1 - step) * 25_000).toISOString(),
    lng: door.lng,
    lat: fix(door, meters).latitude,
    accuracyMeters: 8,
  }))
  await their('POST', '/v1/signals', { body: { signals } })
  const { body: offers } = await their('GET', `/v1/places/${cafe.placeId}/offers`)
  const couponId = key()
  const claim = { key: key(), body: { couponId } }
  await their('POST', `/v1/offers/${String(offers.items[0].id)}/claims`, claim)
  const shown = await their('GET', `/v1/me/coupons/${couponId}/code`)
  const bill = { key: key(), body: { code: String(shown.body.code), billMinor: 12_000 } }
  await ok(town.call('owner', 'POST', `/v1/places/${cafe.placeId}/redemptions`, bill))

  const post = { id: key(), text: '새 원두가 들어왔어요' }
  await ok(town.call('owner', 'POST', `${shop}/posts`, { body: post }))
  const comment = { id: key(), text: planted.comment }
  await their('POST', `/v1/posts/${post.id}/comments`, { body: comment })
  const survey = {
    id: key(),
    title: '자리는 편하셨나요?',
    questions: [{ kind: 'text', text: '고칠 점이 있을까요?', isRequired: true }],
    endsAt: new Date(Date.now() + 86_400_000).toISOString(),
  }
  await ok(town.call('owner', 'POST', `${shop}/surveys`, { body: survey }))
  await ok(town.call('owner', 'POST', `/v1/surveys/${survey.id}/open`))
  const sheet = { participationId: key(), answers: [surveyWords] }
  await their('POST', `/v1/surveys/${survey.id}/answers`, { body: sheet })
}

async function talkToTheShop(page: Page): Promise<void> {
  await page.goto(`/places/${cafe.placeId}`)
  await page.getByRole('button', { name: /가게에 물어보기/ }).click()
  await page.waitForURL(/\/talk\//)
  await page.getByRole('textbox', { name: '글 쓰기' }).fill(planted.talk)
  await page.getByRole('button', { name: '보내기', exact: true }).click()
  await page.getByRole('log').getByText(planted.talk, { exact: true }).waitFor()
}

test(
  'PE90 my data is paused, seen, taken along and erased; nothing of it is found afterwards',
  { timeout: 12 * PATIENCE_MS },
  async () => {
    const { page, personId, token } = await join()
    await leaveTraces(token)
    await talkToTheShop(page)
    // The shop looks, and is seen looking.
    await ok(town.call('owner', 'GET', `${shop}/members/${personId}/tags`))

    await page.goto('/me')
    await page.getByRole('link', { name: /^내 정보/ }).click()
    await page.getByText(/골목커피: 나에게 붙인 이름표를 봤어요/).waitFor()
    await page.getByRole('switch', { name: '위치 잠시 멈추기' }).click({ force: true })
    await page.getByText('멈췄어요. 이제 위치를 쓰지 않아요.').waitFor()
    await page.getByRole('switch', { name: '가까이 지날 때 쿠폰 받기' }).click({ force: true })
    await page.getByText('껐어요. 여기에 쓰려고 남긴 것은 지웠어요.').waitFor()
    await page.getByText('모아서 알려 주기').click()
    await page.getByText('20번', { exact: true }).click()
    await vi.waitUntil(async () => {
      const { text } = await ok(ask(town.address, 'GET', '/v1/me/location-controls', { as: token }))
      return /"isPaused":true,"off":\["campaign"\].*"count":20/.test(text)
    }, PATIENCE_MS)
    await looksRight(page)

    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '내 정보 내려받기' }).click()
    const file = await (await download).path()
    const all = JSON.parse(await readFile(file, 'utf8')) as { tables: Record<string, unknown[]> }
    expect(Object.keys(all.tables)).toEqual(
      expect.arrayContaining([
        'people.account',
        'people.consent',
        'people.merchant_consent',
        'people.location_use',
        'people.look',
        'offers.redemption',
        'channels.friend',
        'talk.talk',
        'posts.comment',
        'surveys.participation',
      ]),
    )
    const before = await town.placesOf(Object.values(planted))
    expect(before.size).toBeGreaterThan(3)

    await page.getByRole('button', { name: '내 정보 모두 지우기' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('비밀번호', { exact: true }).fill('not my password')
    await sheet.getByRole('button', { name: '모두 지우기' }).click()
    await sheet.getByText(/비밀번호가 맞지 않아요/).waitFor()
    await looksRight(page)
    await sheet.getByLabel('비밀번호', { exact: true }).fill(password)
    await sheet.getByRole('button', { name: '모두 지우기' }).click()
    await page.waitForURL(/\/sign-in/)
    await page.goto('/me')
    await page.getByText('아직 로그인하지 않으셨어요').waitFor()
    const again = await page.request.post('/v1/sessions', {
      data: { email: planted.email, password },
    })
    expect(again.status()).toBe(401)

    await vi.waitUntil(async () => (await town.placesOf(Object.values(planted))).size === 0, {
      timeout: ERASED_MS_MAX,
      interval: 2_000,
    })
    // What was answered to the survey never had a person; it is nowhere else.
    expect([...(await town.placesOf([surveyWords])).keys()]).toEqual(['surveys.sheet.answers'])
    // The id itself leads to what the law wants kept, and to nothing that says who it was.
    expect((await town.placesOf([personId])).has('offers.redemption.person_id')).toBe(true)
    await shopGoesOn()
  },
)

/** No screen of the shop breaks over somebody who is gone, and every invariant holds. */
async function shopGoesOn(): Promise<void> {
  const owner = await visit(town, { as: 'owner' })
  const screens = ['today', 'bills', 'customers', 'channel/talk', 'channel/post-comments']
  for (const screen of [...screens, 'channel/friends', 'settings/actions']) {
    await owner.goto(`/shop/${cafe.merchantId}/${screen}`)
    await owner.getByRole('heading', { level: 1 }).waitFor()
    await owner.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
    expect(await owner.getByRole('alert').allInnerTexts(), screen).toEqual([])
    expect(await owner.locator('body').innerText(), screen).not.toMatch(/undefined|NaN|심어둔/)
  }
  const { body } = await ok(town.call('operator', 'POST', '/v1/operator/verify'))
  const verdicts = body.verdicts as readonly { readonly isHeld: boolean }[]
  expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([])
}

test(
  'PE91 a consent is withdrawn in as many steps as it is given, and nothing is chosen before',
  { timeout: 6 * PATIENCE_MS },
  async () => {
    const page = await visit(town)
    const body = { name: '새 손님', email: 'steps@test.local', password, locale: 'ko' }
    const joined = await ok(ask(town.address, 'POST', '/v1/people', { body }))
    const token = String(joined.body.token)
    await sayOfAge(token)
    await page.request.post('/v1/sessions', { data: { email: body.email, password } })
    const { version: wordingVersion } = merchantWordingOf('marketing')
    const shopYes = { merchantId: cafe.merchantId, purpose: 'marketing', wordingVersion }

    /** From ‘나’ to the other answer: how many presses it took. */
    const stepsTo = async (name: string, isShop: boolean): Promise<number> => {
      let steps = 0
      const press = async (what: ReturnType<Page['getByRole']>) => {
        steps += 1
        await what.click({ force: true })
      }
      await page.goto('/me')
      await press(page.getByRole('link', { name: /^동의/ }))
      if (isShop) await press(page.getByRole('button', { name: /골목커피/ }))
      const place = isShop ? page.getByRole('dialog') : page
      const one = place.getByRole('switch', { name, exact: true })
      const was = await one.isChecked()
      await press(one)
      await vi.waitUntil(async () => (await one.isChecked()) !== was, PATIENCE_MS)
      return steps
    }

    await page.goto('/me/consents')
    await page.getByRole('switch').first().waitFor()
    expect(await page.getByRole('switch', { checked: true }).count()).toBe(0)
    await looksRight(page)
    for (const name of ['위치로 가까운 쿠폰 받기', '가게의 광고와 쿠폰 받기']) {
      const given = await stepsTo(name, false)
      expect([name, await stepsTo(name, false)]).toEqual([name, given])
    }
    // A shop asks where one meets it; what was answered once is changed either way at one place.
    for (const granted of [true, false]) {
      const asked = { as: token, body: { ...shopYes, granted } }
      await ok(ask(town.address, 'POST', '/v1/me/merchant-consents', asked))
    }
    const given = await stepsTo('앱에서 받기', true)
    await looksRight(page)
    expect(await stepsTo('앱에서 받기', true)).toBe(given)
  },
)
