/** Advertisements from bytes: our own samples always, the shared vectors where they are at hand. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ibeaconFrame } from '../testing.ts'
import { bytesOfHex, FRAME_BYTES_MAX, frameOf, type Frame } from './frames.ts'

const frameOfHex = (text: string) => frameOf(bytesOfHex(text) ?? new Uint8Array())

type Vector = {
  readonly id: string
  readonly adv_hex: string
  readonly kind: string
  readonly valid: boolean
  readonly expect: Readonly<Record<string, unknown>> | null
}

// From AltBeacon/android-beacon-library (Apache-2.0) and citruz/beacontools (MIT, copyright 2017
// Felix Seele and contributors): test data only.
const samples: readonly Vector[] = [
  {
    id: 'alt-4-missing-data-byte',
    adv_hex: '02011a1aff1801beac2f234454cf6d4a0fadf2f4911ba9ffa600010002c5000000',
    kind: 'altbeacon',
    valid: true,
    expect: {
      id1: '2f234454-cf6d-4a0f-adf2-f4911ba9ffa6',
      id2: 1,
      id3: 2,
      tx_power_1m: -59,
      company_id: 280,
      mfg_reserved: 0,
    },
  },
  {
    id: 'bt-ibeacon-1',
    adv_hex: '0201061aff4c0002154142434445464748494041424344454600010002f8',
    kind: 'ibeacon',
    valid: true,
    expect: {
      uuid: '41424344-4546-4748-4940-414243444546',
      major: 1,
      minor: 2,
      tx_power_1m: -8,
    },
  },
  {
    id: 'bt-edd-uid',
    adv_hex: '0201060303aafe1716aafe00e3123456789012346789010000000000010000',
    kind: 'eddystone-uid',
    valid: true,
    expect: { namespace: '12345678901234678901', instance: '000000000001', tx_power_0m: -29 },
  },
]
const shared = path.resolve(
  import.meta.dirname,
  '../../../../../../shared/vectors/ble-frames/vectors.json',
)
const vectors: readonly Vector[] = existsSync(shared)
  ? (JSON.parse(readFileSync(shared, 'utf8')) as readonly Vector[])
  : []

/** Our fields under the names of the vectors. */
function named(frame: Frame): Readonly<Record<string, unknown>> {
  switch (frame.kind) {
    case 'ibeacon':
      return { ...frame, tx_power_1m: frame.powerAtOneMeter }
    case 'altbeacon': {
      const { companyId, reserved, powerAtOneMeter } = frame
      const names = { company_id: companyId, mfg_reserved: reserved, tx_power_1m: powerAtOneMeter }
      return { ...frame, ...names }
    }
    case 'eddystone-uid':
    case 'eddystone-url':
    case 'eddystone-eid':
      return { ...frame, tx_power_0m: frame.powerAtZero }
    case 'eddystone-tlm': {
      const { telemetry } = frame
      if (telemetry.kind === 'encrypted') return { version: 1, ...telemetry }
      return {
        version: 0,
        voltage_mv: telemetry.batteryMillivolts,
        temperature_c: telemetry.temperatureCelsius,
        adv_count: telemetry.advertisements,
        sec_cnt_raw: Math.round(telemetry.uptimeSeconds * 10),
      }
    }
    case 'exposure-notification':
    case 'none':
      return {}
  }
}

function check({ adv_hex, kind, valid, expect: fields }: Vector): void {
  const frame = frameOfHex(adv_hex)
  expect(frame.kind).toBe(kind)
  if (!valid || fields === null) return
  const { note: _note, ...wanted } = fields
  expect(named(frame)).toMatchObject(wanted)
}

describe('frameOf', () => {
  test.each(samples)('DE1 $id', check)

  test.skipIf(vectors.length === 0).each(vectors)('DE1 shared vector $id', check)

  test('DE1 a URL is written out, with its endings', () => {
    const frame = frameOfHex('0303aafe0d16aafe10e702676f6f676c6507')
    expect(frame).toEqual({ kind: 'eddystone-url', url: 'http://google.com', powerAtZero: -25 })
  })

  test('DE1 a rotating id is told apart, and left to whoever can resolve it', () => {
    expect(frameOfHex('0303aafe0d16aafe30e70102030405060708')).toEqual({
      kind: 'eddystone-eid',
      eid: '0102030405060708',
      powerAtZero: -25,
    })
  })

  test('DE1 whatever bytes come, they are told apart and never an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: FRAME_BYTES_MAX + 5 }), (bytes) => {
        expect(typeof frameOf(bytes).kind).toBe('string')
      }),
    )
  })

  test('DE1 a frame cut anywhere is no beacon', () => {
    const whole = bytesOfHex(ibeaconFrame) ?? new Uint8Array()
    for (let end = 0; end < whole.length; end += 1) {
      expect(frameOf(whole.subarray(0, end)).kind).toBe('none')
    }
  })
})
