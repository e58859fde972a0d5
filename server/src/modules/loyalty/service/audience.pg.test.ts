/** Segments of many at once say the same as the rule says of one. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { dayAfter } from '../../../kernel/time.ts'
import { segmentOf } from '../model/segments.ts'
import { segmentsAt, taggedAt } from './audience.ts'
import { memberFacts, setMemberTags } from './tags.ts'
import { merchantId, openShop, shopper, staff } from './testing.ts'

const { inWork, at, reset, write, buy } = await openShop()

beforeEach(async () => {
  await reset()
  await write()
})

const today = '2026-04-15'

test.each([
  ['one day', [0]],
  ['one day long ago', [-80]],
  ['twice on a day', [0, 0]],
  ['a day long ago, and again', [-100, 0]],
  ['four days lately', [-3, -2, -1, 0]],
  ['four days, the first on the edge', [-59, -2, -1, 0]],
  ['four days, the first just before', [-60, -2, -1, 0]],
  ['only just before', [-60]],
])('LO28 of many at once is what it is of one: %s', async (_what, days) => {
  let number = 0
  for (const day of days) {
    at(new Date(`${dayAfter(today, day)}T03:00:00Z`))
    number += 1
    await buy(number)
  }
  const noon = new Date(`${today}T03:00:00Z`)
  at(noon)
  const found = await inWork(staff, async (work) => {
    const { rows } = await sql<{ personId: string; segment: string }>`
      select person_id, segment from (${segmentsAt(merchantId, noon)}) as s`.execute(work.tx)
    return rows
  })
  const { boughtDays } = await inWork(staff, (work) =>
    memberFacts(work, { merchantId, personId: shopper.personId }),
  )
  expect(found).toEqual([{ personId: shopper.personId, segment: segmentOf(boughtDays, today) }])
})

test('LO28 whoever bears one of the tags is found once', async () => {
  await buy(1)
  const key = { merchantId, personId: shopper.personId }
  await inWork(staff, (work) => setMemberTags(work, key, ['VIP', '단골']))
  const tagged = (tags: readonly string[]) =>
    inWork(staff, async (work) => {
      const { rows } = await sql`
        select person_id from (${taggedAt(merchantId, tags)}) as t`.execute(work.tx)
      return rows
    })
  expect(await tagged(['VIP', '단골'])).toEqual([{ personId: shopper.personId }])
  expect(await tagged(['아무개'])).toEqual([])
})
