import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { verify } from '../../../platform/invariants.ts'
import type { MerchantPurpose } from '../model.ts'
import { merchantWordingOf } from '../model/consents.ts'
import { consentsOf } from '../service.ts'
import { peopleInvariants } from './invariants.ts'
import { aShopper, saveAnswer, savePerson } from '../testing.ts'
import {
  agreeWithMerchant,
  merchantConsentsOf,
  pairKey,
  withdrawFromMerchant,
} from './merchant-consents.ts'

const { inWork, rows, clear, platform, db } = await freshDatabase()
const minji = testId('person')
const cafe = { personId: minji, merchantId: testId('merchant', 1) }
const bakery = { personId: minji, merchantId: testId('merchant', 2) }
const where = {
  channel: 'follow',
  proof: { sessionId: null, ipHash: null, agentHash: null },
} as const

const agree = (pair: typeof cafe, ...purposes: MerchantPurpose[]) =>
  inWork(theSystem, (work) =>
    agreeWithMerchant(work, {
      ...pair,
      ...where,
      agreed: purposes.map((purpose) => ({
        purpose,
        wordingVersion: merchantWordingOf(purpose).version,
      })),
    }),
  )
const withdraw = (pair: typeof cafe, purposes: readonly MerchantPurpose[] | null) =>
  inWork(theSystem, (work) => withdrawFromMerchant(work, { ...pair, ...where, purposes }))
const held = async (pair: typeof cafe) => {
  const all = await inWork(theSystem, (work) => merchantConsentsOf(work, [cafe, bakery]))
  return [...(all.get(pairKey(pair)) ?? [])].toSorted()
}

beforeEach(async () => {
  await clear()
  await inWork(theSystem, (work) => savePerson(work, aShopper()))
})

test('PE50 a yes to one shop is none to another, and none to the market', async () => {
  await agree(cafe, 'marketing/sms', 'marketing')
  expect(await held(cafe)).toEqual(['marketing', 'marketing/sms'])
  expect(await held(bakery)).toEqual([])
  const market = await inWork(theSystem, (work) => consentsOf(work, [minji]))
  expect(market.get(minji)).toEqual(new Set())
})

test('PE50 a no to the market leaves the yes to a shop as it is', async () => {
  await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', true))
  await agree(cafe, 'marketing')
  await inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', false))
  expect(await held(cafe)).toEqual(['marketing'])
})

test('PE50 nights and ways of a shop need their ground there, whoever writes', async () => {
  await expect(agree(cafe, 'night-marketing/sms')).rejects.toMatchObject({
    code: 'people.marketing-needed',
  })
  await expect(
    sql`insert into people.merchant_consent_now (person_id, merchant_id, purposes)
      values (${minji}, ${cafe.merchantId}, '{marketing,night-marketing/line}')`.execute(db),
  ).rejects.toThrow('stands_together')
  await expect(
    sql`insert into people.consent_now (person_id, purposes)
      values (${minji}, '{location,marketing/email}')`.execute(db),
  ).rejects.toThrow('stands_together')
})

test('PE50 a no to all of a shop ends every way, keeps the history, and is told', async () => {
  await agree(cafe, 'marketing', 'marketing/kakao', 'night-marketing/kakao')
  await agree(bakery, 'marketing')
  await withdraw(cafe, null)
  expect(await held(cafe)).toEqual([])
  expect(await held(bakery)).toEqual(['marketing'])
  expect(await rows('people.merchant_consent')).toHaveLength(7)
  const facts = await rows('platform.fact')
  const changed = facts.filter(({ name }) => name === 'people.merchant-consent-changed')
  expect(changed).toHaveLength(7)
  await expect(sql`delete from people.merchant_consent`.execute(db)).rejects.toThrow('append-only')
  expect(await withdraw(cafe, null)).toEqual([])
})

test('PE50 a yes to a night and a no to its day that race leave no night alone', async () => {
  await agree(cafe, 'marketing', 'marketing/sms')
  const bothAreOpen = startingLine(2)
  const version = merchantWordingOf('night-marketing/sms').version
  const yes = inWork(theSystem, async (work) => {
    await bothAreOpen()
    const agreed = [{ purpose: 'night-marketing/sms', wordingVersion: version } as const]
    await agreeWithMerchant(work, { ...cafe, ...where, agreed })
  })
  const no = inWork(theSystem, async (work) => {
    await bothAreOpen()
    await withdrawFromMerchant(work, { ...cafe, ...where, purposes: ['marketing/sms'] })
  })
  const [, second] = await Promise.allSettled([yes, no])
  expect(second?.status).toBe('fulfilled')
  expect(await held(cafe)).toEqual(['marketing'])
  for (const { isHeld } of await verify(platform.database, peopleInvariants)) {
    expect(isHeld).toBe(true)
  }
})
