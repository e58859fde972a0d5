/** What the law keeps of erased people: apart, for a reason, and no longer than its term. Whole house. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshServer, type Answer } from '../testing/server.ts'
import { aWorld, type Who } from '../testing/world.ts'
import { invariants, personMaps } from './main.ts'
import { merchantWordingOf } from './modules/people/model/consents.ts'
import { wordingOf } from './modules/people/model.ts'
import { disclosures, endTerms } from './modules/people/service/disclosures.ts'
import { verify } from './platform/invariants.ts'
import { placesOfText } from './platform/person-map.ts'

const server = await freshServer()
const { call, settle, start } = server
const { shop, owner, operator, offerId } = await aWorld(server)
const { db } = server.platform.database
const system = { kind: 'system', name: 'test' } as const
const { inWork } = server.platform

const key = () => crypto.randomUUID()
const ok = (answer: Answer): Answer['body'] => {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer.body
}
/** So many months after the start, and so many seconds. */
function later(months: number, seconds = 0): Date {
  const at = new Date(start)
  at.setUTCMonth(at.getUTCMonth() + months)
  return new Date(at.getTime() + seconds * 1_000)
}
const broken = async () =>
  (await verify(server.platform.database, invariants)).filter(({ isHeld }) => !isHeld)
const tablesOf = async (personId: string): Promise<readonly string[]> => {
  const found = await inWork(system, (work) => placesOfText(work.tx, [personId]))
  return [...found.keys()]
}
async function end(): Promise<void> {
  while ((await inWork(system, endTerms(personMaps))) > 0);
}

/** Somebody who agreed, with the market and with the shop. */
async function aFriend(name: string): Promise<Who> {
  const who = (await server.signUp(name)) as Who
  const { version: wordingVersion } = wordingOf('marketing')
  const yes = { purpose: 'marketing', granted: true }
  ok(await call('POST', '/v1/me/consents', { as: who.token, body: { ...yes, wordingVersion } }))
  const { merchantId } = shop
  const shopYes = { ...yes, merchantId, wordingVersion: merchantWordingOf('marketing').version }
  ok(await call('POST', '/v1/me/merchant-consents', { as: who.token, body: shopYes }))
  return who
}

/** Who also was written to, used a coupon and got points for it. */
async function aRegular(name: string): Promise<Who> {
  const who = await aFriend(name)
  const couponId = key()
  const claim = { as: who.token, key: key(), body: { couponId } }
  ok(await call('POST', `/v1/offers/${offerId}/claims`, claim))
  const { code } = ok(await call('GET', `/v1/me/coupons/${couponId}/code`, { as: who.token }))
  const bill = { as: owner.token, key: key(), body: { code, billMinor: 6_000 } }
  ok(await call('POST', `/v1/places/${shop.placeId}/redemptions`, bill))
  await settle()
  const { rows } = await sql<{ id: string }>`
    select id from outreach.message where person_id = ${who.personId}`.execute(db)
  if (rows.length === 0) await aMessage(who)
  return who
}

/** An advertisement that went out, with the decision of the gate. */
async function aMessage({ personId }: Who): Promise<void> {
  const [messageId, at] = [key(), server.platform.clock()]
  await sql`
    insert into outreach.message (id, person_id, merchant_id, merchant_name, purpose, title, body,
      state, created_at, sent_at)
    values (${messageId}, ${personId}, ${shop.merchantId}, '모퉁이 커피', 'information', '알림', '글',
      'sent', ${at}, ${at})`.execute(db)
  await sql`
    insert into outreach.gate_decision (id, message_id, person_id, merchant_id, purpose, outcome,
      seen, at)
    values (${key()}, ${messageId}, ${personId}, ${shop.merchantId}, 'information', 'sent', '{}',
      ${at})`.execute(db)
}

async function erase(who: Who): Promise<void> {
  const body = { password: 'a long enough password' }
  expect((await call('DELETE', '/v1/me', { as: who.token, body })).status).toBe(204)
  await settle()
  server.at(new Date(server.platform.clock().getTime() + 20_000))
  await settle()
}

const reason = '분쟁 조정 위원회가 거래 기록을 요청함'

