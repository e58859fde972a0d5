/** The figures of insight, against published examples and against chance. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededChance } from '../../kernel/chance.ts'
import { extraPeople, isAttributed, liftOf, newcombe, peopleMissing, wilson } from './model.ts'

const share = (count: number, of: number) => ({ count, of })

describe('newcombe', () => {
  // Newcombe (1998), table II, contrasts (a) to (h), method 10.
  test.each([
    [share(56, 70), share(48, 80), 0.0524, 0.3339],
    [share(9, 10), share(3, 10), 0.1705, 0.809],
    [share(6, 7), share(2, 7), 0.0582, 0.8062],
    [share(5, 56), share(0, 29), -0.0381, 0.1926],
    [share(0, 10), share(0, 20), -0.1611, 0.2775],
    [share(0, 10), share(0, 10), -0.2775, 0.2775],
    [share(10, 10), share(0, 20), 0.6791, 1],
    [share(10, 10), share(0, 10), 0.6075, 1],
  ])('IN1 %o against %o, as published', (one, other, low, high) => {
    const found = newcombe(one, other)
    expect(found.low).toBeCloseTo(low, 4)
    expect(found.high).toBeCloseTo(high, 4)
  })

  test('IN1 the interval holds the difference and stays between -1 and 1, for any two shares', () => {
    const anyShare = fc
      .tuple(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([of, part]) => share(Math.round(of * part), of))
    fc.assert(
      fc.property(anyShare, anyShare, (one, other) => {
        const { low, high, difference } = newcombe(one, other)
        const back = newcombe(other, one)
        const isMirrored = Math.abs(back.low + high) < 1e-9 && Math.abs(back.high + low) < 1e-9
        const isHeld = low <= difference + 1e-12 && difference <= high + 1e-12
        return isMirrored && isHeld && low >= -1 - 1e-9 && high <= 1 + 1e-9
      }),
    )
  })

  test('IN1 Wilson: 15 of 148, as published', () => {
    // Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
    const { low, high } = wilson(share(15, 148))
    expect(low).toBeCloseTo(0.0624, 4)
    expect(high).toBeCloseTo(0.1605, 4)
  })
})

describe('liftOf', () => {
  test('IN2 where the campaign does nothing, about one report in twenty says it did', () => {
    const chance = seededChance(20_260_411)
    const draw = (of: number, p: number) =>
      share(Array.from({ length: of }).filter(() => chance() < p).length, of)
    const runs = 4_000
    let conclusive = 0
    for (let run = 0; run < runs; run += 1) {
      if (liftOf(draw(450, 0.2), draw(50, 0.2)).isConclusive) conclusive += 1
    }
    // 5 %, give or take what a discrete distribution and the seed do to it.
    expect(conclusive / runs).toBeGreaterThan(0.03)
    expect(conclusive / runs).toBeLessThan(0.065)
  })

  test.each([
    ['a clear difference', share(300, 900), share(15, 100), true],
    ['a difference that may be chance', share(20, 90), share(1, 10), false],
    ['no control group', share(300, 900), share(0, 0), false],
    ['nobody yet', share(0, 0), share(0, 0), false],
  ])('IN2 %s', (_name, treated, control, isConclusive) => {
    expect(liftOf(treated, control).isConclusive).toBe(isConclusive)
  })

  test('IN2 says how many more people it takes, and with them the difference is mostly found', () => {
    const [treated, control] = [share(90, 360), share(6, 40)]
    const lift = liftOf(treated, control)
    expect(lift.isConclusive).toBe(false)
    const missing = lift.peopleMissing ?? 0
    expect(missing).toBeGreaterThan(0)

    const scale = (400 + missing) / 400
    const chance = seededChance(7)
    const draw = (of: number, p: number) =>
      share(
        Array.from({ length: Math.round(of) }).filter(() => chance() < p).length,
        Math.round(of),
      )
    const runs = 400
    const found = Array.from({ length: runs }).filter(
      () => liftOf(draw(360 * scale, 0.25), draw(40 * scale, 0.15)).isConclusive,
    ).length
    expect(found / runs).toBeGreaterThan(0.7)
    expect(found / runs).toBeLessThan(0.95)
  })

  test('IN2 nobody can say how many more, when there is no difference to build on', () => {
    expect(peopleMissing(share(20, 100), share(2, 10))).toBeNull()
    expect(peopleMissing(share(200_001, 1_000_000), share(20_000, 100_000))).toBeNull()
    expect(peopleMissing(share(0, 9), share(1, 1))).toBeGreaterThan(0)
  })

  test('IN2 extra visits are the lift times the people who were reached', () => {
    const lift = liftOf(share(300, 900), share(15, 100))
    const extra = extraPeople(lift, 900)
    expect(extra.estimate).toBe(165)
    expect(extra.low).toBeGreaterThan(0)
    expect(extra.high).toBeGreaterThan(extra.estimate)
  })
})

describe('isAttributed', () => {
  const eligibleAt = new Date('2026-04-11T03:00:00Z')
  const after = (ms: number) => new Date(eligibleAt.getTime() + ms)
  test.each([
    ['a moment before', -1, false],
    ['the moment itself', 0, true],
    ['the last moment of the week', 7 * 86_400_000 - 1, true],
    ['a week later', 7 * 86_400_000, false],
  ])('IN3 %s', (_name, ms, answer) => {
    expect(isAttributed(eligibleAt, after(ms))).toBe(answer)
  })
})
