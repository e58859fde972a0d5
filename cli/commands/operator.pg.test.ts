/** `golmok operator`: who is made an operator, on a real database. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../server/src/kernel/testing.ts'
import { savePerson, shopper } from '../../server/src/modules/people/testing.ts'
import { freshDatabase } from '../../server/testing/pg.ts'
import { silentProgress } from '../progress.ts'
import { command } from './operator.ts'

const { platform, inWork, db } = await freshDatabase()

test('PE19 golmok operator takes whoever proved the address, or whom one vouches for', async () => {
  const person = shopper(1)
  await inWork(theSystem, (work) => savePerson(work, person))
  const [answers, complaints]: [unknown[], string[]] = [[], []]
  const run = (...args: string[]) =>
    command.run([...args, '--database', platform.database.url], {
      say: () => {},
      complain: (text) => void complaints.push(text),
      answer: (value) => void answers.push(value),
      isJson: true,
      progress: silentProgress,
    })
  const email = person.email ?? ''
  expect(await run('add', 'nobody@golmok.test')).toBe(1)
  expect(await run('add', email)).toBe(1)
  expect(complaints).toEqual([
    expect.stringContaining('Nobody has signed up'),
    expect.stringContaining('it may be anybody'),
  ])
  expect(await run('add', email, '--unproven')).toBe(0)
  expect(await run('remove', email)).toBe(0)
  await sql`update people.account set email_proven_at = joined_at`.execute(db)
  expect(await run('add', email)).toBe(0)
  expect(answers).toEqual(
    [true, false, true].map((isOperator) => ({ personId: person.id, isOperator })),
  )
})
