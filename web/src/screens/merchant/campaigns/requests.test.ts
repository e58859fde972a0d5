/** Tests of how the five steps become requests. */
import { describe, expect, test } from 'vitest'
import { daysFrom, presets } from '../settings/week.ts'
import type { Zone } from '../shapes.ts'
import { firstForm, type CampaignForm } from './campaign-form.ts'
import { audienceOf, offerRequest, planRequest, timesOf, zoneFor } from './requests.ts'

const now = new Date('2026-11-22T03:00:00Z')
const placed: CampaignForm = { ...firstForm, placeId: 'p1' }
const needs = {
  offerId: 'o1',
  zoneId: 'z1',
  week: null,
  name: '1,000원 할인',
  message: { title: 't', body: 'b' },
  now,
}

describe('planRequest', () => {
  test('the first form waits at the zone, for everyone, four weeks, once a week', () => {
    expect(planRequest(placed, needs)).toMatchObject({
      trigger: { kind: 'entered', zoneIds: ['z1'], placeIds: [] },
      audience: [],
      schedule: { endsAt: '2026-12-20T03:00:00.000Z', weekdays: [], hours: null },
      personCap: { times: 1, days: 7 },
      controlPercent: 10,
    })
  })
  test('after a visit the place counts, not the zone', () => {
    const plan = planRequest({ ...placed, trigger: 'visited' }, needs)
    expect(plan.trigger).toEqual({ kind: 'visited', zoneIds: [], placeIds: ['p1'] })
  })
  test('every audience is recognised again', () => {
    for (const audience of ['everyone', 'new', 'returning', 'lapsed', 'interested', 'favourite'] as const) {
      expect(audienceOf(planRequest({ ...placed, audience }, needs).audience)).toBe(audience)
    }
    expect(audienceOf([{ kind: 'new-within', days: 3 }])).toBeNull()
  })
})

describe('timesOf', () => {
  test('opening hours leave out the closed day and reach from first to last', () => {
    const week = { days: daysFrom(presets.restaurant), holidays: { kind: 'as-usual' } } as const
    expect(timesOf(placed, week)).toEqual({
      weekdays: [1, 2, 3, 4, 5, 6],
      hours: { fromMinute: 660, untilMinute: 1320 },
    })
  })
  test('a bar is open past midnight', () => {
    const week = { days: daysFrom(presets.night), holidays: { kind: 'as-usual' } } as const
    expect(timesOf(placed, week).hours).toEqual({ fromMinute: 1020, untilMinute: 180 })
  })
  test('day and night is no limit, and so is a shop that told no hours', () => {
    const week = { days: daysFrom(presets.always), holidays: { kind: 'as-usual' } } as const
    expect(timesOf(placed, week).hours).toBeNull()
    expect(timesOf(placed, null).hours).toBeNull()
  })
})

describe('offerRequest', () => {
  test('coupons of the last day stay good as long as the others', () => {
    const offer = offerRequest(placed, 'o1', '1,000원 할인', now)
    expect(offer).toMatchObject({ validDays: 14, couponsPerPersonMax: 4, couponsMax: 200 })
    expect(offer.endsAt).toBe('2027-01-03T03:00:00.000Z')
  })
})

describe('zoneFor', () => {
  const zone = {
    id: 'z1',
    dwellSeconds: 60,
    shape: { kind: 'circle', center: { lng: 0, lat: 0 }, radiusMeters: 150 },
  } as unknown as Zone
  test('takes the zone that is there, and no other', () => {
    expect(zoneFor(placed, [zone])?.id).toBe('z1')
    expect(zoneFor({ ...placed, radiusMeters: 200 }, [zone])).toBeNull()
    expect(zoneFor({ ...placed, trigger: 'dwelled', dwellMinutes: 3 }, [zone])).toBeNull()
    expect(zoneFor({ ...placed, trigger: 'dwelled', dwellMinutes: 1 }, [zone])?.id).toBe('z1')
  })
})
