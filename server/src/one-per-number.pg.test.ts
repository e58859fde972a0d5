/** Accounts cost nothing, numbers do: one person with many accounts, through the whole house. */
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { twoAccounts } from '../testing/accounts.ts'
import type { Who } from '../testing/world.ts'
import { erasePerson } from './modules/people/service/erasing.ts'
import { placesOfText } from './platform/person-map.ts'

const { server, world, aPair, byPhone, get, key, merge, next, ok, post, proof, undo } =
  await twoAccounts()
const { call, settle, start, platform } = server
const { owner, shop } = world
const DAY_MINUTES = 1_440
const day = (days: number) => new Date(start.getTime() + days * 86_400_000)
const dayText = (days: number) => day(days).toISOString().slice(0, 10)
const inQuestion = [{ kind: 'one', text: '또 오실래요?', choices: ['네', '아니요'] }]

let offerId: string
beforeAll(async () => {
  const made = await post(owner, `/v1/merchants/${shop.merchantId}/offers`, {
    title: '상품',
    terms: {
      effects: [
        {
          kind: 'order-discount',
          tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 500 } }] },
        },
      ],
    },
    endsAt: '2027-12-31T15:00:00Z',
    couponsPerPersonMax: 50,
    state: 'open',
  })
  offerId = ok(made).id as string
})

type Written = { readonly id: string; readonly slug: string }
const written = async (kind: 'games' | 'pages' | 'surveys', body: object): Promise<Written> =>
  ok(await post(owner, `/v1/merchants/${shop.merchantId}/${kind}`, body)) as Written
const opened = async (kind: 'games' | 'pages' | 'surveys', body: object): Promise<Written> => {
  const { id } = await written(kind, body)
  return ok(await post(owner, `/v1/${kind}/${id}/open`)) as Written
}
const gamePlan = () => ({
  title: '룰렛',
  startsOn: dayText(0),
  endsOn: dayText(20),
  prizes: [{ title: '상품', offerId, share: 10_000, stock: 50 }],
  consolation: '다음에',
})
const pagePlan = (more: object = {}) => ({
  title: '추첨',
  entriesMax: 100,
  choosing: 'draw',
  winnersMax: 2,
  endsAt: day(20),
  ...more,
})
const surveyPlan = () => ({
  title: '설문',
  questions: inQuestion,
  endsAt: day(20),
  rewardOfferId: offerId,
})

let game: Written
let page: Written
let survey: Written
beforeEach(async () => {
  next()
  game = await opened('games', gamePlan())
  page = await opened('pages', pagePlan())
  survey = await opened('surveys', surveyPlan())
})

const pageUrl = () => `/v1/pages/${encodeURIComponent(page.slug)}`
const ways = {
  game: (who: Who) => post(who, `/v1/games/${game.id}/plays`, { playId: key() }),
  page: (who: Who) => post(who, `${pageUrl()}/entries`, { entryId: key() }),
  survey: (who: Who) =>
    post(who, `/v1/surveys/${survey.id}/answers`, { participationId: key(), answers: [[0]] }),
}
type Way = keyof typeof ways
const all = ['game', 'page', 'survey'] as const

/** What came of a try at all three, by its code; `yes` where it was let through. */
async function tried(who: Who, which: readonly Way[] = all): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {}
  for (const way of which) {
    const { status, body } = await ways[way](who)
    outcomes[way] = status < 300 ? 'yes' : String(body.code)
  }
  return outcomes
}
const every = (outcome: string) => ({ game: outcome, page: outcome, survey: outcome })
const standing = async (who: Who) => ({
  game: (await get(who, `/v1/games/${game.id}`)).myNumber as string,
  page: (await get(who, pageUrl())).myNumber as string,
  survey: (await get(who, `/v1/surveys/${survey.id}`)).myNumber as string,
})
const byEmail = async () => (await server.signUp('이메일')) as Who
async function prove(who: Who, phone: string): Promise<void> {
  const { code: phoneCode } = await proof(phone)
  ok(await call('PATCH', '/v1/me', { as: who.token, body: { phone, phoneCode } }))
}
let spare = 0
const freshNumber = () => `+8210${String(66_000_000 + (spare += 1))}`
const uses = async () =>
  (
    await sql<{ personId: string | null; numberKey: string }>`
      select person_id, number_key from people.number_use
      where subject_id in (${game.id}, ${page.id}, ${survey.id})`.execute(platform.database.db)
  ).rows
const erase = async ({ personId }: Who) => {
  await platform.inWork({ kind: 'system', name: 'test' }, (work) => erasePerson(work, personId))
  await settle()
}

