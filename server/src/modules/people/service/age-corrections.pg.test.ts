import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { verify } from '../../../platform/invariants.ts'
import { consentsOf, createPerson } from '../service.ts'
import { aShopper, saveAnswer } from '../testing.ts'
import { correctAge } from './age-corrections.ts'
import { sayAge, type SaysAge } from './ages.ts'
import { personAtCounter } from './guests.ts'
import { peopleInvariants } from './invariants.ts'

const { inWork, rows, clear, platform, at } = await freshDatabase()
const minji = testId('person')
const limits = { consentYears: 14, protectedYears: 8 }
const proof = { sessionId: null, ipHash: null, agentHash: null }
const reason = '신분증으로 확인했어요'
const ofAge = { kind: 'of-age' } as const
const born = (bornOn: string): SaysAge => ({ kind: 'younger', bornOn })
const says = (said: SaysAge) => inWork(aPerson(), (work) => sayAge(work, said, limits, proof))
const correct = (said: SaysAge, why = reason, who = minji) =>
  inWork(theSystem, (work) => correctAge(work, who, said, { limits, reason: why }))
const agrees = () => inWork(theSystem, (work) => saveAnswer(work, minji, 'marketing', true))
const held = async () => [
  ...((await inWork(theSystem, (work) => consentsOf(work, [minji]))).get(minji) ?? []),
]

beforeEach(async () => {
  await clear()
  at(new Date('2026-04-16T06:00:00.000Z'))
  await inWork(theSystem, (work) => createPerson(work, { ...aShopper(), passwordHash: null }))
})

test('PE95 a grown-up who mistyped their year may agree again, and nothing of it is kept', async () => {
  await says(born('2019-01-02'))
  await expect(says(ofAge)).rejects.toMatchObject({ code: 'people.age-said' })
  expect(await correct(born('1991-01-02'))).toEqual({ before: 'child', after: 'of-age' })
  expect(await rows('people.account')).toMatchObject([
    { age: 'of-age', bornOn: null, ofAgeOn: null },
  ])
  await agrees()
  expect(await rows('people.age_correction')).toMatchObject([
    { personId: minji, correctedBy: 'system/test', before: 'child', after: 'of-age', reason },
  ])
})

test('PE95 a child who got in as a grown-up has agreed to nothing from then on', async () => {
  await says(ofAge)
  await agrees()
  expect(await correct(born('2014-05-01'))).toEqual({ before: 'of-age', after: 'child' })
  expect(await held()).toEqual([])
  await expect(agrees()).rejects.toMatchObject({ code: 'people.guardian-needed' })
  // A second slip is put right as well; the day on which they come of age follows.
  await correct(born('2014-06-01'))
  expect(await rows('people.account')).toMatchObject([
    { bornOn: expect.anything() as unknown, age: 'child' },
  ])
  expect(await rows('people.age_correction')).toHaveLength(2)
  const broken = await verify(platform.database, peopleInvariants)
  expect(broken.filter((each) => each.rows.length > 0)).toEqual([])
})

test('PE95 is for the installation alone, for a reason, and for people who came in', async () => {
  const byHerself = inWork(aPerson({ isOperator: true }), (work) =>
    correctAge(work, minji, ofAge, { limits, reason }),
  )
  await expect(byHerself).rejects.toMatchObject({ code: 'access.forbidden' })
  const guest = await inWork(theSystem, (work) =>
    personAtCounter(work, { placeId: testId('place'), phone: '010-1234-5678' }),
  )
  const refused = [
    [() => correct(ofAge, '   '), 'people.reason-needed'],
    [() => correct(born('2030-01-01')), 'people.birthday-wrong'],
    [() => correct(born('2020-02-31')), 'people.birthday-wrong'],
    [() => correct(ofAge, reason, testId('person', 9)), 'people.unknown'],
    [() => correct(ofAge, reason, guest), 'people.unknown'],
  ] as const
  for (const [asked, code] of refused) await expect(asked()).rejects.toMatchObject({ code })
  expect(await rows('people.age_correction')).toEqual([])
})
