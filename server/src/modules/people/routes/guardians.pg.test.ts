/** The whole way over HTTP: a child joins, is refused, asks, may agree, and everything ends again. */
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { theSystem } from '../../../kernel/testing.ts'
import type { Id } from '../../../kernel/id.ts'
import { openHttp } from '../../../platform/http.ts'
import { wordingOf } from '../model.ts'
import { peoplePersonMap } from '../person-map.ts'
import { peopleReactions } from '../reactions.ts'
import { peopleRoutes } from '../routes.ts'
import { recordLocationUses } from '../service.ts'
import { tellGuardianJob } from '../service/guardian-letters.ts'
import { openSessions } from '../service/sessions.ts'
import { capturingCodeSender } from '../testing.ts'

const { platform, rows, at, inWork, runReactions } = await freshDatabase()
const http = await openHttp({ ...platform, authenticate: openSessions(platform).authenticate })
const codes = capturingCodeSender()
peopleRoutes(http, {
  secret: platform.secret,
  codeSender: codes,
  origin: 'https://golmok.test',
  providers: [],
  maps: [],
  mergers: [],
  marketName: '골목',
  ages: { consentYears: 14, protectedYears: 8 },
})
await http.app.ready()
at(new Date('2026-04-16T06:00:00.000Z'))

async function call(line: string, { as, body }: { as?: string; body?: object } = {}) {
  const [method, url] = line.split(' ') as ['POST', string]
  const response = await http.app.inject({
    method,
    url,
    headers: { ...(as && { authorization: `Bearer ${as}` }) },
    ...(body && { payload: body }),
  })
  // Tests read whatever the routes answer.
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read whatever the route answers
  const read: any = response.body === '' ? null : response.json()
  return { status: response.statusCode, body: read }
}

test('PE72, PE73, PE74, PE75 a child joins, is refused, asks, agrees, and its guardian ends it all', async () => {
  const phone = '010-1111-2222'
  await call('POST /v1/phone-codes', { body: { phone } })
  const joined = await call('POST /v1/sessions/phone', {
    body: { phone, code: codes.sent.at(-1)?.code },
  })
  const as = String(joined.body.token)
  const personId = joined.body.person.id as Id<'person'>
  const { version: wordingVersion } = wordingOf('location')
  const yes = { purpose: 'location', granted: true, wordingVersion }
  const agree = () => call('POST /v1/me/consents', { as, body: yes })
  expect((await call('GET /v1/me', { as })).body).toMatchObject({ age: 'unsaid' })
  expect((await agree()).body).toMatchObject({ code: 'people.age-unsaid' })
  const said = await call('PUT /v1/me/age', { as, body: { kind: 'younger', bornOn: '2014-05-05' } })
  expect(said.body).toMatchObject({ isGuarded: true, ofAgeOn: '2028-05-05' })
  expect((await agree()).body).toMatchObject({ code: 'people.guardian-needed' })

  const asked = { address: '010-9876-5432' }
  expect((await call('POST /v1/me/guardian-requests', { as, body: asked })).status).toBe(204)
  const token = /guardian\/(\S+)$/.exec(codes.told.at(-1)?.text ?? '')?.[1] ?? ''
  const page = await call(`GET /v1/guardian-pages/${token}`)
  expect(page.body).toMatchObject({ allowed: null, address: '***-****-5432' })
  await call(`POST /v1/guardian-pages/${token}/codes`, { body: {} })
  const answered = await call(`POST /v1/guardian-pages/${token}/answers`, {
    body: {
      code: codes.sent.at(-1)?.code,
      wordingVersion: page.body.wording.version,
      allowed: [{ purpose: 'location', wordingVersion }],
    },
  })
  expect(answered.body).toMatchObject({ allowed: ['location'] })
  expect((await agree()).status).toBe(201)
  const use = { personId, merchantId: null, purpose: 'zone', count: 1 } as const
  await inWork(theSystem, (work) => recordLocationUses(work, [use]))

  const ended = await call(`POST /v1/guardian-pages/${token}/withdrawals`, { body: {} })
  expect(ended.status).toBe(204)
  expect((await agree()).body).toMatchObject({ code: 'people.guardian-needed' })
  await runReactions([
    peopleReactions([peoplePersonMap], [tellGuardianJob(platform.secret, codes)]),
  ])
  expect(await rows('people.location_use')).toEqual([])
  expect((await call(`GET /v1/guardian-pages/${token}`)).status).toBe(404)
})
