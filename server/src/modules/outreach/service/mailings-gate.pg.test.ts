import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import type { Id } from '../../../kernel/id.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import type { Work } from '../../../platform/work.ts'
import type { MerchantPurpose, Purpose } from '../../people/model.ts'
import { savePerson, shopper } from '../../people/testing.ts'
import { defaultSettings, gateDecision } from '../model.ts'
import { wayNames, type WayName } from '../model/delivery.ts'
import { recipientOutcomes, unpacked } from '../model/mailing.ts'
import { packedWays, wayEnd } from '../model/mailing-ways.ts'
import { aMailing as draft, befriend, everyone, stepOf } from '../testing.ts'
import { openMailing, sendMailing } from './mailings.ts'
import { notePurchases } from './purchases.ts'

const { inWork, rows, clear, at } = await freshDatabase()
const merchantId = testId('merchant')

const wayLife = fc.record({
  market: fc.boolean(),
  friend: fc.boolean(),
  hasAddress: fc.boolean(),
  isGone: fc.boolean(),
})

/** One person of the property: what the gate is told of them. */
const lives = fc.record({
  friend: fc.constantFrom<readonly MerchantPurpose[]>(
    [],
    ['marketing'],
    ['marketing', 'night-marketing'],
  ),
  purposes: fc.constantFrom<readonly Purpose[]>(
    [],
    ['marketing'],
    ['marketing', 'night-marketing'],
  ),
  zone: fc.constantFrom('Asia/Seoul', 'Europe/London', 'America/New_York', 'Pacific/Auckland'),
  isBlocked: fc.boolean(),
  boughtHoursAgo: fc.constantFrom(null, 1, 30),
  today: fc.integer({ min: 0, max: 4 }),
  earlier: fc.integer({ min: 0, max: 3 }),
  ofMerchant: fc.boolean(),
  /** Each way: whether its consent was given to the market or to the shop, and whether it leads somewhere. */
  ways: fc.record({
    email: wayLife,
    sms: wayLife,
    kakao: wayLife,
    line: wayLife,
  }),
  hasPhone: fc.boolean(),
})
type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never

const isPhone = (way: WayName) => way === 'sms' || way === 'kakao'
const phoneOf = (personId: string) => {
  const number = Number.parseInt(personId.slice(-6), 16)
  return `+8210${String(number).padStart(8, '0')}`
}

/** Consents to ways stand on marketing: without it there are none. */
function agreedWays(life: Life, to: 'market' | 'friend'): readonly WayPurpose[] {
  const ground: readonly string[] = to === 'market' ? life.purposes : life.friend
  if (!ground.includes('marketing')) return []
  return wayNames.filter((way) => life.ways[way][to]).map((way) => `marketing/${way}` as const)
}
type WayPurpose = `marketing/${WayName}`

/** What the rule of one person says of all ways. */
function endsOf(life: Life, isSent: boolean): number {
  const agreed = new Set([...agreedWays(life, 'market'), ...agreedWays(life, 'friend')])
  const ends = wayNames.map((way) => {
    const { hasAddress, isGone } = life.ways[way]
    const isReachable = (isPhone(way) ? life.hasPhone : hasAddress) && !isGone
    const agrees = agreed.has(`marketing/${way}`)
    return [way, wayEnd({ isSent, isChosen: chosen.includes(way), agrees, isReachable })] as const
  })
  return packedWays(Object.fromEntries(ends))
}
const chosen: readonly WayName[] = ['email', 'sms', 'line']

async function live(work: Work, personId: Id<'person'>, life: Life): Promise<void> {
  await changeTimeZoneOf(work, personId, life.zone)
  const friend = [...life.friend, ...agreedWays(life, 'friend')]
  await befriend(work, personId, friend)
  if (life.isBlocked) {
    await sql`insert into outreach.block (person_id, merchant_id, since)
      values (${personId}, ${merchantId}, ${work.now})`.execute(work.tx)
  }
  if (life.boughtHoursAgo !== null) {
    const boughtAt = new Date(work.now.getTime() - life.boughtHoursAgo * 3_600_000)
    await notePurchases(work, [{ personId, merchantId, at: boughtAt }])
  }
  const days = [...Array<number>(life.today).fill(0), ...Array<number>(life.earlier).fill(3)]
  for (const [slot, daysAgo] of days.entries()) {
    const merchant = life.ofMerchant && slot === 0 ? merchantId : testId('merchant', 90 + slot)
    await sql`insert into outreach.recipient
      (person_id, merchant_id, at, heard, day, slot, outcome, is_control)
      values (${personId}, ${merchant}, ${work.now}, 1,
        (${work.now}::timestamptz at time zone 'Asia/Seoul')::date - ${daysAgo}::integer,
        ${slot + 1}, 0, false)`.execute(work.tx)
  }
}

