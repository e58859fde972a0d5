/** Works: what is asked at once, what comes often, and what is written last. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../kernel/testing.ts'
import { freshDatabase } from '../../testing/pg.ts'
import type { Work } from './work.ts'

const { inWork, db } = await freshDatabase()
await sql`create table noted (place serial primary key, word text not null unique)`.execute(db)
const note = (work: Work, word: string) =>
  sql`insert into noted (word) values (${word})`.execute(work.tx)
async function words(): Promise<readonly string[]> {
  const { rows } = await sql<{ word: string }>`select word from noted order by place`.execute(db)
  return rows.map(({ word }) => word)
}

test('what is asked at once is run in the order in which it was asked', async () => {
  const asked = Array.from({ length: 30 }, (_, at) => `asked ${at}`)
  await inWork(theSystem, (work) => Promise.all(asked.map((word) => note(work, word))))
  expect(await words()).toEqual(asked)
  await sql`truncate noted`.execute(db)
})

test('one of several that fails undoes the work, and the others are not waited for in vain', async () => {
  const failing = inWork(theSystem, (work) =>
    Promise.all([note(work, 'twice'), note(work, 'twice'), note(work, 'after')]),
  )
  await expect(failing).rejects.toThrow(/unique/)
  expect(await words()).toEqual([])
})

test('what is written last comes after all else, and goes with the work', async () => {
  await inWork(theSystem, async (work) => {
    work.last(() => note(work, 'last'))
    await note(work, 'first')
    await note(work, 'second')
  })
  expect(await words()).toEqual(['first', 'second', 'last'])
  const failing = inWork(theSystem, async (work) => {
    await note(work, 'third')
    work.last(() => note(work, 'last'))
  })
  await expect(failing).rejects.toThrow(/unique/)
  expect(await words()).toEqual(['first', 'second', 'last'])
})

test('a statement that comes often keeps its plan, under a name of its own, on each connection', async () => {
  const twice = (number: number) =>
    sql<{ twice: number }>`select ${number}::integer * 2 as twice`.execute(db)
  for (let number = 0; number < 40; number += 1) {
    const { rows } = await twice(number)
    expect(rows).toEqual([{ twice: number * 2 }])
  }
  const all = await Promise.all(Array.from({ length: 40 }, (_, number) => twice(number)))
  expect(all.map(({ rows }) => rows[0]?.twice)).toEqual(all.map((_it, number) => number * 2))
  const { rows } = await sql<{ name: string }>`
    select name from pg_prepared_statements where statement like '%as twice%'`.execute(db)
  expect(rows.map(({ name }) => name)).toEqual([expect.stringMatching(/^kept_\d+$/)])
})

test('a statement that comes often is noticed after any number of rare ones', async () => {
  for (let rare = 0; rare < 1_200; rare += 1) {
    await sql`select ${rare}::integer as ${sql.id(`rare_${rare}`)}`.execute(db)
  }
  for (let often = 0; often < 30; often += 1) {
    await sql`select ${often}::integer as often`.execute(db)
  }
  const { rows } = await sql`
    select from pg_prepared_statements where statement like '%as often'`.execute(db)
  expect(rows).toHaveLength(1)
})
