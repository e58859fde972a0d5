/** The way out of advertising, as a browser without scripts and a mail program take it. */
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { freshServer } from '../../../../testing/server.ts'
import type { Id } from '../../../kernel/id.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { saveAnswer } from '../../people/testing.ts'
import { aMessage, befriend } from '../testing.ts'
import { optOutToken } from '../service/opt-out.ts'
import { sendMessages } from '../service.ts'

const server = await freshServer({ GOLMOK_MARKET_NAME: '연남 골목' })
const { platform, app, call } = server
const { secret, inWork } = platform
const FORM = 'application/x-www-form-urlencoded'
const merchantId = testId('merchant')

/** Somebody who agreed to advertising, and the way out in their letters. */
async function aReader(name = '김민지', merchantName = '골목커피') {
  const { token: session, personId } = await server.signUp(name)
  const id = personId as Id<'person'>
  await inWork(theSystem, (work) => saveAnswer(work, id, 'marketing', true))
  await inWork(theSystem, (work) => befriend(work, id, ['marketing'], testId('merchant', 2)))
  await inWork(theSystem, (work) =>
    sendMessages(work, [aMessage({ personId: id, merchantId, merchantName })]),
  )
  const token = optOutToken(secret, { personId: id, merchantId })
  return { session, personId: id, token, url: `/opt-out/${token}` }
}

const open = (url: string, headers: Record<string, string> = {}) => call('GET', url, { headers })
const press = (url: string, payload: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, headers: { 'content-type': FORM, ...headers }, payload })
const blocks = async (session: string): Promise<readonly string[]> => {
  const { body } = await call('GET', '/v1/me/blocks', { as: session })
  const items = body.items as readonly { readonly merchantId: string }[]
  return items.map((each) => each.merchantId)
}
const agrees = async (personId: Id<'person'>): Promise<boolean> => {
  const { rows } = await sql`
    select from people.consent_now where person_id = ${personId} and 'marketing' = any (purposes)
    union all
    select from people.merchant_consent_now
    where person_id = ${personId} and 'marketing' = any (purposes)`.execute(platform.database.db)
  return rows.length > 0
}

