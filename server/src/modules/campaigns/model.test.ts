/** The rules of campaigns: states, schedule, audience, decisions, messages. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import { judgeAudience, type AudienceRule } from './model/audience.ts'
import {
  nextStates,
  objectionToChange,
  objectionToStart,
  objectionToState,
  type CampaignState,
  type Plan,
} from './model/campaign.ts'
import {
  armOf,
  byRank,
  decide,
  isTriggered,
  objectingRule,
  refusedAtAGlance,
  refusedLate,
  type Candidate,
} from './model/decision.ts'
import { distanceWords, filledMessage } from './model/message.ts'
import { aCampaign, aCandidate, aNearness, anOfferOfCampaign, aPlan, noon } from './testing.ts'

const states: readonly CampaignState[] = ['draft', 'running', 'paused', 'ended']
const allowed = ['draft>running', 'draft>ended', 'running>paused', 'running>ended']
const allowedToo = ['paused>running', 'paused>ended']
const schedule = aPlan().schedule
const { startsAt, endsAt } = schedule

describe('states', () => {
  test.each(states.flatMap((from) => states.map((to) => [from, to] as const)))(
    'CA1 from %s to %s only where the table says so',
    (from, to) => {
      const isAllowed = [...allowed, ...allowedToo].includes(`${from}>${to}`)
      expect(objectionToState(from, to)).toBe(isAllowed ? null : 'campaign.wrong-state')
      expect(nextStates[from].includes(to)).toBe(isAllowed)
    },
  )
})

describe('objectionToStart', () => {
  const empty = { title: '제목', body: '  ' }
  const unknown = { title: '제목', body: '{price}만 내세요' }
  const money = (discountMinorMax: number) => ({ couponsMax: null, discountMinorMax })
  const until = (end: Date) => ({ ...schedule, endsAt: end })
  const after = (ms: number) => new Date(startsAt.getTime() + ms)
  const cases: [string, Partial<Plan>, Parameters<typeof anOfferOfCampaign>[0], string | null][] = [
    ['all is well', {}, {}, null],
    ['an empty message', { message: empty }, {}, 'campaign.message-empty'],
    ['an unknown placeholder', { message: unknown }, {}, 'campaign.placeholder-unknown'],
    ['a window that is over', { schedule: until(noon) }, {}, 'campaign.window-wrong'],
    ['a window that ends next', { schedule: until(new Date(noon.getTime() + 1)) }, {}, null],
    ['366 days', { schedule: until(after(366 * 86_400_000)) }, {}, null],
    ['a longer one', { schedule: until(after(366 * 86_400_000 + 1)) }, {}, 'campaign.window-wrong'],
    ['a closed offer', {}, { isOpen: false }, 'campaign.offer-not-open'],
    [
      'no coupon',
      { budget: { couponsMax: 0, discountMinorMax: null } },
      {},
      'campaign.budget-empty',
    ],
    ['no money', { budget: money(0) }, {}, 'campaign.budget-empty'],
    ['money for less than one', { budget: money(2_999) }, {}, 'campaign.budget-empty'],
    ['money for one', { budget: money(3_000) }, {}, null],
    [
      'no bound',
      { budget: money(3_000) },
      { discountMinorMax: null },
      'campaign.discount-unbounded',
    ],
  ]
  test.each(cases)('CA2 %s', (_name, plan, offer, answer) => {
    expect(objectionToStart(aPlan(plan), anOfferOfCampaign(offer), noon)).toBe(answer)
  })
})

describe('objectionToChange', () => {
  const draft = { state: 'draft', startedAt: null } as const
  const cases: [string, Parameters<typeof aCampaign>[0], Partial<Plan>, string | null][] = [
    ['a draft changes in everything', draft, { message: aPlan().message, controlPercent: 5 }, null],
    ['a started one keeps its message', {}, { message: aPlan().message }, 'campaign.fixed'],
    ['a started one keeps its control group', {}, { controlPercent: 0 }, 'campaign.fixed'],
    [
      'a paused one keeps its trigger',
      { state: 'paused' },
      { trigger: aPlan().trigger },
      'campaign.fixed',
    ],
    ['a started one may get a new budget', {}, { budget: aPlan().budget, name: '새 이름' }, null],
    ['an ended one rests', { state: 'ended' }, { name: '새 이름' }, 'campaign.wrong-state'],
  ]
  test.each(cases)('CA3 %s', (_name, campaign, change, answer) => {
    expect(objectionToChange(aCampaign(campaign), change)).toBe(answer)
  })
})

describe('isTriggered', () => {
  const zoneIds = [testId('zone')]
  const placeIds = [testId('place')]
  const entered = { kind: 'entered', zoneIds: [], placeIds: [], reminder: null } as const
  const other = { merchantId: testId('merchant', 2), placeId: testId('place', 2) }
  const area = { zoneId: testId('zone', 9), placeId: null, merchantId: null }
  const visited = { kind: 'visited', zoneId: null } as const
  const cases: [
    string,
    Partial<ReturnType<typeof aPlan>['trigger']>,
    Parameters<typeof aNearness>[0],
    boolean,
  ][] = [
    ['any zone of ours', {}, {}, true],
    ['not a zone of others', {}, other, false],
    ['not another kind of nearness', {}, { kind: 'dwelled' }, false],
    ['the zone named', { zoneIds }, {}, true],
    ['not another zone', { zoneIds }, { zoneId: testId('zone', 2) }, false],
    ['the place named', { placeIds }, {}, true],
    ['not another place of ours', { placeIds }, { placeId: testId('place', 2) }, false],
    ['an area of the market, when named', { zoneIds: [area.zoneId] }, area, true],
    ['not an area unnamed', {}, area, false],
    ['a visit', { kind: 'visited' }, visited, true],
    ['a favourite near is an entering', { kind: 'favourite-near' }, {}, true],
  ]
  test.each(cases)('CA4 %s', (_name, trigger, nearness, answer) => {
    const campaign = aCampaign({ trigger: { ...entered, ...trigger } })
    expect(isTriggered(campaign, aNearness(nearness))).toBe(answer)
  })
})

const objection = (change: Partial<Candidate>) => objectingRule(decide(aCandidate(change)))
const withPlan = (plan: Partial<Plan>, change: Partial<Candidate> = {}) =>
  objection({ campaign: aCampaign(plan), ...change })
const at = (instant: Date) => ({ nearness: aNearness({ at: instant }), now: instant })

describe('decide', () => {
  const evening = { ...schedule, hours: { fromMinute: 18 * 60, untilMinute: 2 * 60 } }
  const friday = { ...evening, weekdays: [5] }
  const seoul = (text: string) => at(new Date(`${text}+09:00`))

  test.each<[string, Partial<Plan>, Partial<Candidate>, string | null]>([
    ['before the window', {}, at(new Date(startsAt.getTime() - 1)), 'in-window'],
    ['the first instant', {}, at(startsAt), null],
    ['the last instant', {}, at(new Date(endsAt.getTime() - 1)), null],
    ['the end itself', {}, at(endsAt), 'in-window'],
    ['Friday evening', { schedule: friday }, seoul('2026-04-10T18:00'), null],
    ['a minute earlier', { schedule: friday }, seoul('2026-04-10T17:59'), 'hours'],
    [
      'past midnight is still Friday evening',
      { schedule: friday },
      seoul('2026-04-11T01:59'),
      null,
    ],
    ['until two', { schedule: friday }, seoul('2026-04-11T02:00'), 'hours'],
    ['Saturday evening', { schedule: friday }, seoul('2026-04-11T18:00'), 'weekday'],
    [
      'the hours of another time zone',
      { schedule: evening },
      { timeZone: 'America/New_York' },
      null,
    ],
  ])('CA4 %s', (_name, plan, change, answer) => {
    expect(withPlan(plan, change)).toBe(answer)
  })

  test.each<[string, Partial<Candidate>, string | null]>([
    ['neither consent', { consents: { location: false, marketing: false } }, 'location-consent'],
    [
      'no consent to location',
      { consents: { location: false, marketing: true } },
      'location-consent',
    ],
    [
      'no consent to marketing',
      { consents: { location: true, marketing: false } },
      'marketing-consent',
    ],
    ['both', {}, null],
  ])('CA6 %s', (_name, change, answer) => {
    expect(objection(change)).toBe(answer)
  })

  test('CA5 the first "no" is the last reason, and memory alone can give it', () => {
    const candidate = aCandidate({ consents: { location: true, marketing: false } })
    const verdict = decide(candidate)
    expect(verdict).toEqual(refusedAtAGlance(candidate))
    expect(verdict.reasons.map(({ ok }) => ok).lastIndexOf(true)).toBe(verdict.reasons.length - 2)
    expect(verdict.reasons.at(-1)).toEqual({ rule: 'marketing-consent', ok: false, params: {} })
  })

  const last = (minutes: number) => new Date(noon.getTime() - minutes * 60_000)
  const past = (change: Partial<Candidate['past']>) => ({
    past: { arm: null, lastYesAt: null, yeses: 0, ...change },
  })
  const personCap = { times: 2, days: 7 }
  test.each<[string, Partial<Plan>, Partial<Candidate>, string | null]>([
    ['a minute too early', {}, past({ lastYesAt: last(1_439) }), 'retrigger'],
    ['the minute itself', {}, past({ lastYesAt: last(1_440) }), null],
    ['a late signal from before', {}, past({ lastYesAt: last(-5) }), 'retrigger'],
    ['once less than the cap', { personCap }, past({ yeses: 1 }), null],
    ['the cap reached', { personCap }, past({ yeses: 2 }), 'person-cap'],
    [
      'the control group is left alone too',
      { controlPercent: 50 },
      past({ arm: 'control', lastYesAt: last(1) }),
      'retrigger',
    ],
  ])('CA7 %s', (_name, plan, change, answer) => {
    expect(withPlan(plan, change)).toBe(answer)
  })

  test.each<[string, Partial<Candidate>, string | null]>([
    ['one coupon left', { room: { coupons: 1, discountMinor: null } }, null],
    ['none left', { room: { coupons: 0, discountMinor: null } }, 'budget-coupons'],
    ['money for one more', { room: { coupons: null, discountMinor: 3_000 } }, null],
    ['money short of one', { room: { coupons: null, discountMinor: 2_999 } }, 'budget-discount'],
    [
      'money, and no bound to the discount',
      { room: { coupons: null, discountMinor: 9e9 }, discountMinorMax: null },
      'budget-discount',
    ],
    ['the offer has closed', { isOfferOpen: false }, 'offer-open'],
  ])('CA9 %s', (_name, change, answer) => {
    expect(objection(change)).toBe(answer)
  })

  test.each<[string, number, string | null]>([
    ['as old as the limit', 3_600, null],
    ['a second older', 3_601, 'fresh'],
  ])('CA10 a signal %s', (_name, seconds, answer) => {
    const now = new Date(noon.getTime() + seconds * 1_000)
    expect(objection({ now })).toBe(answer)
  })

  test('CA11 what another campaign of the shop took is taken, and the newest is first', () => {
    const outrankedBy = testId('campaign', 2)
    expect(objection({ outrankedBy })).toBe('best-of-shop')
    const newer = aCampaign({
      id: testId('campaign', 2),
      schedule: { ...schedule, startsAt: new Date('2026-04-05T00:00:00Z') },
    })
    expect([aCampaign(), newer].toSorted(byRank)).toEqual([newer, aCampaign()])
  })

  test('CA8 the control group gets nothing, and the reason says so', () => {
    const verdict = decide(aCandidate({ past: { arm: 'control', lastYesAt: null, yeses: 0 } }))
    expect(verdict).toMatchObject({ outcome: 'control', arm: 'control' })
    expect(verdict.reasons.at(-1)).toMatchObject({ rule: 'control-group', ok: false })
  })

  test('CA8 an arm once recorded stays, whatever the percentage says later', () => {
    const campaign = aCampaign({ controlPercent: 50 })
    const people = Array.from({ length: 40 }, (_, number) => testId('person', number))
    for (const personId of people) {
      const nearness = aNearness({ personId })
      const treated = { arm: 'treated', lastYesAt: null, yeses: 0 } as const
      expect(decide(aCandidate({ campaign, nearness, past: treated })).arm).toBe('treated')
    }
  })

  test('CA8 about ten of a hundred are in the control group, and always the same', () => {
    const campaign = { id: testId('campaign', 7), controlPercent: 10 }
    const arms = Array.from({ length: 20_000 }, (_, number) =>
      armOf(campaign, testId('person', number)),
    )
    const control = arms.filter((arm) => arm === 'control').length
    expect(control / arms.length).toBeGreaterThan(0.09)
    expect(control / arms.length).toBeLessThan(0.11)
    expect(armOf(campaign, testId('person', 5))).toBe(arms[5])
  })

  test('CA4 a message that must wait is postponed, and one that may not go is refused', () => {
    const until = new Date('2026-04-11T23:00:00Z')
    expect(decide(aCandidate({ gate: { kind: 'postponed', until } }))).toMatchObject({
      outcome: 'postponed',
      postponedUntil: until,
    })
    const shut = decide(aCandidate({ gate: { kind: 'shut', code: 'outreach.blocked' } }))
    expect(shut.outcome).toBe('refused')
    expect(shut.reasons.at(-1)).toMatchObject({
      rule: 'gate',
      params: { code: 'outreach.blocked' },
    })
  })

  test('CA8 a coupon refused at the last step leaves the person in the arm', () => {
    const verdict = refusedLate(decide(aCandidate()), 'coupon', 'offer.exhausted')
    expect(verdict).toMatchObject({ outcome: 'refused', arm: 'treated' })
    expect(objectingRule(verdict)).toBe('coupon')
  })

  test('CA5 a yes has no objection, a no has one and no arm, for any candidate', () => {
    const candidate = fc.record({
      consents: fc.record({ location: fc.boolean(), marketing: fc.boolean() }),
      isOfferOpen: fc.boolean(),
      room: fc.record({
        coupons: fc.option(fc.nat(2)),
        discountMinor: fc.option(fc.integer({ min: 0, max: 6_000 })),
      }),
      past: fc.record({
        arm: fc.constantFrom(null, 'control', 'treated'),
        lastYesAt: fc.option(fc.date({ min: startsAt, max: endsAt, noInvalidDate: true })),
        yeses: fc.nat(3),
      }),
    })
    fc.assert(
      fc.property(candidate, (change) => {
        const verdict = decide(aCandidate(change))
        const rule = objectingRule(verdict)
        if (verdict.outcome === 'refused') return rule !== null && verdict.arm === null
        if (verdict.outcome === 'control') return rule === 'control-group'
        return rule === null && verdict.arm === 'treated'
      }),
    )
  })
})

describe('judgeAudience', () => {
  const viewed: AudienceRule = { kind: 'viewed', times: 3, days: 7 }
  const often: AudienceRule = { kind: 'visited-at-least', times: 3, days: 30 }
  const seldom: AudienceRule = { kind: 'visited-at-most', times: 1, days: 30 }
  const fresh: AudienceRule = { kind: 'new-within', days: 14 }
  test.each<[string, AudienceRule, Record<string, number>, boolean]>([
    ['S28 three views, nothing redeemed', viewed, { 'views/7': 3, 'redemptions/7': 0 }, true],
    ['S28 two views', viewed, { 'views/7': 2, 'redemptions/7': 0 }, false],
    ['S28 three views and a redemption', viewed, { 'views/7': 3, 'redemptions/7': 1 }, false],
    ['S28 views, redemptions unknown', viewed, { 'views/7': 3 }, false],
    ['three visits', often, { 'visits/30': 3 }, true],
    ['two visits', often, { 'visits/30': 2 }, false],
    ['at most one', seldom, { 'visits/30': 1 }, true],
    ['two are too many', seldom, { 'visits/30': 2 }, false],
    ['unknown visits are not few', seldom, {}, false],
    ['first visit', { kind: 'first-visit' }, { 'visits/ever': 0 }, true],
    ['no first visit', { kind: 'first-visit' }, { 'visits/ever': 1 }, false],
    ['unknown is no first visit', { kind: 'first-visit' }, {}, false],
    ['nothing redeemed', { kind: 'not-redeemed', days: 30 }, { 'redemptions/30': 0 }, true],
    ['redeemed', { kind: 'not-redeemed', days: 30 }, { 'redemptions/30': 1 }, false],
    ['new', fresh, { 'visits/ever': 2, 'visits/14': 2 }, true],
    ['new: never came yet', fresh, { 'visits/ever': 0, 'visits/14': 0 }, true],
    ['not new', fresh, { 'visits/ever': 3, 'visits/14': 2 }, false],
  ])('CA5 %s', (_name, rule, counts, ok) => {
    const answer = judgeAudience(rule, null, new Map(Object.entries(counts)))
    expect(answer).toMatchObject({ rule: rule.kind, ok })
    if (!ok && Object.keys(counts).length === 0) expect(answer.params['unknown']).toBe(true)
  })

  test.each([
    ['a favourite place', 'place', true],
    ['a favourite brand', 'merchant', true],
    ['no favourite', null, false],
  ] as const)('CA5 %s', (_name, favourite, ok) => {
    expect(judgeAudience({ kind: 'favourite' }, favourite, new Map()).ok).toBe(ok)
    const campaign = aCampaign({
      trigger: { kind: 'favourite-near', zoneIds: [], placeIds: [], reminder: null },
    })
    expect(objection({ campaign, favourite })).toBe(ok ? null : 'favourite-near')
  })
})

describe('messages', () => {
  test('CA13 placeholders are filled, and braces of a name are not filled again', () => {
    const filling = { name: '{place}', place: '봄날', offer: '라떼', distance: '약 90m' }
    expect(filledMessage(aPlan().message, filling)).toEqual({
      title: '봄날 앞이시네요',
      body: '{place}님, 라떼 쿠폰을 넣어 드렸어요. (약 90m)',
    })
  })

  test.each([
    ['unknown', null, 'ko', '가까운 곳'],
    ['unknown', null, 'en', 'close by'],
    ['meters', 94, 'ko', '약 90m'],
    ['a few meters', 2, 'en', 'about 10m'],
    ['kilometers', 1_240, 'ko', '약 1.2km'],
  ] as const)('CA13 a distance: %s', (_name, meters, locale, words) => {
    expect(distanceWords(meters, locale)).toBe(words)
  })
})
