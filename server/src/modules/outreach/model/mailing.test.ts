import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outreachRefusals } from '../model.ts'
import { aHearing } from '../testing.ts'
import { packed, recipientOutcomes, unpacked } from './mailing.ts'

describe('what the gate saw of a recipient', () => {
  test('OU5 comes out of its number as it went in', () => {
    const purposes = fc.subarray(['marketing', 'night-marketing'] as const)
    fc.assert(
      fc.property(
        purposes,
        purposes,
        fc.record({
          isBlocked: fc.boolean(),
          hasBoughtSince: fc.boolean(),
          isQuiet: fc.boolean(),
          sentToday: fc.integer({ min: 0, max: 127 }),
          sentThisWeek: fc.integer({ min: 0, max: 1_023 }),
          sentTodayByMerchant: fc.integer({ min: 0, max: 63 }),
        }),
        (consents, merchantConsents, rest) => {
          const number = packed({
            ...aHearing(),
            consents: new Set(consents),
            merchantConsents: new Set(merchantConsents),
            ...rest,
          })
          expect(number).toBeLessThan(2 ** 31)
          expect(unpacked(number)).toEqual({ consents, merchantConsents, ...rest })
        },
      ),
    )
  })

  test('counts above their most stand at it', () => {
    const number = packed({ ...aHearing({ sentToday: 500 }), isQuiet: false })
    expect(unpacked(number)).toMatchObject({ sentToday: 127, sentThisWeek: 0 })
  })

  test('every refusal of the gate has a number', () => {
    const ends = recipientOutcomes.filter((outcome) => outcome.startsWith('outreach.'))
    for (const end of ends) expect(outreachRefusals).toHaveProperty([end])
    expect(new Set(recipientOutcomes).size).toBe(recipientOutcomes.length)
  })
})
