/** Codes that really leave: by a mail server and by the SDK of SOLAPI, both on this machine. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { mailServer, readMail } from '../../../../testing/mail-server.ts'
import { freshDatabase } from '../../../../testing/pg.ts'
import { solapiStandIn } from '../../../../testing/solapi-stand-in.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import type { WayConfig } from '../../../platform/config.ts'
import { openHttp } from '../../../platform/http.ts'
import { openCodeSender } from '../adapters/code-senders.ts'
import type { CodeSender } from '../ports.ts'
import { peopleRoutes } from '../routes.ts'
import { inviteStaff } from '../service/invitations.ts'
import { openSessions } from '../service/sessions.ts'
import { aShopper, savePerson } from '../testing.ts'

const { platform, db, clear, inWork } = await freshDatabase()
const { mails, smtpUrl } = await mailServer()
const account = { apiKey: 'NCSTESTKEY', apiSecret: 'a secret of the account' }
const solapi = await solapiStandIn({ ...account, senders: ['0212345678'] })
const email = { smtpUrl, from: 'hello@golmok.test', bounceAddress: null }
const texts = { ...account, sender: '0212345678', channelId: null }
const nothing = { email: null, solapi: null, line: null, optOutPhone: null, hasStandIns: false }
const by = (config: Partial<WayConfig>) =>
  openCodeSender(
    { ...nothing, certification: null, kakaoQuietFromMinute: 0, ...config },
    '골목',
    platform.logger,
  )

const ages = { consentYears: 14, protectedYears: 8 }

async function house(codeSender: CodeSender) {
  const { authenticate } = openSessions(platform)
  const http = await openHttp({ ...platform, authenticate })
  const needs = { secret: platform.secret, codeSender, origin: null, marketName: '골목' }
  peopleRoutes(http, { ...needs, providers: [], maps: [], mergers: [], ages })
  await http.app.ready()
  return async (url: string, body: object) => {
    const payload = JSON.stringify(body)
    const headers = { 'content-type': 'application/json' }
    const response = await http.app.inject({ method: 'POST', url, headers, payload })
    const answer: unknown = response.body === '' ? null : response.json()
    return { status: response.statusCode, body: answer }
  }
}
beforeEach(clear)

describe('PE80 codes by the ways that are set up', () => {
  test('a shopper reads the code in a mail, in their language, and is in', async () => {
    const post = await house(await by({ email, solapi: texts }))
    const address = { email: 'minji@golmok.test' }
    expect(await post('/v1/email-codes', { ...address, locale: 'en' })).toMatchObject({
      status: 201,
    })
    const { subject = '', text = '' } = await readMail(mails.at(-1))
    expect(text).toContain('Never tell it to anyone')
    const code = /\d{6}/.exec(subject)?.[0]
    expect(await post('/v1/sessions/email-code', { ...address, code })).toMatchObject({
      status: 201,
      body: { isNew: true, person: address },
    })
  })

  test('and another one in a text', async () => {
    const post = await house(await by({ email, solapi: texts }))
    const phone = '010-1234-5678'
    await post('/v1/phone-codes', { phone })
    const code = /\d{6}/.exec(solapi.taken.at(-1)?.text ?? '')?.[0]
    expect(await post('/v1/sessions/phone', { phone, code })).toMatchObject({
      status: 201,
      body: { person: { phone: '+821012345678' } },
    })
  })

  test('an invitation speaks the language of whom it is for, once they proved the address', async () => {
    const phone = '+821055550001'
    await inWork(theSystem, (work) => savePerson(work, aShopper({ phone, locale: 'en' })))
    const role = { merchantId: testId('merchant'), role: 'staff' } as const
    const invited = (address: string) =>
      inWork(theSystem, (work) => inviteStaff(work, { ...role, address }))
    expect(await invited('010-5555-0001')).toMatchObject({ address: phone, locale: 'en' })
    // Only claimed: nobody's language is told by an address that they did not prove.
    expect(await invited('minji@golmok.test')).toMatchObject({ locale: null })
  })

  test('where nobody carries it, or the provider does not take it, it is not said to be sent', async () => {
    const post = await house(await by({ email }))
    const notSent = { status: 409, body: { code: 'people.code-not-sent' } }
    expect(await post('/v1/phone-codes', { phone: '010-1234-5678' })).toMatchObject(notSent)
    expect(await post('/v1/email-codes', { email: 'gone@golmok.test' })).toMatchObject(notSent)
    const away = await house(await by({ email: { ...email, smtpUrl: 'smtp://127.0.0.1:1' } }))
    expect(await away('/v1/email-codes', { email: 'minji@golmok.test' })).toMatchObject(notSent)
  })

  test('no transaction waits for a provider', async () => {
    const states: string[] = []
    const slow: CodeSender = {
      async send() {
        const { rows } = await sql<{ state: string }>`
          select state from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()
            and state like 'idle in transaction%'`.execute(db)
        states.push(...rows.map(({ state }) => state))
      },
      invite: () => Promise.resolve(),
      tell: () => Promise.resolve(),
    }
    const post = await house(slow)
    await post('/v1/email-codes', { email: 'minji@golmok.test' })
    expect(states).toEqual([])
  })
})
