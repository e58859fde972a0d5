/** The papers of a market on a real database: complete before it opens, and never emptied after. */
import { beforeEach, describe, expect, test } from 'vitest'
import { aPerson } from '../../kernel/testing.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { items } from './model.ts'
import { allowCollecting, marketDetails, openMarket, setDetails } from './service.ts'
import { keepStanding } from './store.ts'
import { allDetails } from './testing.ts'

const { inWork, clear, rows } = await freshDatabase()
const operator = aPerson({ number: 80, isOperator: true })
const somebody = aPerson({ number: 90 })
const nobody = { kind: 'nobody' } as const

const say = (said = allDetails, after = 0, as = operator) =>
  inWork(as, (work) => setDetails(work, said, after))
const openIt = (as = operator) => inWork(as, openMarket)
const look = () => inWork(nobody, marketDetails)
const collect = () => inWork(nobody, allowCollecting)
const standPublic = (isPublic: boolean) => inWork(nobody, (work) => keepStanding(work, isPublic))

beforeEach(clear)

describe('the details', () => {
  test('MK1, MK4 are read by everybody as they were said last, and each version stays', async () => {
    expect(await look()).toMatchObject({ version: 0, missing: [...items], openedAt: null })
    await say()
    await say({ ...allDetails, phone: '02-999-9999' }, 1)
    expect(await look()).toMatchObject({ version: 2, said: { phone: '02-999-9999' }, missing: [] })
    const kept = await rows('market.details')
    expect(kept).toMatchObject([
      { version: 1, setBy: operator.personId, said: { phone: '02-123-4567' } },
      { version: 2, setBy: operator.personId },
    ])
  })

  test('MK1 said twice are one version; who wrote on an old one is told to look again', async () => {
    await say()
    expect(await say()).toMatchObject({ version: 1 })
    const late = say({ ...allDetails, phone: '02-999-9999' }, 0)
    await expect(late).rejects.toMatchObject({ code: 'market.details-changed' })
    expect(await rows('market.details')).toHaveLength(1)
  })

  test('MK1 of four who write at once one is kept', async () => {
    const line = startingLine(4)
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map((desk) =>
        inWork(operator, async (work) => {
          await line()
          return setDetails(work, { ...allDetails, phone: `02-123-000${desk}` }, 0)
        }),
      ),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await rows('market.details')).toHaveLength(1)
  })

  test('MK4 are changed by operators only', async () => {
    await expect(say(allDetails, 0, somebody)).rejects.toMatchObject({ code: 'access.forbidden' })
    await expect(openIt(somebody)).rejects.toMatchObject({ code: 'access.forbidden' })
  })
})

describe('the opening', () => {
  test.each(items)('MK2 is refused while %s is missing', async (item) => {
    await say({ ...allDetails, [item]: '' })
    await expect(openIt()).rejects.toMatchObject({
      code: 'market.details-missing',
      details: { missing: [item] },
    })
    expect(await rows('market.opening')).toEqual([])
  })

  test('MK2 happens once, with complete details, and is told once', async () => {
    await say()
    const opened = await openIt()
    expect(opened.openedAt).not.toBeNull()
    expect(await openIt()).toEqual(opened)
    const facts = await rows('platform.fact')
    expect(facts.filter(({ name }) => name === 'market.opened')).toHaveLength(1)
  })

  test('MK5 forbids to empty what was told, and lets it change', async () => {
    await say()
    await openIt()
    await expect(say({ ...allDetails, locationManager: ' ' }, 1)).rejects.toMatchObject({
      code: 'market.is-open',
      details: { missing: ['locationManager'] },
    })
    expect(await say({ ...allDetails, locationManager: '최지도' }, 1)).toMatchObject({ version: 2 })
  })

  test('MK3 is what a public market needs before it collects a location', async () => {
    await expect(collect()).resolves.toBeUndefined()
    await standPublic(true)
    await expect(collect()).rejects.toMatchObject({ code: 'market.not-open' })
    await standPublic(false)
    await expect(collect()).resolves.toBeUndefined()
    await standPublic(true)
    await say()
    await openIt()
    await expect(collect()).resolves.toBeUndefined()
  })
})