describe('GA11, EV14, SU12: where there is something to win', () => {
  test('an account without a proven number is asked for one, and goes on with it', async () => {
    const who = await byEmail()
    expect(await standing(who)).toEqual(every('unproven'))
    expect(await tried(who)).toEqual(every('people.number-needed'))
    await prove(who, freshNumber())
    expect(await standing(who)).toEqual(every('free'))
    expect(await tried(who)).toEqual(every('yes'))
    expect(await standing(who)).toEqual(every('used'))
  })

  test('the owner may switch it off; nobody is asked then, nor where nothing can be won', async () => {
    const off = { needsNumber: false }
    game = await opened('games', { ...gamePlan(), ...off })
    page = await opened('pages', { ...pagePlan(), ...off })
    survey = await opened('surveys', { ...surveyPlan(), ...off })
    const who = await byEmail()
    expect(await standing(who)).toEqual({ game: null, page: null, survey: null })
    expect(await tried(who)).toEqual(every('yes'))
    const nothing = { title: '모임', entriesMax: 9, endsAt: day(20) }
    expect(await written('pages', nothing)).toMatchObject({ needsNumber: false })
    const coupon = { ...nothing, rewardOfferId: offerId }
    expect(await written('pages', coupon)).toMatchObject({ needsNumber: true })
    const unpaid = { ...surveyPlan(), rewardOfferId: null }
    expect(await written('surveys', unpaid)).toMatchObject({ needsNumber: false })
  })

  test('it is fixed once people may enter', async () => {
    const url = `/v1/pages/${page.id}`
    const body = pagePlan({ needsNumber: false, startsAt: start })
    expect(await call('PUT', url, { as: owner.token, body })).toMatchObject({
      status: 409,
      body: { code: 'page.fixed' },
    })
  })
})

describe('PE96 a number that had its turn has no second one', () => {
  test('in the account that proves it next; the next day is another day', async () => {
    const first = await byPhone()
    expect(await tried(first)).toEqual(every('yes'))
    await prove(first, freshNumber())
    const second = await byEmail()
    await prove(second, first.phone)
    expect(await standing(second)).toEqual(every('used'))
    expect(await tried(second)).toEqual(every('people.number-used'))
    next(DAY_MINUTES)
    expect(await tried(second)).toEqual({ ...every('people.number-used'), game: 'yes' })
  })

  test('after its account was erased, of which nothing but a keyed hash is left', async () => {
    const first = await byPhone()
    expect(await tried(first)).toEqual(every('yes'))
    const keys = (await uses()).map(({ numberKey }) => numberKey)
    // One key for each, so that nobody sees that they are of one number.
    expect(new Set(keys).size).toBe(3)
    await erase(first)
    expect((await uses()).map(({ personId }) => personId)).toEqual([null, null, null])
    next(30)
    await settle()
    const found = await platform.inWork({ kind: 'system', name: 'test' }, (work) =>
      placesOfText(work.tx, [first.phone.slice(3)]),
    )
    expect([...found.keys()]).toEqual([])
    const second = await byEmail()
    await prove(second, first.phone)
    expect(await tried(second)).toEqual(every('people.number-used'))
  })

  test('in the account that its own was merged into, nor after they were taken apart', async () => {
    const { kept, other } = await aPair()
    expect(await tried(other, ['game', 'page'])).toEqual({ game: 'yes', page: 'yes' })
    const id = await merge(kept, other.phone)
    // The entry went over with the account; the play did not, but its number had it.
    expect(await tried(kept, ['game', 'page'])).toEqual({
      game: 'people.number-used',
      page: 'page.entered',
    })
    // The number of the other counts for both of them.
    expect(await tried(kept, ['survey'])).toEqual({ survey: 'yes' })
    ok(await undo(kept, id))
    const back = ok(await call('POST', '/v1/sessions/phone', { body: await proof(other.phone) }))
    const again = { ...other, token: back.token as string }
    expect(await tried(again)).toEqual({
      game: 'game.played-today',
      page: 'page.entered',
      survey: 'people.number-used',
    })
    expect((await standing(kept)).game).toBe('unproven')
  })

  test('also where it was typed at a counter first, and went over with the guest', async () => {
    const [who, phone] = [await byEmail(), freshNumber()]
    const body = { purchaseId: key(), phone, paidMinor: 5_000 }
    ok(await post(owner, `/v1/places/${shop.placeId}/phone-purchases`, body))
    expect(await tried(who)).toEqual(every('people.number-needed'))
    await merge(who, phone)
    expect(await tried(who)).toEqual(every('yes'))
  })

  test('as long as it is there; its owner sees it in the export without the key', async () => {
    const first = await byPhone()
    await tried(first)
    const { tables } = await get(first, '/v1/me/export')
    const [shown] = tables['people.number_use'] as Record<string, unknown>[]
    expect(shown).toMatchObject({ person_id: first.personId })
    expect(JSON.stringify(shown)).not.toContain((await uses())[0]?.numberKey)
  })
})

describe('PE96 the key is destroyed', () => {
  test('when the owner ends what it was for, or its winners are drawn', async () => {
    await tried(await byPhone())
    expect(await uses()).toHaveLength(3)
    ok(await post(owner, `/v1/games/${game.id}/end`))
    ok(await post(owner, `/v1/surveys/${survey.id}/end`))
    ok(await post(owner, `/v1/pages/${page.id}/end`))
    // The draw has yet to know which entries are of one number.
    expect(await uses()).toHaveLength(1)
    next(2)
    await settle()
    expect(await uses()).toEqual([])
  })

  test('when its time is over, and not before', async () => {
    await tried(await byPhone())
    server.at(new Date(day(20).getTime() - 60_000))
    await settle()
    expect(await uses()).toHaveLength(3)
    server.at(day(22))
    await settle()
    expect(await uses()).toEqual([])
    server.at(start)
  })
})
