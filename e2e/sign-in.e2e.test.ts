/** The ways in, by a real browser: a code by e-mail, a passkey, and two accounts made one. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { capturingCodeSender } from '../server/src/modules/people/testing.ts'
import { openIdProvider, type AtProvider } from '../server/testing/provider.ts'
import { ask } from '../server/testing/server-process.ts'
import { PATIENCE_MS, cafe, looksRight, openTown, visit, type Town } from './town.ts'

const codes = capturingCodeSender()
let town: Town

let google: AtProvider
const redirectUris: string[] = []

beforeAll(async () => {
  const client = { id: 'golmok', secret: 'a secret of the provider', redirectUris }
  google = await openIdProvider(client, (login) => ({
    email: `${login}@golmok.test`,
    email_verified: true,
    name: login,
  }))
  town = await openTown(
    [],
    { codeSender: codes },
    {
      GOLMOK_GOOGLE_SIGN_IN_ID: client.id,
      GOLMOK_GOOGLE_SIGN_IN_SECRET: client.secret,
      GOLMOK_GOOGLE_SIGN_IN_ISSUER: google.issuer,
    },
  )
  redirectUris.push(`${onLocalhost()}/sign-in/back/google`)
})
afterAll(() => Promise.all([town.close(), google.close()]))

const onLocalhost = () => town.address.replace('127.0.0.1', 'localhost')

/** A browser makes passkeys for names, not for numbers of machines. */
const guest = () => visit(town, { options: { baseURL: onLocalhost() } })

async function sentTo(address: string): Promise<string> {
  await expect.poll(() => codes.sent.at(-1)?.to, { timeout: PATIENCE_MS }).toBe(address)
  return codes.sent.at(-1)?.code ?? ''
}

async function enterByEmail(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByText('이메일', { exact: true }).click()
  await page.getByRole('button', { name: '비밀번호 대신 인증번호로 로그인' }).click()
  await page.getByRole('textbox', { name: '이메일' }).fill(email)
  // One thing to press: nobody signs in before the code is on its way.
  expect(await page.getByRole('button', { name: '로그인', exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: '인증번호 받기' }).click()
  await page.getByLabel('이메일로 받은 인증번호 여섯 자리').fill(await sentTo(email))
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.getByText('반가워요').waitFor()
}

const whoIsIn = async (page: Page): Promise<string> => {
  const answer = await page.request.get('/v1/me')
  return answer.ok() ? String((await answer.json()).person.email) : 'nobody'
}

test(
  'PE20, PE22 a code by e-mail lets in, and a passkey made there lets in from then on',
  { timeout: 6 * PATIENCE_MS },
  async () => {
    const page = await guest()
    const chromium = await page.context().newCDPSession(page)
    await chromium.send('WebAuthn.enable')
    await chromium.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await enterByEmail(page, 'passkey@golmok.test')
    await page.goto('/me/ways-in')
    await page.getByRole('button', { name: '이 기기에 패스키 만들기' }).click()
    await page.getByText('패스키를 만들었어요.').waitFor()

    await page.request.delete('/v1/sessions/current')
    expect(await whoIsIn(page)).toBe('nobody')
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '패스키로 로그인' }).click()
    await page.getByText('반가워요').waitFor()
    expect(await whoIsIn(page)).toBe('passkey@golmok.test')
  },
)

test(
  'PE81, PE84 two accounts are made one on the screen, and two again',
  { timeout: 6 * PATIENCE_MS },
  async () => {
    const phone = '+821077770001'
    await town.call(null, 'POST', '/v1/phone-codes', { body: { phone } })
    const body = { phone, code: await sentTo(phone), name: '또 다른 나' }
    const other = await ask(town.address, 'POST', '/v1/sessions/phone', { body })
    await ask(town.address, 'PUT', `/v1/me/friends/${cafe.merchantId}`, {
      as: String(other.body.token),
      body: { source: 'app' },
    })

    const page = await guest()
    await enterByEmail(page, 'merge@golmok.test')
    await page.goto('/me/ways-in')
    await page.getByRole('button', { name: '두 계정을 하나로 합치기' }).click()
    await page.getByLabel('다른 계정의 전화번호나 이메일').fill('010-7777-0001')
    await page.getByRole('button', { name: '인증번호 받기' }).click()
    await page.getByLabel('받은 인증번호 여섯 자리').fill(await sentTo(phone))
    await page.getByRole('button', { name: '확인하기', exact: true }).click()
    await page.getByText('친구 맺은 가게 1곳').waitFor()
    await looksRight(page)
    await page.getByRole('button', { name: '하나로 합치기', exact: true }).click()
    await page.getByText('두 계정을 하나로 합쳤어요.').waitFor()
    await page.getByRole('button', { name: '또 다른 나 되돌리기' }).waitFor()
    await looksRight(page)

    await page.getByRole('button', { name: '또 다른 나 되돌리기' }).click()
    await page.getByRole('button', { name: '되돌리기', exact: true }).click()
    await page.getByText('두 계정으로 다시 나눴어요.').waitFor()
    const friends = await page.request.get('/v1/me/friends')
    expect(await friends.json()).toEqual({ items: [] })
  },
)

test(
  'PE81, PE84 an account at a provider that is another account’s leads to one account, and back',
  { timeout: 6 * PATIENCE_MS },
  async () => {
    const page = await guest()
    const atGoogle = async () => {
      await page.getByPlaceholder('Enter any login').fill('google-me')
      await page.getByPlaceholder('and password').fill('any')
      await page.getByRole('button', { name: 'Sign-in' }).click()
      await page.getByRole('button', { name: 'Continue' }).click()
    }
    await page.goto('/sign-in')
    await page.getByRole('button', { name: '구글로 로그인' }).click()
    await atGoogle()
    await page.getByText('반가워요').waitFor()
    expect(await whoIsIn(page)).toBe('google-me@golmok.test')
    await page.request.put(`/v1/me/friends/${cafe.merchantId}`, { data: { source: 'app' } })
    await page.request.delete('/v1/sessions/current')

    await enterByEmail(page, 'mail-me@golmok.test')
    await page.goto('/me/ways-in')
    await page.getByRole('button', { name: '구글 연결하기' }).click()
    // The provider still knows who it is; the sheet is open when the browser is back.
    await page.getByText('친구 맺은 가게 1곳').waitFor()
    await page.getByRole('button', { name: '하나로 합치기', exact: true }).click()
    await page.getByText('두 계정을 하나로 합쳤어요.').waitFor()
    const friends = async () => (await page.request.get('/v1/me/friends')).text()
    expect(await friends()).toContain(cafe.merchantId)

    await page.getByRole('button', { name: 'google-me 되돌리기' }).click()
    await page.getByRole('button', { name: '되돌리기', exact: true }).click()
    await page.getByText('두 계정으로 다시 나눴어요.').waitFor()
    expect(await friends()).toBe('{"items":[]}')
  },
)
