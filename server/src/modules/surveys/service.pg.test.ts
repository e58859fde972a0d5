/** Surveys on a real database: who answers, what they get, what is kept, and what is shown of it. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { followChannel } from '../channels/service.ts'
import { changeOffer, createOffer } from '../offers/service.ts'
import { offerReactions } from '../offers/reactions.ts'
import { anOffer } from '../offers/testing.ts'
import { createMerchant } from '../places/service.ts'
import type { Answer } from './model/answers.ts'
import type { SurveyPlan } from './model/survey.ts'
import {
  changeSurvey,
  createSurvey,
  endSurvey,
  linkKeyOf,
  mixAnswers,
  openSurvey,
  surveyInvariants,
  surveyOf,
  surveysAt,
} from './service.ts'
import { answerSurvey, myAnswerTo } from './service/answering.ts'
import { crossedOf, resultsCsv, resultsOf } from './service/results.ts'
import { aSurveyPlan } from './testing.ts'

const { inWork, rows, clear, db, runReactions, at: setClock } = await freshDatabase()
const noon = new Date('2026-04-15T03:00:00Z')
const merchantId = testId<'merchant'>('merchant')
const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
const staff = aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] })
const foreigner = aPerson({
  number: 92,
  memberships: [{ merchantId: testId('merchant', 2), role: 'owner' }],
})
const surveyId = testId<'survey'>('survey')
const offerId = testId<'offer'>('offer')

beforeEach(async () => {
  await clear()
  setClock(noon)
  await inWork(theSystem, (work) =>
    createMerchant(work, { id: merchantId, name: '골목커피', category: 'cafe' }),
  )
})

const write = (change: Partial<SurveyPlan> = {}, as: Actor = owner) =>
  inWork(as, (work) => createSurvey(work, { id: surveyId, merchantId }, aSurveyPlan(change)))
const open = async (change: Partial<SurveyPlan> = {}) => {
  await write(change)
  return inWork(owner, (work) => openSurvey(work, surveyId))
}
const reward = (change: object = {}) => inWork(owner, (work) => createOffer(work, anOffer(change)))

/** A regular who liked it, unless said. */
const happy: readonly Answer[] = [[0], [0, 1], [5], null, [0]]
type Change = { answers?: readonly Answer[]; id?: number; key?: string | null }
const answer = (number: number, change: Change = {}) =>
  inWork(aPerson({ number }), (work) =>
    answerSurvey(work, {
      surveyId,
      participationId: testId('coupon', change.id ?? number),
      linkKey: change.key ?? null,
      answers: change.answers ?? happy,
    }),
  )
const many = async (numbers: number, answersOf: (number: number) => readonly Answer[]) => {
  for (let number = 1; number <= numbers; number += 1)
    await answer(number, { answers: answersOf(number) })
}
const results = () => inWork(owner, (work) => resultsOf(work, surveyId))
const mix = () => inWork(theSystem, mixAnswers)
const end = () => inWork(owner, (work) => endSurvey(work, surveyId))

async function broken(): Promise<string[]> {
  const found: string[] = []
  for (const { id, query } of surveyInvariants) {
    const { rows: wrong } = await sql.raw(query).execute(db)
    if (wrong.length > 0) found.push(id)
  }
  return found
}

