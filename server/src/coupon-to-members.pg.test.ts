/** A coupon to five hundred members, by text and push, until the till: what came of it, counted by hand. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { manyPeople, signedIn } from '../testing/members.ts'
import { pushService } from '../testing/push-service.ts'
import { freshServer } from '../testing/server.ts'
import { askingOf } from '../testing/small-shop.ts'
import { solapiStandIn } from '../testing/solapi-stand-in.ts'
import { stayFrom } from '../testing/street.ts'
import { aWorld, type Who } from '../testing/world.ts'
import type { Id } from './kernel/id.ts'
import { invariants } from './main.ts'
import { befriend } from './modules/channels/service/testing.ts'
import type { ProofLine } from './modules/outreach/model/proof.ts'
import { verify } from './platform/invariants.ts'

const account = { apiKey: 'NCSTESTKEY', apiSecret: 'a secret', senders: ['0212345678'] }
const solapi = await solapiStandIn(account)
const pushes = await pushService()
const server = await freshServer({
  GOLMOK_SOLAPI_KEY: account.apiKey,
  GOLMOK_SOLAPI_SECRET: account.apiSecret,
  GOLMOK_SMS_FROM: account.senders[0] ?? '',
  GOLMOK_OUTWARD_INSIDE: '127.0.0.1/32',
})
const { platform, settle, start } = server
const { db } = platform.database
const { get, post, put } = askingOf(server)
const { owner, staff, operator, shop, offerId: otherOfferId } = await aWorld(server)
const { merchantId, placeId } = shop
type Person = Id<'person'>

/** Thursday, 15:00 in Seoul, and so many minutes. */
const minutes = (count: number) => server.at(new Date(start.getTime() + count * 60_000))
/** Five hundred members, ten of whom never agreed, and ten of whom do not want this shop any more. */
async function fiveHundred() {
  const silent = await manyPeople(platform, 10, [])
  const byInboxOnly = await manyPeople(platform, 40, ['marketing'])
  const byText = await manyPeople(platform, 450, ['location', 'marketing', 'marketing/sms'])
  const blocking = byInboxOnly.slice(0, 10)
  const all = [...silent, ...byInboxOnly, ...byText]
  await befriend(db, merchantId, all)
  for (const who of await signedIn(platform, blocking)) {
    await put(`/v1/me/blocks/${merchantId}`, who)
  }
  const withDevice = byText.slice(0, 300)
  await pushes.subscribe(platform, withDevice)
  // Two numbers that the provider refuses or does not know, as its stand-in has it.
  const { rows } = await sql<{ id: Person }>`
    select id from people.account where phone ~ '(0400|0404)$'`.execute(db)
  const withDeadNumber = new Set(rows.map(({ id }) => id))
  const some = { byText: new Set(byText), withDevice: new Set(withDevice), withDeadNumber }
  return { all, silent, blocking, ...some }
}

/** Ten percent off, at most one each: written down, and sent by text beside inbox and push. */
async function sendCoupon() {
  const offer = await post(`/v1/merchants/${merchantId}/offers`, owner, {
    title: '회원 10% 할인',
    terms: {
      effects: [
        {
          kind: 'order-discount',
          tiers: { steps: [{ off: { kind: 'percent', percentOff: 10 } }] },
        },
      ],
    },
    endsAt: '2026-05-31T15:00:00Z',
    couponsMax: 500,
    isPublic: true,
    state: 'open',
  })
  const id = crypto.randomUUID()
  const list = `/v1/merchants/${merchantId}/broadcasts`
  const content = { title: '10% 쿠폰을 드려요', body: '이번 주에 들러 주세요.', offerId: offer.id }
  await post(list, owner, { id, content: { ...content, ways: ['sms'] }, controlPercent: 20 })
  expect(await post(`${list}/${id}/launch`, owner)).toMatchObject({ reach: 500 })
  minutes(1)
  await settle()
  // Under load a connection may end as it is used again; what it carried is tried again (OU10, OU43).
  minutes(5)
  await settle()
  const sent = await get(`${list}/${id}`, owner)
  expect(sent).toMatchObject({ state: 'sent', done: 500 })
  return { offerId: String(offer.id), url: `${list}/${id}`, mailingId: String(sent.mailingId) }
}

/** The log of the gate, a line for each person and way. */
async function gateLog(mailingId: string): Promise<readonly ProofLine[]> {
  const query = new URLSearchParams({ mailingId, reason: '발송 내역 확인' }).toString()
  const url = `/v1/operator/gate-decisions.ndjson?${query}`
  const text = String(await get(url, operator))
  const lines = text.trim().split('\n')
  return lines.map((line) => JSON.parse(line) as ProofLine)
}

const whoOf = (lines: readonly { readonly personId: string | null }[]) =>
  new Set(lines.map(({ personId }) => personId))

/** Opens what the push leads to, and takes the coupon. */
async function open(who: Who, mailingId: string): Promise<void> {
  const url = `/v1/me/inbox/${mailingId}`
  await get(url, who)
  await post(`${url}/read`, who)
}
async function take(who: Who, offerId: string): Promise<string> {
  const couponId = crypto.randomUUID()
  await post(`/v1/offers/${offerId}/claims`, who, { couponId })
  return couponId
}
type Redeemed = { readonly redemptionId: string; readonly discountMinor: number }
/** Shows the square of the moment, which the till reads. */
async function pay(who: Who, couponId: string, billMinor: number): Promise<Redeemed> {
  const shown = await get(`/v1/me/coupons/${couponId}/code`, who)
  const sale = { code: shown.code, billMinor }
  return (await post(`/v1/places/${placeId}/redemptions`, staff, sale)) as Redeemed
}
async function comeBy(who: Who): Promise<void> {
  const now = platform.clock().getTime()
  const { refused } = await post('/v1/signals', who, { signals: stayFrom(now - 120_000) })
  expect(refused).toEqual([])
}

