import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import {
  FAILURES_MAX,
  FAILURES_WINDOW_MS,
  codeText,
  emailOf,
  isAlive,
  maskedName,
  nameOf,
  pausedUntil,
  phoneOf,
} from './model.ts'
import { summed, type LocationUses } from './model/location-uses.ts'

describe('emailOf', () => {
  test.each([
    ['PE1 capitals and spaces make no second address', ' Minji@Golmok.KR ', 'minji@golmok.kr'],
    ['PE1 wide letters are the same letters', 'ｍinji@golmok.kr', 'minji@golmok.kr'],
    ['PE1 without an at sign it is none', 'minji.golmok.kr', null],
    ['PE1 without a dot behind the at sign it is none', 'minji@golmok', null],
    ['PE1 with a line break inside it is none', 'minji@golmok.kr\nbcc: x@y.z', null],
  ])('%s', (_name, text, answer) => expect(emailOf(text)).toBe(answer))
})

describe('phoneOf', () => {
  test.each([
    ['PE2 a Korean number as people write it', '010-1234-5678', '+821012345678'],
    ['PE2 with its country', '+82 10 1234 5678', '+821012345678'],
    ['PE2 with its country and the zero too many', '+82 (0)10-1234-5678', '+821012345678'],
    ['PE2 dialled through 00', '0082 10 1234 5678', '+821012345678'],
    ['PE2 a number of Seoul', '02-312-4567', '+8223124567'],
    ['PE2 a number of another country', '+1 415 555 2671', '+14155552671'],
    ['PE2 letters are no number', '010-CALL-NOW', null],
    ['PE2 too short', '010-123', null],
    ['PE2 too long', '+1234567890123456', null],
  ])('%s', (_name, text, answer) => expect(phoneOf(text)).toBe(answer))

  test('PE2 what came out goes in again unchanged, whatever it was', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\+|00|0)?[0-9 -]{5,18}$/), (text) => {
        const phone = phoneOf(text)
        return phone === null || phoneOf(phone) === phone
      }),
    )
  })
})

describe('nameOf and maskedName', () => {
  test.each([
    [' 김\u0000민지\n', '김 민지'],
    ['\u200b', null],
  ])('shows a name on one line: %j', (text, answer) => expect(nameOf(text)).toBe(answer))
  test.each([
    ['김민지', '김*지'],
    ['김수', '김*'],
    ['K', '*'],
  ])('hides the middle of %s', (text, answer) => expect(maskedName(text)).toBe(answer))
})

describe('isAlive', () => {
  const lastSeenAt = new Date('2026-01-01T00:00:00Z')
  const expiresAt = new Date('2026-04-01T00:00:00Z')
  test.each([
    ['PE7 a session stands just before 30 days without use', '2026-01-30T23:59:59.999Z', true],
    ['PE7 and ends with them', '2026-01-31T00:00:00Z', false],
  ])('%s', (_name, at, answer) => {
    expect(isAlive({ lastSeenAt, expiresAt }, new Date(at))).toBe(answer)
  })
  test('PE7 a session in use ends after 90 days all the same', () => {
    const used = { lastSeenAt: new Date('2026-03-31T23:00:00Z'), expiresAt }
    expect(isAlive(used, new Date('2026-03-31T23:59:59.999Z'))).toBe(true)
    expect(isAlive(used, expiresAt)).toBe(false)
  })
})

describe('pausedUntil', () => {
  const limit = { countMax: FAILURES_MAX, windowMs: FAILURES_WINDOW_MS }
  const startedAt = new Date('2026-04-16T06:00:00Z')
  test.each([
    ['PE4 nine failures do not pause', 9, '2026-04-16T06:01:00Z', null],
    ['PE4 ten do', 10, '2026-04-16T06:01:00Z', '2026-04-16T06:15:00.000Z'],
    ['PE4 until a quarter of an hour is over', 10, '2026-04-16T06:15:00Z', null],
  ])('%s', (_name, count, at, until) => {
    const answer = pausedUntil({ count, startedAt }, limit, new Date(at))
    expect(answer?.toISOString() ?? null).toBe(until)
  })
})

test('PE5 a code has six digits, also a small one', () => {
  expect([codeText(0), codeText(42), codeText(999_999)]).toEqual(['000000', '000042', '999999'])
})

test('PE14 no use is lost when uses are counted together', () => {
  const use = fc.record({
    personId: fc.constantFrom(testId('person', 1), testId('person', 2)),
    purpose: fc.constantFrom('zone' as const, 'campaign' as const),
    merchantId: fc.constantFrom(null, testId('merchant')),
    minute: fc.integer({ min: 0, max: 300_000 }).map((ms) => new Date(ms)),
    count: fc.integer({ min: 1, max: 9 }),
  })
  const total = (uses: readonly LocationUses[]) => uses.reduce((sum, { count }) => sum + count, 0)
  fc.assert(
    fc.property(fc.array(use), (uses) => {
      const together = summed(uses)
      expect(total(together)).toBe(total(uses))
      expect(summed([...together].toReversed())).toEqual(together)
    }),
  )
})