describe('the page', () => {
  test('OU87 opening it ends nothing, whoever looks and whatever the address says', async () => {
    const { session, personId, url } = await aReader()
    for (const more of ['', '?scope=all', '?scope=merchant&List-Unsubscribe=One-Click']) {
      expect((await open(`${url}${more}`)).status).toBe(200)
      expect((await app.inject({ method: 'HEAD', url: `${url}${more}` })).statusCode).toBe(200)
    }
    expect(await blocks(session)).toEqual([])
    expect(await agrees(personId)).toBe(true)
  })

  test('OU87 nothing runs on it, its forms lead back to us, and nobody keeps it', async () => {
    const { url } = await aReader()
    const { body, headers } = await open(url)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
    expect(headers['content-security-policy']).toContain("form-action 'self'")
    expect(headers['content-security-policy']).not.toMatch(/script|unsafe/)
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(body).not.toContain('<script')
    expect(body).toContain('<meta name="robots" content="noindex" />')
    expect(String(body).match(/<form method="post">/g)).toHaveLength(2)
  })

  test('OU88 a press ends the advertising of a shop, and the page says since when', async () => {
    const { session, personId, url } = await aReader()
    const before = await open(url)
    expect(before.body).toContain('<h1>골목커피의 광고를 그만 받을까요?</h1>')
    expect(before.body).toContain('받는 분: 김*지')
    server.at(new Date('2026-04-16T15:07:00+09:00'))
    const answer = await press(url, 'scope=merchant')
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, `${url}?language=ko`])
    expect(await blocks(session)).toEqual([merchantId])
    expect(await agrees(personId)).toBe(true)

    // Somebody who comes back later finds when it was, and the way to all shops.
    server.at(new Date('2026-04-18T09:00:00+09:00'))
    await press(url, 'scope=merchant')
    const { body } = await open(url)
    expect(body).toContain('<h1>골목커피의 광고를 멈췄어요</h1>')
    expect(body).toContain('2026년 4월 16일 오후 3:07에 멈췄어요.')
    expect(body).toContain('href="/me/blocks"')
    expect(String(body).match(/<form/g)).toHaveLength(1)
    server.at(server.start)
  })

  test('OU88 a press ends all advertising, also of shops one is a friend of', async () => {
    const { session, personId, url } = await aReader()
    expect((await press(url, 'scope=all')).statusCode).toBe(303)
    expect(await agrees(personId)).toBe(false)
    expect(await blocks(session)).toEqual([])
    const { body } = await open(url, { 'accept-language': 'en-GB,en;q=0.9,ko;q=0.5' })
    expect(body).toContain('<h1>Advertisements from all shops have stopped</h1>')
    expect(body).toContain('Stopped on 16 April 2026')
    expect(body).not.toContain('<form')
    expect((await press(url, 'scope=all')).statusCode).toBe(303)
  })

  test('OU88 who receives no advertising is told so', async () => {
    const { personId } = await server.signUp('박서준')
    const pair = { personId: personId as Id<'person'>, merchantId }
    const { body } = await open(`/opt-out/${optOutToken(secret, pair)}`)
    expect(body).toContain('<h1>받고 있는 광고가 없어요</h1>')
  })

  test('OU87 a press counts whatever became of its choice, or of the session it comes with', async () => {
    for (const payload of ['', 'scope=', 'scope=everything', 'scope[]=all', '%', '\u0000=\u0000']) {
      const { session, personId, url } = await aReader()
      expect((await press(url, payload)).statusCode).toBe(303)
      expect([payload, await blocks(session)]).toEqual([payload, [merchantId]])
      expect(await agrees(personId)).toBe(true)
    }
    const { session, url } = await aReader()
    const cookie = `golmok_session=${session}`
    const own = { cookie, host: 'golmok.test', origin: 'http://golmok.test' }
    expect((await press(url, 'scope=merchant', own)).statusCode).toBe(303)
    expect(await blocks(session)).toEqual([merchantId])
  })

  test('OU88 a broken link is told in words, and says nothing back of what was sent', async () => {
    const { token, personId } = await aReader()
    const hostile = [
      `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`,
      token.slice(0, -5),
      optOutToken('another secret', { personId, merchantId }),
      'x'.repeat(75),
      'x',
      encodeURIComponent('"><script>alert(1)</script>'),
      encodeURIComponent("'; drop table people.account; --"),
      '..%2F..%2Fetc%2Fpasswd',
      '%F0%9F%98%80'.repeat(20),
    ]
    for (const each of hostile) {
      const url = `/opt-out/${each}`
      for (const answer of [await open(url), await press(url, 'scope=all')]) {
        const status = 'status' in answer ? answer.status : answer.statusCode
        expect([each, status]).toEqual([each, 404])
        expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
        expect(answer.body).toContain('<h1>이 주소로는 멈출 수 없어요</h1>')
        expect(answer.body).not.toMatch(/alert|drop table|passwd/)
      }
    }
    expect(await agrees(personId)).toBe(true)
  })

  test('OU88 what cannot be done now is told in words too', async () => {
    const { session, url } = await aReader()
    const foreign = { cookie: `golmok_session=${session}`, origin: 'https://evil.example' }
    for (const answer of [
      await press(url, `scope=${'all'.repeat(1_000)}`),
      await press(url, '{}', { 'content-type': 'application/x-unheard-of' }),
      await press(url, 'scope=all', foreign),
    ]) {
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.body).toContain('<h1>지금은 멈추지 못했어요</h1>')
    }
    expect(await blocks(session)).toEqual([])
  })

  test('OU87 names are written as text, whatever they are', async () => {
    const evil = `<img src=x onerror="alert(1)">'"&`
    const { url } = await aReader('<b>굵은</b>', evil)
    for (const language of ['ko', 'en', '"><script>alert(1)</script>']) {
      const { body } = await open(`${url}?language=${encodeURIComponent(language)}`)
      expect(body).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&quot;&amp;')
      expect(body).not.toMatch(/<img|<b>|<script/)
    }
  })

  test('OU88 it speaks as the browser asks, or as its reader chose', async () => {
    const { url } = await aReader()
    const languageOf = async (more: string, header?: string) => {
      const { body } = await open(`${url}${more}`, header ? { 'accept-language': header } : {})
      return /<html lang="(\w+)"/.exec(String(body))?.[1]
    }
    expect(await languageOf('')).toBe('ko')
    expect(await languageOf('', 'en-US,en;q=0.8')).toBe('en')
    expect(await languageOf('', 'en;q=0.3, ko-KR')).toBe('ko')
    expect(await languageOf('', 'fr,ja')).toBe('ko')
    expect(await languageOf('', `${'q=;,'.repeat(500)}en`)).toBe('ko')
    expect(await languageOf('?language=en', 'ko')).toBe('en')
    const pressed = await press(`${url}?language=en`, 'scope=merchant', { 'accept-language': 'ko' })
    expect(pressed.headers['location']).toBe(`${url}?language=en`)
  })
})

test('OU48 the one click of a mail program works without sign-in, twice, and only whole', async () => {
  const { session, token } = await aReader()
  const url = `/v1/opt-outs/${token}/one-click`
  expect((await press(url, 'List-Unsubscribe=One-Click')).statusCode).toBe(204)
  expect((await press(url, 'List-Unsubscribe=One-Click')).statusCode).toBe(204)
  const forged = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`
  const wrong = await press(`/v1/opt-outs/${forged}/one-click`, 'List-Unsubscribe=One-Click')
  expect(wrong.statusCode).toBe(404)
  expect(await blocks(session)).toEqual([merchantId])
})
