/** The ways in, as a browser takes them: codes by e-mail, passkeys, accounts at real providers. */
import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aPasskey } from '../../../../testing/authenticator.ts'
import { freshDatabase } from '../../../../testing/pg.ts'
import { naverLike, openIdProvider } from '../../../../testing/provider.ts'
import { openHttp } from '../../../platform/http.ts'
import { theSystem } from '../../../kernel/testing.ts'
import { signInProviders } from '../adapters/openid.ts'
import { peopleRoutes } from '../routes.ts'
import { createPerson } from '../service.ts'
import { openSessions } from '../service/sessions.ts'
import { aShopper, capturingCodeSender } from '../testing.ts'

const origin = 'https://golmok.test'
const { platform, db, clear, at, inWork } = await freshDatabase()
const redirectUris = ['google', 'line'].map((name) => `${origin}/sign-in/back/${name}`)
const client = { id: 'golmok', secret: 'a secret of the provider', redirectUris }
const openId = await openIdProvider(client, (login) => ({
  email: `${login}@golmok.test`,
  email_verified: login !== 'claimer',
  name: login,
}))
const naver = await naverLike({ id: 'n-1', email: 'minji@golmok.test', name: '민지' })
const app = { clientId: client.id, clientSecret: client.secret, issuer: openId.issuer, apple: null }
const providers = signInProviders({
  google: app,
  line: app,
  kakao: null,
  apple: null,
  naver: { ...app, issuer: naver.issuer },
})
afterAll(() => Promise.all([openId.close(), naver.close()]))

const codes = capturingCodeSender()
const sessions = openSessions(platform)
const http = await openHttp({ ...platform, authenticate: sessions.authenticate })
const needs = {
  secret: platform.secret,
  codeSender: codes,
  origin,
  providers,
  marketName: '골목',
  ages: { consentYears: 14, protectedYears: 8 },
  maps: [],
  mergers: [],
}
peopleRoutes(http, needs)
await http.app.ready()

const start = new Date('2026-04-16T06:00:00.000Z')
const later = (seconds: number) => at(new Date(start.getTime() + seconds * 1_000))
beforeEach(async () => {
  await clear()
  codes.sent.length = 0
  at(start)
})

type Asked = { as?: string; body?: object; cookie?: string }
async function call(line: string, { as, body, cookie }: Asked = {}) {
  const [method, url] = line.split(' ') as ['POST', string]
  const response = await http.app.inject({
    method,
    url,
    headers: { ...(as && { authorization: `Bearer ${as}` }), ...(cookie && { cookie }) },
    ...(body && { payload: body }),
  })
  const binding = response.cookies.find(({ name }) => name === 'golmok_provider')
  return {
    status: response.statusCode,
    body: response.body ? response.json() : null,
    cookie: binding ? `golmok_provider=${binding.value}` : '',
  }
}

const email = 'minji@golmok.test'
const sendCode = async (to = email) => {
  const sent = await call('POST /v1/email-codes', { body: { email: to } })
  return { ...sent, code: codes.sent.at(-1)?.code ?? '' }
}
const byCode = async (to = email) => {
  const { code } = await sendCode(to)
  return call('POST /v1/sessions/email-code', { body: { email: to, code } })
}
const password = 'a long enough password'
const join = (to = email) =>
  call('POST /v1/people', { body: { email: to, password, name: '먼저 온 사람' } })

