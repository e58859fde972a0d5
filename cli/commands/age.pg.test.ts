/** `golmok age`: a mistyped birthday is put right, on a real database. */
import { expect, test } from 'vitest'
import { theSystem } from '../../server/src/kernel/testing.ts'
import { savePerson, shopper } from '../../server/src/modules/people/testing.ts'
import { freshDatabase } from '../../server/testing/pg.ts'
import { runOn } from '../testing.ts'
import { command } from './age.ts'

const { platform, inWork, rows } = await freshDatabase()
const run = runOn(command, platform.database.url)

test('PE95 golmok age says what was and what is, and asks what shows it', async () => {
  const person = shopper(1)
  await inWork(theSystem, (work) => savePerson(work, person))
  const email = person.email ?? ''
  const why = ['--reason', '보호자가 알려 왔어요']
  await expect(run(email, '--of-age')).rejects.toThrow('--reason')
  await expect(run(email, '--of-age', '--born', '2015-01-01', ...why)).rejects.toThrow('either')
  await expect(run(email, ...why)).rejects.toThrow('either')
  const refused = { code: 1, said: [expect.any(String)] }
  expect(await run('nobody@golmok.test', '--of-age', ...why)).toMatchObject(refused)
  expect(await run(email, '--born', '2999-01-01', ...why)).toMatchObject(refused)
  const bornOn = `${new Date().getUTCFullYear() - 9}-01-01`
  expect(await run(email, '--born', bornOn, ...why)).toMatchObject({
    code: 0,
    answer: { personId: person.id, before: 'of-age', after: 'child' },
  })
  expect(await rows('people.age_correction')).toMatchObject([
    { correctedBy: 'system/golmok age', reason: '보호자가 알려 왔어요' },
  ])
})