describe('SU11 a survey is written', () => {
  test('by owners only, and fixed once it is open', async () => {
    for (const as of [staff, foreigner, aPerson()]) {
      await expect(write({}, as)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    await write()
    await inWork(owner, (work) => changeSurvey(work, surveyId, aSurveyPlan({ title: '다시' })))
    await inWork(owner, (work) => openSurvey(work, surveyId))
    const change = inWork(owner, (work) => changeSurvey(work, surveyId, aSurveyPlan()))
    await expect(change).rejects.toMatchObject({ code: 'survey.fixed' })
    expect((await inWork(aPerson(), (work) => surveyOf(work, surveyId, null))).title).toBe('다시')
    for (const as of [staff, foreigner, aPerson()]) {
      const seen = inWork(as, (work) => resultsOf(work, surveyId))
      await expect(seen).rejects.toMatchObject({ code: 'access.forbidden' })
    }
  })

  test('with a coupon of this shop only', async () => {
    const wrong = write({ rewardOfferId: testId('offer', 7) })
    await expect(wrong).rejects.toMatchObject({ code: 'survey.wrong-offer' })
  })

  test('and a draft is nobody else’s business', async () => {
    await write()
    const look = inWork(aPerson(), (work) => surveyOf(work, surveyId, null))
    await expect(look).rejects.toMatchObject({ code: 'survey.unknown' })
    expect(await inWork(aPerson(), (work) => surveysAt(work, merchantId))).toEqual([])
    expect(await inWork(staff, (work) => surveysAt(work, merchantId))).toHaveLength(1)
  })
})

describe('SU3 one answer each', () => {
  test('a second one is refused, and the same sent again changes nothing', async () => {
    await open()
    const first = await answer(1)
    expect(await answer(1)).toEqual(first)
    await expect(answer(1, { id: 50 })).rejects.toMatchObject({ code: 'survey.answered' })
    await expect(answer(2, { id: 1 })).rejects.toMatchObject({ code: 'survey.id-taken' })
    expect(await rows('surveys.sheet')).toHaveLength(1)
  })

  test('of six answers of one person that race, one counts', async () => {
    await reward()
    await open({ rewardOfferId: offerId })
    const line = startingLine(6)
    const raced = await Promise.allSettled(
      Array.from({ length: 6 }, (_each, lane) =>
        inWork(aPerson(), async (work) => {
          await line()
          const participationId = testId<'coupon'>('coupon', lane + 1)
          return answerSurvey(work, { surveyId, participationId, linkKey: null, answers: happy })
        }),
      ),
    )
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await rows('surveys.sheet')).toHaveLength(1)
    expect(await rows('offers.coupon')).toHaveLength(1)
    expect(await broken()).toEqual([])
  })
})

describe('SU4 answers count', () => {
  test('from the start until just before the end, and while the survey is open', async () => {
    await open({ startsAt: noon, endsAt: new Date(noon.getTime() + 60_000) })
    setClock(new Date(noon.getTime() - 1))
    await expect(answer(1)).rejects.toMatchObject({ code: 'survey.not-open' })
    setClock(noon)
    await answer(1)
    setClock(new Date(noon.getTime() + 60_000))
    await expect(answer(2)).rejects.toMatchObject({ code: 'survey.not-open' })
    setClock(noon)
    await end()
    await expect(answer(2)).rejects.toMatchObject({ code: 'survey.not-open' })
  })

  test('and 50,000 at most', async () => {
    await open()
    await sql`update surveys.survey set answered = 50000`.execute(db)
    await expect(answer(1)).rejects.toMatchObject({ code: 'survey.full' })
    expect(await rows('surveys.participation')).toEqual([])
  })
})

test('SU5 whoever has the link answers, and nobody else sees it', async () => {
  await open({ audience: 'link' })
  await expect(answer(1)).rejects.toMatchObject({ code: 'survey.unknown' })
  await expect(answer(1, { key: 'guessed' })).rejects.toMatchObject({ code: 'survey.unknown' })
  const key = await inWork(owner, (work) => Promise.resolve(linkKeyOf(work, surveyId)))
  await answer(1, { key })
  expect(await inWork(aPerson(), (work) => surveysAt(work, merchantId))).toEqual([])
})

test('SU5 a survey for friends is answered by friends', async () => {
  await open({ audience: 'friends' })
  await expect(answer(1)).rejects.toMatchObject({ code: 'survey.friends-only' })
  await inWork(aPerson(), (work) => followChannel(work, { merchantId, source: 'app' }))
  await answer(1)
  expect(await rows('surveys.sheet')).toHaveLength(1)
})

describe('SU6 who answered and what was answered', () => {
  test('are kept apart: no person, no time, no order leads from one to the other', async () => {
    await open()
    await many(12, (number) => [[number % 2], null, [3], `말 ${number}`, [0]])
    const before = await rows('surveys.sheet')
    expect(Object.keys(before[0] ?? {}).toSorted()).toEqual([
      'answers',
      'id',
      'isMixed',
      'segment',
      'surveyId',
    ])
    const people = new Set((await rows('surveys.participation')).map((it) => it['personId']))
    expect(JSON.stringify(before)).not.toMatch(new RegExp([...people].join('|')))
    // Random ids tell no time, as ids of this house otherwise do.
    expect(before.every(({ id }) => String(id).charAt(14) === '4')).toBe(true)
    await end()
    // All were written anew by one transaction, under ids of which none was there before.
    const { rows: marks } = await sql<{ mark: string }>`
      select distinct xmin::text as mark from surveys.sheet`.execute(db)
    expect(marks).toHaveLength(1)
    const old = new Set(before.map(({ id }) => id))
    expect((await rows('surveys.sheet')).filter(({ id }) => old.has(id))).toEqual([])
    const facts = await rows('platform.fact')
    expect(JSON.stringify(facts)).not.toContain('말 3')
  })

  test('and one knows oneself that one answered', async () => {
    await open()
    const mine = (number: number) =>
      inWork(aPerson({ number }), (work) => myAnswerTo(work, surveyId))
    expect(await mine(1)).toBeNull()
    await answer(1)
    expect(await mine(1)).toEqual({ couponId: null, reward: 'none', at: noon })
  })
})

describe('SU7 the coupon', () => {
  test('comes in the same moment as the answer', async () => {
    await reward()
    await open({ rewardOfferId: offerId })
    expect(await answer(1)).toEqual({ couponId: testId('coupon', 1), reward: 'given' })
    expect(await rows('offers.coupon')).toMatchObject([{ id: testId('coupon', 1) }])
    expect(await broken()).toEqual([])
  })

  test('that its offer refuses waits for the offer; the answer counts', async () => {
    await reward({ couponsMax: 1 })
    await open({ rewardOfferId: offerId })
    await answer(1)
    expect(await answer(2)).toEqual({ couponId: null, reward: 'waits' })
    expect(await rows('offers.coupon')).toHaveLength(1)
    expect(await rows('surveys.sheet')).toHaveLength(2)
    await inWork(owner, (work) => changeOffer(work, offerId, { couponsMax: 5 }))
    await runReactions([offerReactions])
    expect(await rows('offers.coupon')).toHaveLength(2)
  })

  test('is never more than the offer gives, when thirty people answer at once', async () => {
    await reward({ couponsMax: 7 })
    await open({ rewardOfferId: offerId })
    const all = await Promise.all(Array.from({ length: 30 }, (_each, at) => answer(at + 1)))
    expect(all.filter((it) => it.reward === 'given')).toHaveLength(7)
    expect(await rows('offers.coupon')).toHaveLength(7)
    expect(await broken()).toEqual([])
  })
})

describe('SU9 results grow', () => {
  test('by five people at least, with five that stay behind until the end', async () => {
    await open()
    await many(9, () => happy)
    await mix()
    expect((await results()).counted).toBe(0)
    await answer(10)
    await mix()
    expect((await results()).counted).toBe(5)
    await answer(11)
    await mix()
    expect(await results()).toMatchObject({ counted: 5, survey: { answered: 11 } })
    await end()
    expect((await results()).counted).toBe(11)
    expect(await broken()).toEqual([])
  })

  test('and by themselves once the end has passed', async () => {
    await open({ endsAt: new Date(noon.getTime() + 60_000) })
    await many(6, () => happy)
    setClock(new Date(noon.getTime() + 119_000))
    await mix()
    expect((await results()).counted).toBe(0)
    setClock(new Date(noon.getTime() + 120_000))
    await mix()
    expect((await results()).counted).toBe(6)
  })
})

describe('SU8, SU10: results', () => {
  /** 20 who come every week, 10 who come every month; two of those were unhappy. */
  const thirty = (number: number): readonly Answer[] => [
    [number <= 20 ? 0 : 1],
    number <= 12 ? [0, 1] : [0],
    [number <= 28 ? 5 : 1],
    number <= 6 ? '=1+1 맛있어요' : null,
    [0],
  ]

  test('SU13 hide as well how few wrote nothing, on the screen and in the file', async () => {
    await open()
    await many(30, (number) => thirty(number).with(3, number <= 28 ? `말 ${number}` : null))
    await end()
    const { results: shown } = await results()
    expect(shown[3]?.texts).toHaveLength(25)
    const file = await inWork(owner, (work) => resultsCsv(work, surveyId))
    expect(file.match(/말 \d+/g)).toHaveLength(25)
  })

  test('are counted by answer, few are hidden, and free words stand by themselves', async () => {
    await open()
    await many(30, thirty)
    await end()
    const { results: shown, segments } = await results()
    const people = (at: number) => shown[at]?.cells?.map((cell) => cell.people)
    expect(people(0)).toEqual([20, 10, 0, 0])
    expect(people(1)).toEqual([30, 12, 0, 0])
    expect(people(2)).toEqual([null, 0, 0, 0, null, 0])
    expect(shown[3]?.texts).toHaveLength(6)
    expect(segments).toEqual([
      { answer: 'new', people: 30 },
      { answer: 'returning', people: 0 },
      { answer: 'regular', people: 0 },
      { answer: 'lapsed', people: 0 },
    ])
  })

  test('are crossed, with what would tell few of them hidden', async () => {
    await open()
    await many(30, thirty)
    await end()
    const cross = (row: number | 'segment', column: number | 'segment') =>
      inWork(owner, (work) => crossedOf(work, surveyId, { row, column }))
    const often = await cross(0, 1)
    expect(often.figures.slice(0, 2)).toEqual([
      [20, 12, 0, 0],
      [10, 0, 0, 0],
    ])
    const liked = await cross(0, 2)
    expect(liked.figures[1]?.filter((it) => it === null).length).toBeGreaterThan(1)
    expect(await cross('segment', 0)).toMatchObject({
      counted: 30,
      figures: [[20, 10, 0, 0], {}, {}, {}],
    })
    for (const [row, column] of [
      [0, 0],
      [0, 3],
      [0, 9],
    ] as const) {
      await expect(cross(row, column)).rejects.toMatchObject({ code: 'survey.no-such-table' })
    }
  })

  test('as a file have the same figures, and no cell that a spreadsheet would run', async () => {
    await open()
    await many(30, thirty)
    await end()
    const file = await inWork(owner, (work) => resultsCsv(work, surveyId))
    const lines = file.split('\r\n')
    expect(lines).toContain('저희 가게에 얼마나 자주 오세요?,매주,20')
    expect(lines).toContain('얼마나 마음에 드셨나요?,5,hidden')
    expect(lines).toContain("하고 싶은 말씀이 있나요?,'=1+1 맛있어요,")
    expect(lines.filter((line) => /(^|,)"?[=+@-]/.test(line))).toEqual([])
    const ids = (await rows('surveys.participation')).map((it) => it['personId'] as Id<'person'>)
    expect(ids.some((id) => file.includes(id))).toBe(false)
  })

  test('of four people are not shown', async () => {
    await open()
    await many(4, () => [[0], [0], [5], '저예요', [0]])
    await end()
    const { results: shown, segments } = await results()
    const all = [...shown.flatMap(({ cells }) => cells ?? []), ...segments]
    expect(all.every(({ people }) => people === null)).toBe(true)
    expect(shown[3]?.texts).toEqual([])
  })
})