describe('a code by e-mail', () => {
  test('PE20 lets in who is new and who is known, and answers both alike', async () => {
    const unknown = await sendCode()
    const first = await call('POST /v1/sessions/email-code', {
      body: { email, code: unknown.code },
    })
    expect(first).toMatchObject({ status: 201, body: { isNew: true, person: { email } } })
    const known = await sendCode(' MINJI@golmok.test ')
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    const again = await byCode()
    expect(again.body).toMatchObject({ isNew: false, person: { id: first.body.person.id } })
  })

  test('PE20 is like the one by phone: once, five tries, five minutes, five in an hour', async () => {
    const { code } = await sendCode()
    const wrong = code === '000000' ? '111111' : '000000'
    const attempt = (text: string) =>
      call('POST /v1/sessions/email-code', { body: { email, code: text } })
    for (let tries = 0; tries < 5; tries += 1) expect((await attempt(wrong)).status).toBe(401)
    expect((await attempt(code)).body.code).toBe('people.code-wrong')

    const second = (await sendCode()).code
    later(300)
    expect((await attempt(second)).status).toBe(401)
    at(start)
    const third = (await sendCode()).code
    expect((await attempt(third)).status).toBe(201)
    expect((await attempt(third)).status).toBe(401)
    await sendCode()
    await sendCode()
    expect((await sendCode()).body).toMatchObject({ code: 'people.too-many-codes' })
  })

  test('PE21 takes an address back from whoever only claimed it', async () => {
    const claimer = await join()
    const owner = await byCode()
    expect(owner.body.isNew).toBe(false)
    expect((await call('GET /v1/me', { as: claimer.body.token })).status).toBe(401)
    const old = await call('POST /v1/sessions', { body: { email, password } })
    expect(old.body.code).toBe('people.sign-in-wrong')
  })

  test('PE21 leaves an account that is somebody’s by phone to them, without the address', async () => {
    const holder = await join()
    await call('POST /v1/phone-codes', { body: { phone: '010-1234-5678' } })
    const phoneCode = codes.sent.at(-1)?.code
    const as = holder.body.token as string
    await call('PATCH /v1/me', { as, body: { phone: '010-1234-5678', phoneCode } })
    const owner = await byCode()
    expect(owner.body.isNew).toBe(true)
    const ways = await call('GET /v1/me/ways-in', { as })
    expect(ways.body).toMatchObject({ email: null, hasPassword: false, phone: '+821012345678' })
  })
})

describe('PE26 a guest with a phone number', () => {
  test('becomes a full account, and stays the same person', async () => {
    await call('POST /v1/phone-codes', { body: { phone: '010-1234-5678' } })
    const body = { phone: '010-1234-5678', code: codes.sent.at(-1)?.code }
    const guest = await call('POST /v1/sessions/phone', { body })
    const as = guest.body.token as string
    const change = { oldPassword: null, newPassword: password }
    const early = await call('PUT /v1/me/password', { as, body: change })
    expect(early.body.code).toBe('people.email-needed')
    const { code } = await sendCode()
    expect(await call('POST /v1/me/email', { as, body: { email, code } })).toMatchObject({
      status: 204,
    })
    expect(await call('PUT /v1/me/password', { as, body: change })).toMatchObject({ status: 204 })
    const full = await call('POST /v1/sessions', { body: { email, password } })
    expect(full.body.person.id).toBe(guest.body.person.id)
    // A first password is set once; the next one asks for it.
    expect((await call('PUT /v1/me/password', { as, body: change })).status).toBe(401)
  })
})

const challengeOf = (answer: { body: { options: { challenge: string } } }) =>
  answer.body.options.challenge
const withPasskey = async (as: string) => {
  const key = aPasskey(origin)
  const challenge = challengeOf(await call('POST /v1/me/passkey-challenges', { as }))
  const response = key.made(challenge)
  const added = await call('POST /v1/me/passkeys', { as, body: { name: '휴대폰', response } })
  return { key, added, response }
}
const enter = async (key: ReturnType<typeof aPasskey>, cheat = {}) => {
  const challenge = challengeOf(await call('POST /v1/passkey-challenges'))
  const response = key.signed(challenge, cheat)
  return { response, ...(await call('POST /v1/sessions/passkey', { body: { response } })) }
}

