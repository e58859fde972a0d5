/** Rows that go from one account to another wait for whoever is using them. */
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { testId, theSystem } from '../kernel/testing.ts'
import { freshDatabase, waitForLock } from '../../testing/pg.ts'
import { gone, people } from './person-map.ts'
import { holdRows, moveRows } from './person-merge.ts'

const { inWork, db } = await freshDatabase()
const from = testId<'person'>('person', 1)
const to = testId<'person'>('person', 2)
const stays = 'exists (select from public.bill b where b.coupon_id = t.id)'
const maps = [
  {
    'public.coupon': people(['person_id'], {
      erased: gone,
      merged: { column: 'person_id', key: ['id'], stays },
    }),
  },
] as const

beforeAll(async () => {
  await sql`create table public.coupon (id integer primary key, person_id uuid not null)`.execute(
    db,
  )
  await sql`create table public.bill (coupon_id integer not null)`.execute(db)
})

test('a coupon that is on its way onto a bill is waited for, and stays with it', async () => {
  await sql`insert into public.coupon values (1, ${from}), (2, ${from})`.execute(db)
  let merging: Promise<readonly unknown[]> | null = null
  const merge = () =>
    inWork(theSystem, async ({ tx }) => {
      await holdRows(tx, maps, from)
      return moveRows(tx, maps, { from, to, since: new Date() })
    })
  await inWork(theSystem, async ({ tx }) => {
    await sql`select from public.coupon where id = 1 for update`.execute(tx)
    merging = merge()
    await waitForLock(db)
    await sql`insert into public.bill values (1)`.execute(tx)
  })
  // Without the hold it would have looked for bills before it began to wait, and found none.
  expect(await (merging as Promise<readonly unknown[]> | null)).toEqual([
    { tableName: 'public.coupon', columnName: 'person_id', key: { id: 2 } },
  ])
})
