/** `golmok operator`: who is made an operator, on a real database. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { theSystem } from '../../server/src/kernel/testing.ts'
import { savePerson, shopper } from '../../server/src/modules/people/testing.ts'
import { freshDatabase } from '../../server/testing/pg.ts'
import { runOn } from '../testing.ts'
import { command } from './operator.ts'

const { platform, inWork, db } = await freshDatabase()
const run = runOn(command, platform.database.url)

test('PE19 golmok operator takes whoever proved the address, or whom one vouches for', async () => {
  const person = shopper(1)
  await inWork(theSystem, (work) => savePerson(work, person))
  const email = person.email ?? ''
  const nobody = { code: 1, said: [expect.stringContaining('Nobody has signed up')] }
  expect(await run('add', 'nobody@golmok.test')).toMatchObject(nobody)
  const anybody = { code: 1, said: [expect.stringContaining('it may be anybody')] }
  expect(await run('add', email)).toMatchObject(anybody)
  const is = (isOperator: boolean) => ({ code: 0, answer: { personId: person.id, isOperator } })
  expect(await run('add', email, '--unproven')).toMatchObject(is(true))
  expect(await run('remove', email)).toMatchObject(is(false))
  await sql`update people.account set email_proven_at = joined_at`.execute(db)
  expect(await run('add', email)).toMatchObject(is(true))
})