describe('PE22 a passkey', () => {
  test('lets its holder in, by its own signature', async () => {
    const { body } = await byCode()
    const { key, added } = await withPasskey(body.token)
    expect(added).toMatchObject({ status: 201, body: { name: '휴대폰', lastUsedAt: null } })
    const entered = await enter(key)
    expect(entered).toMatchObject({ status: 201, body: { person: { id: body.person.id } } })
    const ways = await call('GET /v1/me/ways-in', { as: entered.body.token })
    expect(ways.body.passkeys).toMatchObject([{ name: '휴대폰', lastUsedAt: start.toISOString() }])
  })

  test('does not let in twice by one answer, late, elsewhere, or with a counter that stands', async () => {
    const { body } = await byCode()
    const { key } = await withPasskey(body.token)
    const { response } = await enter(key)
    const again = await call('POST /v1/sessions/passkey', { body: { response } })
    expect(again.body.code).toBe('people.passkey-wrong')
    expect((await enter(key, { at: 'https://golmok.test.evil.example' })).status).toBe(401)
    expect((await enter(key, { step: -1 })).status).toBe(401)
    expect((await enter(aPasskey(origin))).status).toBe(401)
    const challenge = challengeOf(await call('POST /v1/passkey-challenges'))
    later(301)
    const late = await call('POST /v1/sessions/passkey', {
      body: { response: key.signed(challenge, { step: 5 }) },
    })
    expect(late.status).toBe(401)
  })

  test('is added with the challenge of its holder, once', async () => {
    const [one, other] = [await byCode(), await byCode('jisu@golmok.test')]
    const challenge = challengeOf(
      await call('POST /v1/me/passkey-challenges', { as: one.body.token }),
    )
    const body = { name: '남의 것', response: aPasskey(origin).made(challenge) }
    expect((await call('POST /v1/me/passkeys', { as: other.body.token, body })).status).toBe(401)
    expect((await call('POST /v1/me/passkeys', { as: one.body.token, body })).status).toBe(401)
    const broken = {
      name: '?',
      response: { id: 'x', rawId: 'x', type: 'public-key', response: {} },
    }
    expect((await call('POST /v1/me/passkeys', { as: one.body.token, body: broken })).status).toBe(
      401,
    )
  })

  test('PE25 goes when its holder says so, but not where it is the only way in', async () => {
    const { body } = await byCode()
    const as = body.token as string
    const { added } = await withPasskey(as)
    const url = `/v1/me/passkeys/${added.body.id}`
    expect(await call(`PATCH ${url}`, { as, body: { name: '새 휴대폰' } })).toMatchObject({
      status: 204,
    })
    await sql`update people.account set email = null, email_proven_at = null`.execute(db)
    expect((await call(`DELETE ${url}`, { as })).body.code).toBe('people.last-way-in')
    await withPasskey(as)
    expect(await call(`DELETE ${url}`, { as })).toMatchObject({ status: 204 })
    const stranger = await byCode('jisu@golmok.test')
    expect((await call(`DELETE ${url}`, { as: stranger.body.token })).status).toBe(404)
  })
})

type Begun = { body: { url: string }; cookie: string }
const comeBack = async (provider: 'google' | 'line', login: string, begun?: Begun) => {
  const { body, cookie } = begun ?? (await call(`POST /v1/sign-in-ways/${provider}/starts`))
  const query = await openId.signIn(body.url, login)
  return { provider, query, cookie }
}
const signInAs = async (provider: 'google' | 'line', login: string) => {
  const { cookie, ...body } = await comeBack(provider, login)
  return call('POST /v1/sessions/provider', { body, cookie })
}
const linkAs = async (as: string, login: string) => {
  const begun = await call('POST /v1/me/identities/google/starts', { as })
  const { cookie, ...body } = await comeBack('google', login, begun)
  return call('POST /v1/me/identities', { as, body, cookie })
}

