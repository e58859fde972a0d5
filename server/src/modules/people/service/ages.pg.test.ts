import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import type { Purpose } from '../model.ts'
import { merchantWordingOf } from '../model/consents.ts'
import { consentsOf, createPerson, recordLocationUses } from '../service.ts'
import { peoplePersonMap } from '../person-map.ts'
import { aShopper, saveAnswer } from '../testing.ts'
import { ageOfAsker, comeOfAge, sayAge, type SaysAge } from './ages.ts'
import { guardChildren } from './age-guard.ts'
import { peopleInvariants } from './invariants.ts'
import { agreeWithMerchant, merchantConsentsOf, pairKey } from './merchant-consents.ts'
import { forgetOldLocation } from './location-controls.ts'
import { openConsents } from './open-consents.ts'

const { inWork, rows, clear, platform, at } = await freshDatabase()
const { db } = platform.database
const minji = testId('person')
const merchantId = testId('merchant')
const pair = { personId: minji, merchantId }
const start = new Date('2026-04-16T06:00:00.000Z')
const limits = { consentYears: 14, protectedYears: 8 }
const proof = { sessionId: null, ipHash: null, agentHash: null }
const younger = (bornOn: string): SaysAge => ({ kind: 'younger', bornOn })
const says = (said: SaysAge) => inWork(aPerson(), (work) => sayAge(work, said, limits, proof))
const agrees = (purpose: Purpose) =>
  inWork(theSystem, (work) => saveAnswer(work, minji, purpose, true))
const agreesWithShop = () =>
  inWork(theSystem, (work) =>
    agreeWithMerchant(work, {
      ...pair,
      channel: 'app',
      proof,
      agreed: [{ purpose: 'marketing', wordingVersion: merchantWordingOf('marketing').version }],
    }),
  )
const held = () =>
  inWork(theSystem, async (work) => ({
    market: [...((await consentsOf(work, [minji])).get(minji) ?? [])],
    shop: [...((await merchantConsentsOf(work, [pair])).get(pairKey(pair)) ?? [])],
  }))
const nothing = { market: [], shop: [] }

beforeEach(async () => {
  await clear()
  at(start)
  await inWork(theSystem, (work) => createPerson(work, { ...aShopper(), passwordHash: null }))
})

describe('before anybody said how old they are', () => {
  test('PE70 there is no yes, to the market or to a shop', async () => {
    await expect(agrees('location')).rejects.toMatchObject({ code: 'people.age-unsaid' })
    await expect(agrees('marketing')).rejects.toMatchObject({ code: 'people.age-unsaid' })
    await expect(agreesWithShop()).rejects.toMatchObject({ code: 'people.age-unsaid' })
    await expect(inWork(theSystem, (work) => guardChildren(work, minji))).rejects.toMatchObject({
      code: 'people.age-unsaid',
    })
    expect(await held()).toEqual(nothing)
    await says({ kind: 'of-age' })
    await agrees('location')
    await agreesWithShop()
    expect(await held()).toEqual({ market: ['location'], shop: ['marketing'] })
  })

  test('PE70 what was agreed to in earlier days waits until they say that they are old enough', async () => {
    await says({ kind: 'of-age' })
    await agrees('location')
    await agrees('marketing')
    await agreesWithShop()
    // As the migration left those who had agreed before anybody was asked.
    await sql`update people.account set age = 'unsaid', age_said_at = null`.execute(db)
    await sql`update people.consent_now set held_back = true`.execute(db)
    await sql`update people.merchant_consent_now set held_back = true`.execute(db)
    const consents = openConsents(platform)
    await consents.ready([minji])
    expect(consents.has(minji, 'location')).toBe(false)
    expect(await held()).toEqual(nothing)
    // A no is heard all the same.
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'location', false))
    await says({ kind: 'of-age' })
    await consents.ready([minji])
    expect(consents.has(minji, 'marketing')).toBe(true)
    expect(await held()).toEqual({ market: ['marketing'], shop: ['marketing'] })
  })
})

