import { beforeEach, describe, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import type { Purpose } from '../model.ts'
import { merchantWordingOf } from '../model/consents.ts'
import { peopleReactions } from '../reactions.ts'
import { aShopper, saveAnswer, savePerson } from '../testing.ts'
import { tellRenewals, tellResults } from './consent-notices.ts'
import { agreeWithMerchant } from './merchant-consents.ts'

const { inWork, rows, clear, at, runReactions } = await freshDatabase()
const minji = testId('person')
const merchantId = testId('merchant')
const start = new Date('2026-04-16T06:00:00.000Z')
const days = (count: number, ms = 0) => new Date(start.getTime() + count * 86_400_000 + ms)
const proof = { sessionId: null, ipHash: null, agentHash: null }
const answer = (purpose: Purpose, granted = true) =>
  inWork(theSystem, (work) => saveAnswer(work, minji, purpose, granted))
const told = async (name: string) =>
  (await rows('platform.fact')).filter((fact) => fact['name'] === name).map(({ data }) => data)
const results = () => told('people.consent-result-due')
const renewals = () => told('people.consent-renewal-due')

beforeEach(async () => {
  await clear()
  at(start)
  await inWork(theSystem, (work) => savePerson(work, aShopper()))
})

describe('the result of an answer', () => {
  test('PE56 is told on the day after, long before fourteen, and none is missing', async () => {
    await answer('location')
    await answer('marketing')
    await answer('marketing/sms')
    await inWork(theSystem, (work) =>
      agreeWithMerchant(work, {
        personId: minji,
        merchantId,
        channel: 'follow',
        proof,
        agreed: [{ purpose: 'marketing', wordingVersion: merchantWordingOf('marketing').version }],
      }),
    )
    at(days(1, -1))
    await inWork(theSystem, tellResults)
    expect(await results()).toEqual([])
    at(days(13))
    await runReactions([peopleReactions([])])
    expect(await results()).toHaveLength(2)
    expect(await results()).toEqual(
      expect.arrayContaining([
        {
          personId: minji,
          merchantId: null,
          answers: [
            { purpose: 'marketing', granted: true, at: start.toISOString() },
            { purpose: 'marketing/sms', granted: true, at: start.toISOString() },
          ],
        },
        {
          personId: minji,
          merchantId,
          answers: [{ purpose: 'marketing', granted: true, at: start.toISOString() }],
        },
      ]),
    )
    expect(await rows('people.consent_notice')).toEqual([])
    expect(await rows('people.consent_told')).toHaveLength(2)
  })

  test('PE56 a change of mind within the day comes as one notice, of the last word', async () => {
    await answer('marketing')
    at(days(0, 1_000))
    await answer('marketing', false)
    at(days(2))
    await inWork(theSystem, tellResults)
    expect(await results()).toMatchObject([{ answers: [{ purpose: 'marketing', granted: false }] }])
  })

  test('PE56 is told once, also when two processes look at the same time', async () => {
    await answer('marketing')
    at(days(2))
    const bothAreOpen = startingLine(2)
    const look = () =>
      inWork(theSystem, async (work) => {
        await bothAreOpen()
        return tellResults(work)
      })
    expect((await Promise.all([look(), look()])).toSorted()).toEqual([0, 1])
    expect(await results()).toHaveLength(1)
  })
})

describe('a yes of nearly two years', () => {
  const twoYears = new Date('2028-04-16T06:00:00.000Z')
  const due = new Date(twoYears.getTime() - 30 * 86_400_000)

  test('PE57 is reminded of at the second, before the two years are over, and again two years on', async () => {
    await answer('marketing')
    at(new Date(due.getTime() - 1))
    await inWork(theSystem, tellRenewals)
    expect(await renewals()).toEqual([])
    at(due)
    await inWork(theSystem, tellRenewals)
    expect(await renewals()).toMatchObject([
      { merchantId: null, consents: [{ purpose: 'marketing', agreedAt: start.toISOString() }] },
    ])
    at(new Date(twoYears.getTime() + 300 * 86_400_000))
    await inWork(theSystem, tellRenewals)
    expect(await renewals()).toHaveLength(1)
    at(new Date('2030-03-17T06:00:00.000Z'))
    await inWork(theSystem, tellRenewals)
    expect(await renewals()).toHaveLength(2)
    expect(await rows('people.consent_told')).toMatchObject([
      { kind: 'renewal', purposes: ['marketing'] },
      { kind: 'renewal' },
    ])
    // Whoever said nothing keeps the consent.
    expect(await rows('people.consent_now')).toMatchObject([{ purposes: ['marketing'] }])
  })

  test('PE57 is not reminded of once it was taken back, and counts anew from a new yes', async () => {
    await answer('marketing')
    at(days(100))
    await answer('marketing', false)
    at(due)
    await inWork(theSystem, tellRenewals)
    expect(await renewals()).toEqual([])
    await answer('marketing')
    at(twoYears)
    await inWork(theSystem, tellRenewals)
    expect(await renewals()).toEqual([])
  })
})
