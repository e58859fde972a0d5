/** Tests of how the five steps become requests. */
import { describe, expect, test } from 'vitest'
import { daysFrom, presets } from '../../../parts/hours/week.ts'
import type { Zone } from '../shapes.ts'
import { firstForm, type CampaignForm } from './campaign-form.ts'
import {
  audienceOf,
  offerRequest,
  planRequest,
  reachesNight,
  timesOf,
  zoneFor,
} from './requests.ts'

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
    const placeIds = ['p1']
    expect(plan.trigger).toEqual({ kind: 'visited', zoneIds: [], placeIds, reminder: null })
  })
  test('who left without buying is reminded the next day at eleven, whatever the hours say', () => {
    const plan = planRequest(
      { ...placed, trigger: 'left-without-purchase', hours: 'chosen', weekdays: [1] },
      needs,
    )
    expect(plan.trigger).toEqual({
      kind: 'left-without-purchase',
      zoneIds: [],
      placeIds: ['p1'],
      reminder: { afterDays: 1, atMinute: 660 },
    })
    expect(plan.schedule).toMatchObject({ weekdays: [], hours: null, openOnly: false })
  })
  test('every audience is recognised again', () => {
    for (const audience of [
      'everyone',
      'new',
      'returning',
      'lapsed',
      'interested',
      'favourite',
    ] as const) {
      expect(audienceOf(planRequest({ ...placed, audience }, needs).audience)).toBe(audience)
    }
    expect(audienceOf([{ kind: 'new-within', days: 3 }])).toBeNull()
  })
})

const weekOf = (name: 'cafe' | 'shop' | 'night') =>
  ({ days: daysFrom(presets[name]), holidays: { kind: 'as-usual' } }) as const

describe('timesOf', () => {
  test('keeps to opening hours where they are known', () => {
    expect(timesOf(placed, weekOf('cafe'))).toMatchObject({ hours: null, openOnly: true })
    expect(timesOf(placed, null)).toMatchObject({ hours: null, openOnly: false })
  })
  test('chosen hours stand above opening hours', () => {
    expect(timesOf({ ...placed, hours: 'chosen' }, weekOf('cafe'))).toMatchObject({
      hours: { fromMinute: 540, untilMinute: 1260 },
      openOnly: false,
    })
  })
})

describe('reachesNight', () => {
  test('a store closes before nine, a bar does not', () => {
    expect(reachesNight(placed, weekOf('shop'))).toBe(false)
    expect(reachesNight(placed, weekOf('night'))).toBe(true)
    expect(reachesNight({ ...placed, hours: 'all-day' }, weekOf('shop'))).toBe(true)
    expect(reachesNight({ ...placed, hours: 'chosen' }, null)).toBe(false)
  })
  test.each([
    [479, true],
    [480, false],
    [1_259, false],
    [1_260, true],
  ])('a reminder at minute %d of the day', (remindAtMinute, isNight) => {
    const form = { ...placed, trigger: 'left-without-purchase', remindAtMinute } as const
    expect(reachesNight(form, weekOf('night'))).toBe(isNight)
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
