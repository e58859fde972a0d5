import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  deviceEvidence,
  hexFrameKey,
  identityKey,
  isTagCode,
  tagUrl,
  type Identity,
} from './model.ts'
import { aTag, ibeaconFrame } from './testing.ts'

describe('identityKey', () => {
  const identity: fc.Arbitrary<Identity> = fc.oneof(
    fc.record({
      kind: fc.constant('ibeacon' as const),
      uuid: fc.uuid(),
      major: fc.nat(65_535),
      minor: fc.nat(65_535),
    }),
    fc.record({
      kind: fc.constant('altbeacon' as const),
      id1: fc.uuid(),
      id2: fc.nat(65_535),
      id3: fc.nat(65_535),
    }),
  )

  test('DE4 is equal exactly when the identities are', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other)
        expect(identityKey(one) === identityKey(other)).toBe(isSame)
      }),
    )
  })

  test('DE4 spelling does not make another device', () => {
    const uuid = 'F7826DA6-4FA2-4E98-8024-BC5B71E0893E'
    const numbers = { kind: 'ibeacon', major: 1, minor: 2 } as const
    expect(identityKey({ ...numbers, uuid })).toBe(
      identityKey({ ...numbers, uuid: uuid.toLowerCase() }),
    )
  })
})

describe('hexFrameKey', () => {
  test.each([
    [
      'DE3 an iBeacon leads to its device',
      ibeaconFrame,
      'ibeacon/f7826da6-4fa2-4e98-8024-bc5b71e0893e/1/2',
    ],
    ['DE3 telemetry names no device', '0303aafe1116aafe20000b1813000000146700002ac4', null],
    [
      'DE3 a contact-tracing frame least of all',
      '03036ffd15166ffd0102030405060708090a0b0c0d0e0f1000000000',
      null,
    ],
    ['text that is no bytes', 'zz', null],
    ['half a byte', '020', null],
  ])('%s', (_name, text, key) => {
    expect(hexFrameKey(text)).toBe(key)
  })
})

test('DE2 what can be copied proves nothing, a one-time code something', () => {
  expect(deviceEvidence(aTag())).toBe(0)
  expect(deviceEvidence(aTag({ cloneable: false }))).toBe(2)
})

test('DE6 a tag leads to its address, and its code has 22 letters', () => {
  const { identity } = aTag()
  const code = identity.kind === 'tag' ? identity.code : ''
  expect(tagUrl('https://golmok.test/', code)).toBe(`https://golmok.test/t/${code}`)
  expect(isTagCode(code)).toBe(true)
  expect(isTagCode(code.slice(1))).toBe(false)
})