describe('an account at a provider', () => {
  test('PE23 opens an account here at first, and is the same person afterwards', async () => {
    const first = await signInAs('google', 'minji')
    expect(first).toMatchObject({ status: 201, body: { isNew: true, person: { name: 'minji' } } })
    const again = await signInAs('google', 'minji')
    expect(again.body).toMatchObject({ isNew: false, person: { id: first.body.person.id } })
    const offered = await call('GET /v1/sign-in-ways')
    expect(offered.body.providers).toEqual(['naver', 'line', 'google'])
    expect((await call('POST /v1/sign-in-ways/kakao/starts')).status).toBe(404)
  })

  test('PE23 counts once, and only in the browser that began', async () => {
    const { cookie, ...body } = await comeBack('google', 'minji')
    const elsewhere = await call('POST /v1/sessions/provider', { body })
    expect(elsewhere.body.code).toBe('people.provider-wrong')
    // Whoever tried has used it up.
    expect((await call('POST /v1/sessions/provider', { body, cookie })).status).toBe(401)
    const other = await comeBack('google', 'minji')
    const mixed = { ...other, provider: 'line' }
    const { cookie: kept, ...wrong } = mixed
    expect((await call('POST /v1/sessions/provider', { body: wrong, cookie: kept })).status).toBe(
      401,
    )
  })

  test('PE24 an address it has proven leads to whom it belongs; one it only says, to nobody', async () => {
    const minji = await byCode()
    expect((await signInAs('google', 'minji')).body.person.id).toBe(minji.body.person.id)
    const owner = await byCode('claimer@golmok.test')
    const claimed = await signInAs('google', 'claimer')
    expect(claimed.body.isNew).toBe(true)
    expect(claimed.body.person).toMatchObject({ email: null })
    expect(claimed.body.person.id).not.toBe(owner.body.person.id)
    // LINE passes addresses on without having looked.
    const byLine = await signInAs('line', 'minji')
    expect(byLine.body.person.id).not.toBe(minji.body.person.id)
    const body = await call('POST /v1/sign-in-ways/naver/starts')
    const query = await naver.signIn(body.body.url, 'any')
    const back = { provider: 'naver', query }
    const byNaver = await call('POST /v1/sessions/provider', { body: back, cookie: body.cookie })
    expect(byNaver.body).toMatchObject({ isNew: true, person: { name: '민지', email: null } })
  })

  test('PE25 is linked, is nobody else’s, and goes unless it is the last way in', async () => {
    const { body } = await byCode()
    const as = body.token as string
    expect(await linkAs(as, 'other')).toMatchObject({ status: 204 })
    const entered = await signInAs('google', 'other')
    expect(entered.body.person.id).toBe(body.person.id)
    expect((await linkAs(entered.body.token, 'third')).body.code).toBe('people.identity-second')
    const stranger = await byCode('jisu@golmok.test')
    expect((await linkAs(stranger.body.token, 'other')).body.code).toBe('people.identity-taken')

    const alone = await signInAs('line', 'alone')
    const last = await call('DELETE /v1/me/identities/line', { as: alone.body.token })
    expect(last.body.code).toBe('people.last-way-in')
    const gone = await call('DELETE /v1/me/identities/google', { as: entered.body.token })
    expect(gone.status).toBe(204)
  })

  test('a person who came long ago with a password keeps it when the address is proven here', async () => {
    await inWork(theSystem, (work) => createPerson(work, { ...aShopper(), passwordHash: null }))
    const { code } = await sendCode()
    const minji = await call('POST /v1/sessions/email-code', { body: { email, code } })
    expect(minji.body.person.id).toBe(aShopper().id)
  })
})

describe('a session that was stolen', () => {
  const DAY_SECONDS = 86_400
  const phone = '010-7777-8888'
  const phoneCode = async () => {
    await call('POST /v1/phone-codes', { body: { phone } })
    return codes.sent.at(-1)?.code ?? ''
  }
  const addPhone = async (as: string) =>
    call('PATCH /v1/me', { as, body: { phone, phoneCode: await phoneCode() } })
  const erase = async (as: string) =>
    call('DELETE /v1/me', { as, body: { code: await phoneCode() } })

  test('PE99 does not erase the account by a phone that it added itself, until a day has passed', async () => {
    const { token } = (await join()).body
    later(2 * DAY_SECONDS)
    expect((await addPhone(token)).status).toBe(200)
    later(3 * DAY_SECONDS - 1)
    expect(await erase(token)).toMatchObject({
      status: 403,
      body: { code: 'people.proof-too-new' },
    })
    later(3 * DAY_SECONDS)
    expect((await erase(token)).status).toBe(204)
  })

  test('PE99 on the first day of an account there is nothing older to ask for', async () => {
    const { token } = (await join()).body
    expect((await addPhone(token)).status).toBe(200)
    expect((await erase(token)).status).toBe(204)
  })
})
