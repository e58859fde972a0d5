import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { wordingOf, type Purpose } from '../model.ts'
import type { GuardianPurpose } from '../model/age.ts'
import { guardianWording } from '../model/guardians.ts'
import { peoplePersonMap } from '../person-map.ts'
import { peopleReactions } from '../reactions.ts'
import { consentsOf, createPerson, recordLocationUses } from '../service.ts'
import { aShopper, capturingCodeSender, saveAnswer } from '../testing.ts'
import { comeOfAge, sayAge } from './ages.ts'
import { erasePerson } from './erasing.ts'
import {
  answerAsGuardian,
  askGuardian,
  guardianOfAsker,
  guardianPage,
  sendGuardianCode,
  withdrawByLink,
  type GuardianDoor,
} from './guardians.ts'
import { tellGuardianJob } from './guardian-letters.ts'
import { wardsOfAsker, withdrawWard } from './wards.ts'
import { peopleInvariants } from './invariants.ts'
import { forgetOld } from './own-records.ts'

const { inWork, rows, clear, platform, at, runReactions } = await freshDatabase()
const { db } = platform.database
const codes = capturingCodeSender()
const child = testId('person')
const parent = testId('person', 2)
const start = new Date('2026-04-16T06:00:00.000Z')
const days = (count: number) => new Date(start.getTime() + count * 86_400_000)
const ages = { consentYears: 14, protectedYears: 8 }
const proof = { sessionId: null, ipHash: null, agentHash: null }
const nobody = { kind: 'nobody' } as const
const mother = '010-9876-5432'
const door = (actor: GuardianDoor['actor'] = aPerson()): GuardianDoor => ({
  inWork,
  actor,
  secret: platform.secret,
  device: 'test',
  sender: codes,
  marketName: '골목',
  ages,
  pageOf: (token) => `https://golmok.test/guardian/${token}`,
})
const ask = (address = mother) => askGuardian(door(), { address, locale: 'ko' })
const token = () => /guardian\/(\S+)$/.exec(codes.told.at(-1)?.text ?? '')?.[1] ?? ''
const lastCode = () => codes.sent.at(-1)?.code ?? ''
const reactions = () =>
  runReactions([peopleReactions([peoplePersonMap], [tellGuardianJob(platform.secret, codes)])])

async function answers(allowed: readonly GuardianPurpose[] | null, link = token()) {
  await sendGuardianCode(door(nobody), link, 'ko')
  return answer(allowed, link, lastCode())
}
const answer = (allowed: readonly GuardianPurpose[] | null, link: string, code: string) =>
  answerAsGuardian(
    door(nobody),
    {
      token: link,
      code,
      locale: 'ko',
      wordingVersion: guardianWording.version,
      allowed:
        allowed?.map((purpose) => ({ purpose, wordingVersion: wordingOf(purpose).version })) ??
        null,
    },
    proof,
  )
const withdraw = (link: string) =>
  inWork(theSystem, (work) => withdrawByLink(work, door(), { token: link, locale: 'ko' }, proof))
const agrees = (purpose: Purpose, granted = true) =>
  inWork(theSystem, (work) => saveAnswer(work, child, purpose, granted))
const held = () =>
  inWork(theSystem, async (work) => [...((await consentsOf(work, [child])).get(child) ?? [])])
const born = (bornOn: string) =>
  inWork(aPerson(), (work) => sayAge(work, { kind: 'younger', bornOn }, ages, proof))

beforeEach(async () => {
  await clear()
  at(start)
  codes.sent.length = 0
  codes.told.length = 0
  await inWork(theSystem, (work) => createPerson(work, { ...aShopper(), passwordHash: null }))
})