test('PE92, PE93 what the law keeps is read for a reason, goes at its term and not before, and the books add up', async () => {
  const who = await aRegular('오래된 손님')
  const stays = await aRegular('남는 손님')
  const sums = () =>
    sql`
    select (select sum(bill_minor) from offers.redemption) as bills,
      (select count(*) from ledger.entry) as entries, (select sum(balance) from ledger.account) as zero,
      (select sum(abs(balance)) from ledger.account) as balances`.execute(db)
  await erase(who)
  const books = await sums()

  // Nobody but an operator reads it, and only for a reason.
  const ask = (as: Who, body: object) =>
    call('POST', '/v1/operator/kept-records', { as: as.token, body })
  const { personId } = who
  expect((await ask(owner, { personId, reason })).status).toBe(403)
  expect((await ask(operator, { personId })).status).toBe(400)
  expect((await ask(operator, { personId, reason: ' ... ' })).status).toBe(400)
  const nobodyErased = await ask(operator, { personId: stays.personId, reason })
  expect(nobodyErased.body).toMatchObject({ code: 'people.unknown' })
  const kept = ok(await ask(operator, { personId, reason }))
  const months = Object.fromEntries(
    (kept.tables as { table: string; months: number | null }[]).map((each) => [
      each.table,
      each.months,
    ]),
  )
  expect(months).toMatchObject({
    'people.consent': 60,
    'people.merchant_consent': 60,
    'outreach.gate_decision': 6,
    'offers.redemption': 60,
    'offers.coupon': 60,
    'ledger.entry': 60,
    'loyalty.member': 60,
  })
  expect(JSON.stringify(kept)).not.toMatch(/오래된 손님|person-\d+@test/)
  const { items } = ok(await call('GET', '/v1/operator/disclosures', { as: operator.token }))
  expect(items).toMatchObject([{ what: 'kept', personId, people: 1, reason, merchantId: null }])
  await expect(
    sql`update people.disclosure set reason = 'nothing at all'`.execute(db),
  ).rejects.toThrow(/append-only/)

  server.at(later(6, -1))
  await end()
  expect(await tablesOf(personId)).toEqual(
    expect.arrayContaining(['outreach.gate_decision.person_id', 'outreach.message.person_id']),
  )
  server.at(later(6))
  await end()
  expect((await tablesOf(personId)).filter((place) => place.startsWith('outreach.'))).toEqual([])
  expect(await broken()).toEqual([])

  server.at(later(60, -1))
  await end()
  expect(await tablesOf(personId)).toEqual(
    expect.arrayContaining(['people.consent.person_id', 'offers.redemption.person_id']),
  )
  server.at(later(60))
  // Two at once end it once.
  await Promise.all([end(), end()])
  const left = await tablesOf(personId)
  expect(left.toSorted()).toEqual([
    'people.account.id',
    'people.disclosure.person_id',
    'people.erasure.asked_by',
    'people.erasure.person_id',
    'people.look.person_id',
  ])
  expect(await sums()).toEqual(books)
  expect(await broken()).toEqual([])
  // Who did not ask to be gone has everything.
  const theirs = await tablesOf(stays.personId)
  expect(theirs).toEqual(
    expect.arrayContaining([
      'people.consent.person_id',
      'offers.redemption.person_id',
      'outreach.gate_decision.person_id',
    ]),
  )
})

test('PE94 each proof of consents has its words, is taken out for a reason, and is seen by whom it is about', async () => {
  server.at(later(61))
  const who = await aFriend('증명 손님')
  const { merchantId } = shop
  const no = { merchantId, purpose: 'marketing', granted: false, wordingVersion: 1 }
  ok(await call('POST', '/v1/me/merchant-consents', { as: who.token, body: no }))

  const own = ok(await call('GET', '/v1/me/consent-proofs', { as: who.token }))
  expect(own.items).toMatchObject([
    { purpose: 'marketing', merchantId: null, granted: true, channel: 'app' },
    { purpose: 'marketing', merchantId, granted: true, channel: 'app' },
    { purpose: 'marketing', merchantId, granted: false, channel: 'app' },
  ])
  expect(own.items[1].ko).toBe(merchantWordingOf('marketing').ko)
  expect(own.items[0].ipHash).toMatch(/^[0-9a-f]{64}$/)

  const url = `/v1/merchants/${merchantId}/consent-proofs`
  const query = `?personId=${who.personId}&reason=${encodeURIComponent('KISA 소명 요청')}`
  const ownerNow = (
    await call('POST', '/v1/sessions', {
      body: { email: 'person-2@test.local', password: 'a long enough password' },
    })
  ).body as Who
  expect((await call('GET', url, { as: ownerNow.token })).status).toBe(400)
  expect((await call('GET', `${url}?reason=x`, { as: ownerNow.token })).status).toBe(400)
  for (const email of ['person-3@test.local', 'person-4@test.local']) {
    const { body } = await call('POST', '/v1/sessions', {
      body: { email, password: 'a long enough password' },
    })
    expect((await call('GET', url + query, { as: body.token })).status).toBe(403)
  }
  const at = ok(await call('GET', url + query, { as: ownerNow.token }))
  expect(at.items).toMatchObject([{ granted: true }, { granted: false }])
  const csv = await call('GET', `${url}.csv${query}`, { as: ownerNow.token })
  const lines = String(csv.body).trim().split('\r\n')
  expect(lines[0]).toMatch(/nr,at,person,merchant,purpose,answer,wording_version,wording_ko/)
  expect(lines).toHaveLength(3)
  expect(lines[2]).toMatch(/,marketing,no,1,/)

  const readers = ok(await call('GET', '/v1/me/readers', { as: who.token }))
  expect(readers.items).toMatchObject([{ what: 'consents', merchantId, by: 'person', count: 2 }])
  const taken = await inWork(system, (work) => disclosures(work, { limit: 10, after: null }))
  expect(taken.items.slice(0, 2)).toMatchObject([
    { what: 'consents', merchantId, personId: who.personId, people: 1, reason: 'KISA 소명 요청' },
    { what: 'consents', merchantId, personId: who.personId, people: 1, reason: 'KISA 소명 요청' },
  ])
})

test('PE94 who looked and who took out what is known for two years, and then forgotten', async () => {
  const count = async () => {
    const { rows } = await sql<{ looks: number; taken: number }>`
      select (select count(*)::integer from people.look where what = 'consents') as looks,
        (select count(*)::integer from people.disclosure where what = 'consents') as taken`.execute(
      db,
    )
    return rows[0]
  }
  const before = await count()
  expect(before).toEqual({ looks: expect.any(Number), taken: 2 })
  expect(before?.looks).toBeGreaterThan(0)
  server.at(later(61 + 24))
  await settle()
  expect(await count()).toEqual(before)
  server.at(later(61 + 25))
  await settle()
  expect(await count()).toEqual({ looks: 0, taken: 0 })
})
