/** Guests of the counter through the whole house: typed at a till, credited, and claimed with a code. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { startingLine } from '../testing/race.ts'
import { freshServer, type Answer } from '../testing/server.ts'
import { aWorld, type Who } from '../testing/world.ts'
import type { Id } from './kernel/id.ts'
import { invariants } from './main.ts'
import { wordingOf } from './modules/people/model.ts'
import { COUNTER_NUMBERS_MAX, COUNTER_WINDOW_MS } from './modules/people/model/guests.ts'
import { personByPhone, peopleOf } from './modules/people/service.ts'
import { personAtCounter } from './modules/people/service/guests.ts'
import { capturingCodeSender } from './modules/people/testing.ts'
import { verify } from './platform/invariants.ts'

const codes = capturingCodeSender()
const server = await freshServer({}, { codeSender: codes })
const { call, platform, start, settle } = server
const world = await aWorld(server)
const { shop, owner, staff, otherOwner } = world
const { db } = platform.database
const key = () => crypto.randomUUID()
const system = { kind: 'system', name: 'test' } as const
const placeId = shop.placeId as Id<'place'>

// Each test has a quarter of an hour of its own, and numbers of its own.
let quarter = 0
let numbers = 0
beforeEach(() => {
  quarter += 1
  server.at(new Date(start.getTime() + quarter * 15 * 60_000))
})
const aNumber = () => `010-6${String((numbers += 1)).padStart(3, '0')}-1234`

const ok = (answer: Answer): Answer['body'] => {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
type Sale = { phone: string; paidMinor?: number; purchaseId?: string }
const credit = ({ phone, paidMinor = 10_000, purchaseId = key() }: Sale, as: Who = staff) =>
  call('POST', `/v1/places/${shop.placeId}/phone-purchases`, {
    as: as.token,
    body: { purchaseId, phone, paidMinor },
  })
async function codeFor(phone: string) {
  ok(await call('POST', '/v1/phone-codes', { body: { phone } }))
  return codes.sent.at(-1)?.code ?? ''
}
const comeIn = async (phone: string): Promise<Answer['body']> => {
  const body = { phone, code: await codeFor(phone), name: '박지우' }
  return ok(await call('POST', '/v1/sessions/phone', { body }))
}
const wallet = async (token: string): Promise<Answer['body']> =>
  ok(await call('GET', '/v1/me/memberships', { as: token })).items
const holderOf = (phone: string) => platform.inWork(system, (work) => personByPhone(work, phone))
const accountsWith = async (phone: string) => {
  const { rows } = await sql`
    select id, guest_since from people.account
    where phone = ${`+82${phone.slice(1).replaceAll('-', '')}`}`.execute(db)
  return rows as { id: string; guestSince: Date | null }[]
}
const sound = async () =>
  expect(
    (await verify(platform.database, invariants)).filter(({ rows }) => rows.length > 0),
  ).toEqual([])

const programme = { earn: { kind: 'share', perMille: 100 } }
ok(
  await call('PUT', `/v1/merchants/${shop.merchantId}/programme`, {
    as: owner.token,
    body: programme,
  }),
)

describe('PE86 a number typed at the counter', () => {
  test('makes a guest whose wallet keeps what was bought, once under an id', async () => {
    const sale = { phone: aNumber(), purchaseId: key() }
    expect(await credit(sale)).toMatchObject({ status: 201 })
    expect(await credit(sale)).toMatchObject({ status: 201 })
    const others = [
      { ...sale, phone: aNumber() },
      { ...sale, paidMinor: 1 },
    ]
    for (const other of others) {
      expect(await credit(other)).toMatchObject({ body: { code: 'purchase.differs' } })
    }
    expect(await accountsWith(sale.phone)).toMatchObject([{ guestSince: expect.any(Date) }])
    expect(await wallet((await comeIn(sale.phone)).token)).toMatchObject([{ points: 1_000 }])
    await sound()
  })

  test('is one person’s, whoever types it at the same moment, or comes in with it', async () => {
    const phone = aNumber()
    const open = startingLine(6)
    const type = () =>
      platform.inWork(system, async (work) => {
        await open()
        return personAtCounter(work, { placeId, phone })
      })
    const ids = await Promise.all(Array.from({ length: 6 }, type))
    expect(new Set(ids).size).toBe(1)

    const other = aNumber()
    const code = await codeFor(other)
    const [entered, ...sales] = await Promise.all([
      call('POST', '/v1/sessions/phone', { body: { phone: other, code } }),
      credit({ phone: other }),
      credit({ phone: other }, owner),
    ])
    expect([entered, ...sales].map(({ status }) => status)).toEqual([201, 201, 201])
    const { token, person } = ok(entered)
    expect(await accountsWith(other)).toEqual([{ id: person.id, guestSince: null }])
    expect(await wallet(token)).toMatchObject([{ points: 2_000 }])
  })

  test('has the number alone, also for whoever writes past the service', async () => {
    const at = { placeId, phone: aNumber() }
    const personId = await platform.inWork(system, (work) => personAtCounter(work, at))
    const more = [
      sql`email = 'guest@golmok.test'`,
      sql`password_hash = 'x'`,
      sql`is_operator = true`,
      sql`age = 'of-age', age_said_at = now()`,
      sql`phone = null`,
    ]
    for (const change of more) {
      const update = sql`update people.account set ${change} where id = ${personId}`
      await expect(update.execute(platform.database.db)).rejects.toThrow(
        'account_guest_has_a_number_alone',
      )
    }
  })

  test('is no number at all, or no business of who does not serve there', async () => {
    for (const phone of ['12345', '010-12', '010-123-4567', '02-123-4567', 'nobody']) {
      expect(await credit({ phone })).toMatchObject({
        status: 400,
        body: { code: 'people.phone-malformed' },
      })
    }
    const phone = aNumber()
    for (const as of [otherOwner, world.shopper, world.bystander]) {
      expect(await credit({ phone }, as)).toMatchObject({ body: { code: 'access.forbidden' } })
    }
    expect(await accountsWith(phone)).toEqual([])
  })

  test('leaves a row of who did it, without the number', async () => {
    const phone = aNumber()
    await credit({ phone })
    const { items } = ok(
      await call('GET', `/v1/merchants/${shop.merchantId}/staff-actions`, { as: owner.token }),
    )
    expect(items[0]).toMatchObject({
      operation: 'POST /v1/places/:placeId/phone-purchases',
      personId: staff.personId,
    })
    expect(JSON.stringify(items)).not.toContain(phone.slice(-9).replace('-', ''))
  })
})

describe('PE87 the till learns nothing of whose number it is', () => {
  test('the answer is the same for a regular, a guest and a stranger', async () => {
    const regular = aNumber()
    await comeIn(regular)
    for (const paidMinor of [90_000, 10_000]) ok(await credit({ phone: regular, paidMinor }))
    const guest = aNumber()
    ok(await credit({ phone: guest }))
    for (const phone of [regular, guest, aNumber()]) {
      const purchaseId = key()
      const { status, body } = await credit({ phone, purchaseId })
      expect({ status, body }).toEqual({ status: 201, body: { purchaseId, paidMinor: 10_000 } })
    }
  })

  test('nor by asking for the same purchase with a member code', async () => {
    const purchaseId = key()
    ok(await credit({ phone: aNumber(), purchaseId }))
    for (const isDryRun of [true, false]) {
      const again = await call('POST', `/v1/places/${shop.placeId}/purchases`, {
        as: staff.token,
        body: { purchaseId, code: 'M0000000000', paidMinor: 10_000, isDryRun },
      })
      expect(again).toMatchObject({ status: 422, body: { code: 'purchase.differs' } })
    }
  })

  test('nobody is reached by a number that was only typed, nor agrees to anything', async () => {
    const phone = aNumber()
    ok(await credit({ phone }))
    const guest = await holderOf(phone)
    if (!guest) throw new Error('there is a guest')
    expect(guest.phone).toBeNull()
    const seen = await platform.inWork(system, (work) => peopleOf(work, [guest.id]))
    expect(seen.get(guest.id)).toMatchObject({ phone: null, email: null })
    const marketing = wordingOf('marketing')
    const forged = sql`
      insert into people.consent (id, person_id, purpose, granted, wording_version, at, channel)
      values (${key()}, ${guest.id}, 'marketing', true, ${marketing.version}, ${start}, 'app')`
    await expect(forged.execute(db)).rejects.toThrow()
    await settle()
    expect(
      (await sql`select from people.consent where person_id = ${guest.id}`.execute(db)).rows,
    ).toEqual([])
    await sound()
  })
})

describe('PE88 the guest becomes who proves the number', () => {
  test('by signing in: the same person, new here, asked for their age and name', async () => {
    const phone = aNumber()
    ok(await credit({ phone }))
    const guest = await holderOf(phone)
    const first = await comeIn(phone)
    expect(first).toMatchObject({ isNew: true, person: { id: guest?.id, name: '박지우' } })
    expect(ok(await call('GET', '/v1/me', { as: first.token }))).toMatchObject({
      person: { phone: `+82${phone.slice(1).replaceAll('-', '')}` },
    })
    const refused = await call('POST', '/v1/me/consents', {
      as: first.token,
      body: {
        purpose: 'marketing',
        granted: true,
        wordingVersion: wordingOf('marketing').version,
      },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'people.age-unsaid' } })
    expect(await comeIn(phone)).toMatchObject({ isNew: false, person: { id: guest?.id } })
  })

  test('by joining with an address and the number', async () => {
    const phone = aNumber()
    ok(await credit({ phone }))
    const guest = await holderOf(phone)
    const joining = { email: 'jiu@golmok.test', password: 'a long enough password', name: '박지우' }
    const taken = { ...joining, email: 'person-1@test.local', phone }
    expect(
      await call('POST', '/v1/people', { body: { ...taken, phoneCode: await codeFor(phone) } }),
    ).toMatchObject({ status: 409, body: { code: 'people.email-taken' } })
    const joined = await call('POST', '/v1/people', {
      body: { ...joining, phone, phoneCode: await codeFor(phone) },
    })
    expect(joined).toMatchObject({ status: 201, body: { person: { id: guest?.id } } })
    expect(await wallet(joined.body.token)).toMatchObject([{ points: 1_000 }])
  })

  test('by proving it from an account they have: the two are merged, and credits follow', async () => {
    const me = await server.signUp('민지')
    const phone = aNumber()
    ok(await credit({ phone }))
    const refused = await call('PATCH', '/v1/me', {
      as: me.token,
      body: { phone, phoneCode: await codeFor(phone) },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'people.phone-taken' } })
    const { mergeProof: proof } = refused.body
    const shown = await call('POST', '/v1/me/merge-previews', { as: me.token, body: { proof } })
    expect(ok(shown)).toMatchObject({ carries: { 'loyalty.memberships': 1 } })
    ok(
      await call('POST', '/v1/me/merges', {
        as: me.token,
        body: { id: key(), proof, password: 'a long enough password' },
      }),
    )
    ok(await credit({ phone }))
    expect(await wallet(me.token)).toMatchObject([{ points: 2_000 }])
    await settle()
    await sound()
  })
})

test('PE89 a till that types too many numbers waits, and others go on', async () => {
  const last = new Date(start.getTime() + quarter * 15 * 60_000)
  const typed = (phone: string, at = placeId) =>
    platform.inWork(system, (work) => personAtCounter(work, { placeId: at, phone }))
  for (let each = 0; each < COUNTER_NUMBERS_MAX; each += 1) await typed('010-7000-0000')
  await expect(typed('010-7000-0001')).rejects.toMatchObject({
    code: 'people.counter-paused',
    details: { retryAfterSeconds: COUNTER_WINDOW_MS / 1_000 },
  })
  expect(await accountsWith('010-7000-0001')).toEqual([])
  await typed('010-7000-0001', world.otherShop.placeId as Id<'place'>)
  ok(await credit({ phone: '010-7000-0002' }))
  server.at(new Date(last.getTime() + COUNTER_WINDOW_MS))
  await typed('010-7000-0003')
})
