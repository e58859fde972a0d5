/** Ready-made merchants, places and zones for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import type { Merchant, Place, Zone } from './model.ts'
import type { WeekHours } from './model/hours.ts'
import { boxOf } from './model/shapes.ts'

/** Open from nine to six, every day, holidays included. */
export const nineToSix: WeekHours = {
  days: Array.from({ length: 7 }, () => ({
    spans: [{ fromMinute: 540, untilMinute: 1080 }],
    breaks: [],
  })),
  holidays: { kind: 'as-usual' },
}

export function aMerchant(change: Partial<Merchant> = {}): Merchant {
  return {
    id: testId('merchant'),
    name: '연남 커피',
    category: 'cafe',
    color: '#0f766e',
    contact: '02-300-0001',
    ...change,
  }
}

/** A café in Yeonnam-dong, open from nine to six. */
export function aPlace(change: Partial<Place> = {}): Place {
  return {
    id: testId('place'),
    merchantId: testId('merchant'),
    name: '연남 커피 본점',
    category: 'cafe',
    address: '서울특별시 마포구 동교로 200',
    lng: 126.9237,
    lat: 37.5604,
    phone: '02-300-0001',
    timeZone: 'Asia/Seoul',
    hours: nineToSix,
    isVisible: true,
    ...change,
  }
}

/** Fifty meters around `aPlace`. */
export function aZone(change: Partial<Omit<Zone, 'box'>> = {}): Zone {
  const zone = {
    id: testId('zone'),
    placeId: testId('place'),
    merchantId: testId('merchant'),
    name: '가게 앞',
    dwellSeconds: 60,
    shape: { kind: 'circle', center: { lng: 126.9237, lat: 37.5604 }, radiusMeters: 50 },
    ...change,
  } as const satisfies Omit<Zone, 'box'>
  return { ...zone, box: boxOf(zone.shape) }
}