describe('asking', () => {
  test('PE73 a link goes to the guardian, and their number stands nowhere in the tables', async () => {
    await born('2014-01-01')
    await ask()
    expect(codes.told).toMatchObject([{ to: '+821098765432' }])
    const kept = JSON.stringify(await rows('people.guardian_request'))
    expect(kept).not.toContain('98765432')
    expect(kept).not.toContain(token())
    const page = await inWork(theSystem, (work) => guardianPage(work, token(), ages))
    expect(page).toMatchObject({ address: '***-****-5432', allowed: null, isProtected: false })
    expect(await inWork(aPerson(), guardianOfAsker)).toMatchObject({
      asked: { way: 'text-message' },
      allowed: null,
    })
  })

  test('PE73 nobody is their own guardian, nor is another child, and grown-ups ask nobody', async () => {
    await expect(ask()).rejects.toMatchObject({ code: 'people.age-unsaid' })
    await born('2014-01-01')
    await expect(ask('minji@golmok.test')).rejects.toMatchObject({
      code: 'people.guardian-not-you',
    })
    await inWork(theSystem, (work) =>
      createPerson(work, {
        ...aShopper({ id: parent, email: null, phone: '+821098765432' }),
        passwordHash: null,
      }),
    )
    await sql`update people.account set age = 'child', born_on = '2014-02-02', of_age_on = '2028-02-02'
      where id = ${parent}`.execute(db)
    await expect(ask()).rejects.toMatchObject({ code: 'people.guardian-not-you' })
  })

  test('PE73 one question at a time, five a day, gone after five days', async () => {
    await born('2014-01-01')
    await ask()
    const first = token()
    await ask()
    await expect(answers(['location'], first)).rejects.toMatchObject({
      code: 'people.guardian-link-unknown',
    })
    for (let count = 2; count < 5; count += 1) await ask()
    await expect(ask()).rejects.toMatchObject({ code: 'people.too-many-guardian-requests' })
    const last = token()
    at(days(5))
    await expect(answers(['location'], last)).rejects.toMatchObject({
      code: 'people.guardian-link-unknown',
    })
    await inWork(theSystem, forgetOld)
    expect(await rows('people.guardian_request')).toEqual([])
  })
})

describe('answering', () => {
  beforeEach(async () => {
    await born('2014-01-01')
    await ask()
  })

  test('PE74 each purpose apart, and the child says its own yes to what is allowed', async () => {
    const link = token()
    await answers(['location'])
    expect(await held()).toEqual([])
    await agrees('location')
    await expect(agrees('marketing')).rejects.toMatchObject({ code: 'people.guardian-needed' })
    expect(await rows('people.guardian_answer')).toMatchObject([
      { kind: 'yes', purposes: ['location'], wordingVersion: 1, way: 'text-message' },
    ])
    await reactions()
    expect(codes.told.at(-1)).toMatchObject({ to: '+821098765432' })
    expect(codes.told.at(-1)?.text).toContain('동의하신 것을 확인했어요')
    const jobs = JSON.stringify(await rows('platform.job'))
    expect(jobs).not.toContain('98765432')
    expect(jobs).not.toContain(link)
  })

  test('PE74 the code counts once, and a wrong one not at all', async () => {
    const link = token()
    await sendGuardianCode(door(), link, 'ko')
    const code = lastCode()
    const wrong = code === '000000' ? '000001' : '000000'
    await expect(answer(['location'], link, wrong)).rejects.toMatchObject({
      code: 'people.code-wrong',
    })
    await answer(['location'], link, code)
    await expect(answer(['location', 'marketing'], link, code)).rejects.toMatchObject({
      code: 'people.code-wrong',
    })
    expect(await rows('people.guardian')).toMatchObject([{ purposes: ['location'] }])
  })

  test('PE74 a no ends the question, and nothing may be agreed to', async () => {
    const link = token()
    await answers(null)
    await expect(agrees('location')).rejects.toMatchObject({ code: 'people.guardian-needed' })
    expect(await rows('people.guardian_answer')).toMatchObject([{ kind: 'no' }])
    await expect(answers(['location'], link)).rejects.toMatchObject({
      code: 'people.guardian-link-unknown',
    })
  })

  test('PE74 words that changed meanwhile, and ways without marketing, are not taken', async () => {
    await expect(answers(['marketing/sms'])).rejects.toMatchObject({
      code: 'people.marketing-needed',
    })
  })

  test('PE74 allowing less ends at once what is no longer allowed', async () => {
    const link = token()
    await answers(['location', 'marketing'])
    await agrees('location')
    await agrees('marketing')
    await answers(['marketing'], link)
    expect(await held()).toEqual(['marketing'])
  })
})