describe('children', () => {
  test('PE71 whoever is younger says their birthday, and what they had agreed to ends', async () => {
    await says({ kind: 'of-age' })
    await agrees('location')
    await agrees('marketing')
    await agrees('night-marketing')
    await agreesWithShop()
    const own = await says(younger('2015-05-05'))
    expect(own).toMatchObject({ age: 'child', isGuarded: true, ofAgeOn: '2029-05-05' })
    expect(await held()).toEqual(nothing)
    const changed = (await rows('platform.fact')).filter(({ name }) =>
      String(name).endsWith('consent-changed'),
    )
    expect(changed.slice(-4).map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { personId: minji, purpose: 'location', granted: false },
        { personId: minji, merchantId, purpose: 'marketing', granted: false },
      ]),
    )
    // Said again it is the same; said otherwise it is not taken.
    expect(await says(younger('2015-05-05'))).toEqual(own)
    await expect(says({ kind: 'of-age' })).rejects.toMatchObject({ code: 'people.age-said' })
    await expect(says(younger('2011-05-05'))).rejects.toMatchObject({ code: 'people.age-said' })
  })

  test('PE71 a birthday that makes somebody old enough is not kept', async () => {
    expect(await says(younger('2012-04-16'))).toMatchObject({ age: 'of-age', ofAgeOn: null })
    expect(await rows('people.account')).toMatchObject([{ age: 'of-age', bornOn: null }])
  })

  test('PE71 a birthday that is none is refused', async () => {
    await expect(says(younger('2026-04-17'))).rejects.toMatchObject({
      code: 'people.birthday-wrong',
    })
  })

  test('PE72 agree to nothing without their guardian, and play for no prizes', async () => {
    await says(younger('2015-05-05'))
    await expect(agrees('location')).rejects.toMatchObject({ code: 'people.guardian-needed' })
    await expect(agreesWithShop()).rejects.toMatchObject({ code: 'people.guardian-needed' })
    await expect(inWork(theSystem, (work) => guardChildren(work, minji))).rejects.toMatchObject({
      code: 'people.guardian-needed',
    })
    await inWork(theSystem, (work) => saveAnswer(work, minji, 'location', false))
  })

  test.each([
    ['PE70 of nobody knows how old', 'unsaid'],
    ['PE72 of a child', 'child'],
  ])('%s: the database itself takes no yes, whoever writes it', async (_name, age) => {
    if (age === 'child') await says(younger('2015-05-05'))
    const words = (table: string) =>
      sql`insert into ${sql.table(table)} (purpose, version, ko, en)
        values ('marketing', 1, '-', '-') on conflict do nothing`.execute(db)
    await words('people.wording')
    await words('people.merchant_wording')
    const yes = (granted: boolean) =>
      sql`insert into people.consent (id, person_id, purpose, granted, wording_version, at, channel)
        values (gen_random_uuid(), ${minji}, 'marketing', ${granted}, 1, ${start}, 'import')`.execute(
        db,
      )
    const shopYes = sql`
      insert into people.merchant_consent (id, person_id, merchant_id, purpose, granted,
        wording_version, at, channel)
      values (gen_random_uuid(), ${minji}, ${merchantId}, 'marketing', true, 1, ${start}, 'paper')`
    const refused = { constraint: 'consent_of_age_or_guardian' }
    await expect(yes(true)).rejects.toMatchObject(refused)
    await expect(shopYes.execute(db)).rejects.toMatchObject(refused)
    await yes(false)
    expect(await held()).toEqual(nothing)
  })

  test('PE72 an invariant finds a child that agrees to something all the same', async () => {
    await says(younger('2015-05-05'))
    await sql`insert into people.consent_now (person_id, purposes)
      values (${minji}, '{marketing}')`.execute(db)
    const found = peopleInvariants.find(({ id }) => id === 'people.of-age-or-guardian')
    expect(found && (await sql.raw(found.query).execute(db)).rows).toHaveLength(1)
  })
})

describe('coming of age', () => {
  const birthday = '2012-04-17'
  const grow = () => inWork(theSystem, comeOfAge)
  // Midnight in Seoul, where Minji lives.
  const midnight = new Date('2026-04-16T15:00:00.000Z')

  test('PE76 is at midnight of the birthday where the child lives, and the guard ends by itself', async () => {
    await says(younger(birthday))
    at(new Date(midnight.getTime() - 1))
    expect(await grow()).toBe(0)
    await expect(agrees('location')).rejects.toMatchObject({ code: 'people.guardian-needed' })
    at(midnight)
    await agrees('location')
    expect(await inWork(aPerson(), (work) => ageOfAsker(work, limits))).toMatchObject({
      isGuarded: false,
    })
    expect(await grow()).toBe(1)
    expect(await grow()).toBe(0)
    // What they said themselves since midnight stands.
    expect(await held()).toEqual({ market: ['location'], shop: [] })
    expect(await rows('people.account')).toMatchObject([
      { age: 'of-age', bornOn: null, ofAgeOn: null },
    ])
  })

  test('PE76 it is another midnight in another place', async () => {
    await says(younger(birthday))
    await sql`update people.account set time_zone = 'America/New_York'`.execute(db)
    at(midnight)
    expect(await grow()).toBe(0)
    at(new Date('2026-04-17T04:00:00.000Z'))
    expect(await grow()).toBe(1)
  })
})

test('PE98 who used a location is kept for nearly a year and not longer', async () => {
  await says({ kind: 'of-age' })
  await agrees('location')
  const use = { personId: minji, merchantId: null, purpose: 'zone', count: 1 } as const
  await inWork(theSystem, (work) => recordLocationUses(work, [use]))
  const after = (days: number, ms = 0) => at(new Date(start.getTime() + days * 86_400_000 + ms))
  const forget = () => inWork(theSystem, (work) => forgetOldLocation(work, [peoplePersonMap]))
  // Two days are left for what is told late, and for the next look.
  after(363)
  await forget()
  expect(await rows('people.location_use')).toHaveLength(1)
  after(363, 60_000)
  await forget()
  expect(await rows('people.location_use')).toHaveLength(0)
})
