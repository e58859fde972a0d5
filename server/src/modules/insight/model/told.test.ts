import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FEW } from '../../../kernel/few.ts'
import type { Day } from '../../../kernel/time.ts'
import { extraPeople, liftOf, type ArmFigures } from '../model.ts'
import { toldBroadcast, toldCampaign } from './told.ts'

/** An arm in which people did as much as they could. */
const arm = (people: number, done = people): ArmFigures => {
  return { people, visited: done, redeemed: done, salesMinor: done * 1_000 }
}

function measured(treated: ArmFigures, control: ArmFigures) {
  const { people: sent, visited, redeemed } = treated
  const eligible = sent + control.people
  const visits = liftOf(
    { count: visited, of: sent },
    { count: control.visited, of: control.people },
  )
  const day = { day: '2026-04-16' as Day, seen: visited, clicked: visited, visited, redeemed }
  return {
    funnel: { eligible, sent, seen: visited, clicked: visited, visited, redeemed },
    arms: { treated, control },
    lift: { visits, redemptions: visits },
    extraVisits: extraPeople(visits, sent),
    outcomes: [{ outcome: 'sent', people: sent }],
    days: [day],
    salesMinor: 9_000,
    discountMinor: 1_000,
    points: 7,
    refusedByReason: [{ rule: 'gate', code: '', people: 1 }],
  }
}

describe('IN16 a report', () => {
  test.each([
    ['of one chosen person is withheld', 1, true, true],
    ['of one person below five is withheld', FEW - 1, true, true],
    ['of five chosen people is told', FEW, true, false],
    ['of all friends is told, who are two', 2, false, false],
  ])('%s', (_name, people, isNarrowed, isWithheld) => {
    const seen = toldBroadcast(measured(arm(people), arm(0)), isNarrowed)
    expect([seen.isWithheld, seen.funnel === null, seen.arms === null]).toEqual([
      isWithheld,
      isWithheld,
      isWithheld,
    ])
    expect(seen.days).toHaveLength(isWithheld ? 0 : 1)
  })

  test.each([
    [0, true, true],
    [1, true, false],
    [FEW - 1, true, false],
    [FEW, true, true],
    [1, false, true],
  ])('with a control group of %i, narrowed: %s, compares: %s', (held, isNarrowed, isCompared) => {
    const seen = toldBroadcast(measured(arm(90), arm(held)), isNarrowed)
    expect([seen.arms?.control !== null, seen.lift !== null, seen.extraVisits !== null]).toEqual([
      isCompared,
      isCompared,
      isCompared,
    ])
    expect(seen.arms?.treated).toEqual(arm(90))
  })

  test('that is withheld says the same whatever people did', () => {
    const few = fc.integer({ min: 0, max: FEW - 1 })
    const arms = fc.tuple(few, fc.nat(50)).chain(([treated, held]) =>
      fc.tuple(
        fc.integer({ min: 0, max: treated }).map((done) => arm(treated, done)),
        fc.integer({ min: 0, max: held }).map((done) => arm(held, done)),
      ),
    )
    const nobody = measured(arm(0), arm(0))
    fc.assert(
      fc.property(arms, ([treated, control]) => {
        const one = measured(treated, control)
        expect(toldBroadcast(one, true)).toEqual(toldBroadcast(nobody, true))
        expect(toldCampaign(one, true)).toEqual(toldCampaign(nobody, true))
        expect(JSON.stringify([toldBroadcast(one, true), toldCampaign(one, true)])).not.toMatch(
          /\d/,
        )
      }),
    )
  })

  test('with so small a control group says the same whatever those kept out did', () => {
    const held = fc.integer({ min: 1, max: FEW - 1 })
    const done = held.chain((people) => fc.tuple(fc.constant(people), fc.nat(people)))
    fc.assert(
      fc.property(done, ([people, did]) => {
        const seen = (kept: ArmFigures) => toldBroadcast(measured(arm(40, 9), kept), true)
        expect(seen(arm(people, did))).toEqual(seen(arm(people, 0)))
      }),
    )
  })
})