test('PE74 for a child of eight the yes of the guardian is the answer', async () => {
  await born('2017-04-17')
  await ask('mother@golmok.test')
  expect((await answers(['location', 'marketing'])).isProtected).toBe(true)
  expect((await held()).toSorted()).toEqual(['location', 'marketing'])
  expect(await rows('people.consent')).toMatchObject([
    { channel: 'guardian' },
    { channel: 'guardian' },
  ])
})

describe('taking back', () => {
  let link: string
  beforeEach(async () => {
    await born('2014-01-01')
    await ask()
    link = token()
    await answers(['location', 'marketing'])
    await agrees('location')
    await agrees('marketing')
  })
  const use = { personId: child, merchantId: null, purpose: 'zone', count: 1 } as const

  test('PE75 by the link alone: all ends in one transaction, and the location is destroyed', async () => {
    await inWork(theSystem, (work) => recordLocationUses(work, [use]))
    await withdraw(link)
    expect(await held()).toEqual([])
    await expect(agrees('location')).rejects.toMatchObject({ code: 'people.guardian-needed' })
    await reactions()
    expect(await rows('people.location_use')).toEqual([])
    // Two letters were under way: which of them goes first does not matter.
    const told = codes.told.map(({ text }) => text).join()
    expect(told).toContain('동의를 거두신 것을 확인했어요')
    await expect(withdraw(link)).rejects.toMatchObject({ code: 'people.guardian-link-unknown' })
  })

  test('PE75 from their own account, once the address is proven there', async () => {
    await inWork(theSystem, (work) =>
      createPerson(work, {
        ...aShopper({ id: parent, email: null, phone: '+821098765432' }),
        passwordHash: null,
      }),
    )
    const asParent = aPerson({ number: 2 })
    const wards = await inWork(asParent, (work) => wardsOfAsker(work, platform.secret))
    expect(wards).toMatchObject([{ childId: child, allowed: ['location', 'marketing'] }])
    const other = aPerson({ number: 3 })
    await expect(
      inWork(other, (work) => withdrawWard(work, platform.secret, child, proof)),
    ).rejects.toMatchObject({ code: 'people.ward-unknown' })
    await inWork(asParent, (work) => withdrawWard(work, platform.secret, child, proof))
    expect(await held()).toEqual([])
  })

  test('PE75 erasing the account of the guardian ends it too', async () => {
    await sql`insert into people.account (id, name, phone, locale, joined_at)
      values (${parent}, '엄마', '+821098765432', 'ko', now())`.execute(db)
    await answers(['location', 'marketing'], link)
    await inWork(theSystem, (work) => erasePerson(work, parent))
    expect(await held()).toEqual([])
    expect(await rows('people.guardian')).toEqual([])
  })

  test('PE75 a yes of the child that races with it leaves nothing behind', async () => {
    await agrees('marketing', false)
    const bothAreReady = startingLine(2)
    const race = await Promise.allSettled([
      bothAreReady().then(() => agrees('marketing')),
      bothAreReady().then(() => withdraw(link)),
    ])
    expect(race[1]?.status).toBe('fulfilled')
    expect(await held()).toEqual([])
    const found = peopleInvariants.find(({ id }) => id === 'people.of-age-or-guardian')
    expect(found && (await sql.raw(found.query).execute(db)).rows).toEqual([])
  })

  test('PE75 the database lets no guardian go while the child agrees to something', async () => {
    await expect(sql`delete from people.guardian`.execute(db)).rejects.toMatchObject({
      constraint: 'guardian_leaves_nothing',
    })
    await expect(
      sql`update people.guardian set purposes = '{marketing}'`.execute(db),
    ).rejects.toMatchObject({ constraint: 'guardian_leaves_nothing' })
  })
})

test('PE76 on the birthday the guardian’s yes ends with what was agreed to under it', async () => {
  await born('2012-04-18')
  await ask()
  await answers(['location'])
  await agrees('location')
  at(days(2))
  expect(await inWork(theSystem, comeOfAge)).toBe(1)
  expect(await held()).toEqual([])
  expect(await rows('people.guardian')).toEqual([])
  expect((await rows('people.guardian_answer')).map(({ kind }) => kind)).toEqual(['yes', 'of-age'])
  await agrees('location')
  expect(await held()).toEqual(['location'])
})