test('S1 members get a coupon by text and push, come, use it at the till, and the report is right', async () => {
  const members = await fiveHundred()
  const { offerId, url, mailingId } = await sendCoupon()

  // A line of the gate for each person; a text and a push for whom it let through, and nobody else.
  const log = await gateLog(mailingId)
  const inbox = log.filter(({ way }) => way === 'inbox')
  expect([inbox.length, whoOf(inbox)]).toEqual([500, new Set(members.all)])
  const of = (outcome: string) =>
    inbox.filter((line) => line.outcome === outcome).map(({ personId }) => personId as Person)
  const whose = (reason: string) => whoOf(inbox.filter((line) => line.reason === reason))
  const [treated, control] = [of('sent'), of('control')]
  expect(whose('outreach.no-consent')).toEqual(new Set(members.silent))
  expect(whose('outreach.blocked')).toEqual(new Set(members.blocking))
  expect(treated.length + control.length).toBe(480)
  expect(control.length).toBeGreaterThan(60)
  const texted = treated.filter((id) => members.byText.has(id))
  const texts = log.filter(({ way }) => way === 'sms')
  expect(whoOf(texts)).toEqual(new Set(texted))
  expect(log).toHaveLength(500 + texted.length)
  expect(texts.every(({ grounds }) => grounds[0]?.purpose === 'marketing/sms')).toBe(true)
  const failed = texted.filter((id) => members.withDeadNumber.has(id)).length
  expect(texts.filter(({ outcome }) => outcome === 'taken')).toHaveLength(texted.length - failed)
  expect(solapi.taken).toHaveLength(texted.length - failed)
  expect(solapi.taken.every(({ text }) => text?.startsWith('(광고)'))).toBe(true)
  const pushed = treated.filter((id) => members.withDevice.has(id))
  expect([pushes.brought.length, whoOf(pushes.brought)]).toEqual([pushed.length, new Set(pushed)])
  expect(pushes.brought[0]?.text).toContain(`/inbox/${mailingId}`)

  // Sixty open it, forty take the coupon, thirty use it; ten more come by without, as do five of those who got nothing.
  const shoppers = await signedIn(platform, pushed.slice(0, 70))
  const others = await signedIn(
    platform,
    control.filter((id) => members.byText.has(id)).slice(0, 5),
  )
  minutes(30)
  for (const who of shoppers.slice(0, 60)) await open(who, mailingId)
  const taken: { who: Who; couponId: string }[] = []
  for (const who of shoppers.slice(0, 40)) {
    await post(`/v1/me/inbox/${mailingId}/click`, who)
    taken.push({ who, couponId: await take(who, offerId) })
  }
  minutes(60)
  for (const who of [...shoppers.slice(20, 40), ...shoppers.slice(60), ...others]) {
    await comeBy(who)
  }
  await settle()
  const paid: Redeemed[] = []
  for (const { who, couponId } of taken.slice(0, 30)) {
    paid.push(await pay(who, couponId, 12_000))
  }
  expect(new Set(paid.map(({ discountMinor }) => discountMinor))).toEqual(new Set([1_200]))
  const [first] = paid as [Redeemed]
  await post(`/v1/redemptions/${first.redemptionId}/reversal`, staff)
  const [neighbour] = others as [Who]
  await pay(neighbour, await take(neighbour, otherOfferId), 5_000)
  await settle()

  // By hand: twenty and ten were noticed at the shop, and the till saw thirty, of whom nobody had noticed
  // the first twenty. One coupon was taken back; whose it was has been there all the same.
  const report = await get(`${url}/report`, owner)
  const [noticed, unnoticed, atTill] = [30, 20, 29]
  expect(report.funnel).toEqual({
    eligible: 480,
    sent: treated.length,
    seen: 60,
    clicked: 40,
    visited: noticed + unnoticed,
    redeemed: atTill,
  })
  const salesMinor = atTill * 12_000
  expect(report.arms).toEqual({
    treated: { people: treated.length, visited: noticed, redeemed: atTill, salesMinor },
    control: { people: control.length, visited: 5, redeemed: 1, salesMinor: 5_000 },
  })
  const more = (one: number, other: number) => one / treated.length - other / control.length
  const { visits, redemptions } = report.lift
  expect(visits.difference).toBeCloseTo(more(noticed, 5), 12)
  expect(redemptions.difference).toBeCloseTo(more(atTill, 1), 12)
  for (const { low, high, difference, conclusive } of [visits, redemptions]) {
    expect(low < difference && difference < high).toBe(true)
    expect(conclusive).toBe(low > 0)
  }
  const sms = await get(`${url}/ways`, owner)
  expect(sms.items).toMatchObject([
    { way: 'sms', goes: texted.length, taken: texted.length - failed, failed },
  ])

  const statistics = await get(
    `/v1/merchants/${merchantId}/statistics?from=2026-04-16&until=2026-04-16`,
    owner,
  )
  expect(statistics.days).toMatchObject([
    { sent: treated.length, seen: 60, clicked: 40, visited: 50, redeemed: 29 },
  ])
  const broken = await verify(platform.database, invariants)
  expect(broken.filter(({ rows }) => rows.length > 0)).toEqual([])
}, 180_000)
