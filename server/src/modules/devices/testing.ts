/** Ready-made devices for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import type { Device } from './model.ts'

/** A printed code at the door of the first place. */
export function aTag(change: Partial<Device> = {}): Device {
  return {
    id: testId('device'),
    merchantId: testId('merchant'),
    placeId: testId('place'),
    zoneId: null,
    label: '문 옆 스티커',
    identity: { kind: 'tag', code: 'AAAAAAAAAAAAAAAAAAAAAA' },
    cloneable: true,
    addedAt: new Date('2026-04-01T00:00:00Z'),
    ...change,
  }
}

/** An advertisement of `f7826da6-4fa2-4e98-8024-bc5b71e0893e`, 1, 2, in hexadecimal. */
export const ibeaconFrame = '0201061aff4c000215f7826da64fa24e988024bc5b71e0893e00010002c5'
