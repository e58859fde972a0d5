import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packedWay, unpackedWay, wayNames } from './delivery.ts'
import { packedWays, wayEnd, wayEndIn, wayEnds } from './mailing-ways.ts'

test('OU64 a way is gone if the inbox had it, it was chosen, agreed to, and leads somewhere', () => {
  const all = { isSent: true, isChosen: true, agrees: true, isReachable: true }
  expect(wayEnd(all)).toBe('goes')
  expect(wayEnd({ ...all, isSent: false })).toBe('not-asked')
  expect(wayEnd({ ...all, isChosen: false })).toBe('not-asked')
  expect(wayEnd({ ...all, agrees: false, isReachable: false })).toBe('no-consent')
  expect(wayEnd({ ...all, isReachable: false })).toBe('nowhere')
})

test('OU64 the ends of all ways come out of one number as they went in', () => {
  const end = fc.constantFrom(...wayEnds)
  fc.assert(
    fc.property(fc.record({ email: end, sms: end, kakao: end, line: end }), (ends) => {
      const number = packedWays(ends)
      expect(number).toBeLessThan(2 ** 15)
      for (const way of wayNames) expect(wayEndIn(number, way)).toBe(ends[way])
    }),
  )
})

test('OU60 what the last look at a delivery saw comes out of its number as it went in', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...wayNames),
      fc.subarray(['marketing', 'night-marketing']),
      fc.subarray(['marketing', 'night-marketing']),
      fc.boolean(),
      fc.boolean(),
      (way, market, merchant, isBlocked, hasBoughtSince) => {
        const of = (list: readonly string[]) => list.map((each) => `${each}/${way}`)
        const agreed = { market: new Set(of(market)), merchant: new Set(of(merchant)) }
        const number = packedWay({ way, isBlocked, hasBoughtSince }, agreed)
        expect(unpackedWay(number, way)).toEqual({
          consents: of(market),
          merchantConsents: of(merchant),
          isBlocked,
          hasBoughtSince,
        })
      },
    ),
  )
})