/** Where all of them are reached, and which of the ways they agreed to with the market. */
async function giveWays(work: Work, all: readonly Life[]): Promise<void> {
  const everyWay = all.flatMap((life, n) => {
    const personId = testId('person', n + 1)
    return wayNames.map((way) => {
      const address = isPhone(way) ? phoneOf(personId) : `${way}-of-${personId}`
      return { ...life.ways[way], personId, way, address, hasPhone: life.hasPhone }
    })
  })
  const column = <Key extends 'personId' | 'way' | 'address'>(
    key: Key,
    of: (each: (typeof everyWay)[number]) => boolean,
  ) => everyWay.filter(of).map((each) => each[key])
  const known = (each: (typeof everyWay)[number]) => !isPhone(each.way) && each.hasAddress
  const gone = ({ isGone }: (typeof everyWay)[number]) => isGone
  const phones = ({ way, hasPhone }: (typeof everyWay)[number]) => way === 'sms' && hasPhone
  await sql`insert into outreach.address (person_id, way, address, verified_at)
    select a.*, ${work.now}::timestamptz from unnest(${column('personId', known)}::uuid[],
      ${column('way', known)}::text[], ${column('address', known)}::text[]) a`.execute(work.tx)
  await sql`insert into outreach.unreachable (way, address, reason, since)
    select a.*, 'gone', ${work.now}::timestamptz from unnest(${column('way', gone)}::text[],
      ${column('address', gone)}::text[]) a`.execute(work.tx)
  await sql`update people.account set phone = a.phone
    from unnest(${column('personId', phones)}::uuid[], ${column('address', phones)}::text[])
      a (id, phone) where account.id = a.id`.execute(work.tx)
  const agreed = all.flatMap((life, n) =>
    agreedWays(life, 'market').map((purpose) => ({ id: testId('person', n + 1), purpose })),
  )
  await sql`update people.consent_now c set purposes = c.purposes || a.purposes
    from (
      select id, array_agg(purpose) as purposes from unnest(
        ${agreed.map(({ id }) => id)}::uuid[], ${agreed.map(({ purpose }) => purpose)}::text[]
      ) a (id, purpose) group by id
    ) a where c.person_id = a.id`.execute(work.tx)
}

async function changeTimeZoneOf(work: Work, personId: Id<'person'>, zone: string): Promise<void> {
  await sql`update people.account set time_zone = ${zone} where id = ${personId}`.execute(work.tx)
}

test('OU21, OU64 a statement over thousands says of each what the rule says of one', async () => {
  const settings = { ...defaultSettings, marketingPerWeekMax: 5 }
  const unlessBoughtSince = (now: Date) => new Date(now.getTime() - 24 * 3_600_000)
  const hours = fc.integer({ min: 0, max: 23 })
  await fc.assert(
    fc.asyncProperty(fc.array(lives, { minLength: 1, maxLength: 30 }), hours, async (all, hour) => {
      await clear()
      const now = new Date(Date.UTC(2026, 3, 16, hour, 30))
      at(now)
      await inWork(theSystem, async (work) => {
        await sql`insert into outreach.settings (marketing_per_day_max, marketing_per_week_max,
          marketing_per_merchant_day_max, quiet_from_minute, quiet_until_minute, time_zone)
          values (3, 5, 1, 1260, 480, 'Asia/Seoul')`.execute(work.tx)
        for (const [n, life] of all.entries()) {
          await savePerson(work, shopper(n + 1), [...life.purposes, ...agreedWays(life, 'market')])
          await live(work, testId('person', n + 1), life)
        }
        await giveWays(work, all)
      })
      await inWork(theSystem, async (work) => {
        const since = { ...draft, unlessBoughtSince: unlessBoughtSince(now), ways: chosen }
        const id = await openMailing(work, since)
        await sendMailing(work, id, stepOf(everyone(all.length)))
      })
      const kept = new Map(
        (await rows('outreach.recipient'))
          .filter(({ mailingId }) => mailingId)
          .map((row) => [String(row['personId']), row]),
      )
      for (const [n, life] of all.entries()) {
        const row = kept.get(testId('person', n + 1))
        const hearing = {
          purpose: 'marketing' as const,
          at: now,
          isKnown: true,
          consents: new Set<Purpose>(life.purposes),
          merchantConsents: new Set<Purpose>(life.friend),
          isBlocked: life.isBlocked,
          hasBoughtSince: life.boughtHoursAgo === 1,
          timeZone: life.zone,
          sentToday: life.today,
          sentThisWeek: life.today + life.earlier,
          sentTodayByMerchant: life.ofMerchant && life.today > 0 ? 1 : 0,
        }
        const decision = gateDecision(hearing, settings)
        expect(recipientOutcomes[Number(row?.['outcome'])]).toBe(
          decision.kind === 'refused' ? decision.code : decision.kind,
        )
        const isSent = decision.kind === 'sent'
        expect(row?.['ways']).toBe(isSent ? endsOf(life, isSent) : null)
        if (decision.kind === 'postponed') expect(row?.['releaseAt']).toEqual(decision.until)
        const {
          isQuiet: _quiet,
          consents,
          merchantConsents,
          ...seen
        } = unpacked(Number(row?.['heard']))
        expect(new Set(consents)).toEqual(hearing.consents)
        expect(new Set(merchantConsents)).toEqual(hearing.merchantConsents)
        expect(seen).toMatchObject({
          isBlocked: hearing.isBlocked,
          hasBoughtSince: hearing.hasBoughtSince,
          sentToday: hearing.sentToday,
          sentThisWeek: hearing.sentThisWeek,
          sentTodayByMerchant: hearing.sentTodayByMerchant,
        })
      }
    }),
    { numRuns: 20 },
  )
}, 120_000)
