/** `golmok age`: a mistyped birthday is put right, on a real database. */
import { expect, test } from 'vitest'
import { theSystem } from '../../server/src/kernel/testing.ts'
import { savePerson, shopper } from '../../server/src/modules/people/testing.ts'
import { freshDatabase } from '../../server/testing/pg.ts'
import { silentProgress } from '../progress.ts'
import { command } from './age.ts'

const { platform, inWork, rows } = await freshDatabase()

test('PE95 golmok age says what was and what is, and asks what shows it', async () => {
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
  const why = ['--reason', '보호자가 알려 왔어요']
  await expect(run(email, '--of-age')).rejects.toThrow('--reason')
  await expect(run(email, '--of-age', '--born', '2015-01-01', ...why)).rejects.toThrow('either')
  await expect(run(email, ...why)).rejects.toThrow('either')
  expect(await run('nobody@golmok.test', '--of-age', ...why)).toBe(1)
  expect(await run(email, '--born', '2999-01-01', ...why)).toBe(1)
  expect(complaints).toHaveLength(2)
  const bornOn = `${new Date().getUTCFullYear() - 9}-01-01`
  expect(await run(email, '--born', bornOn, ...why)).toBe(0)
  expect(answers).toEqual([{ personId: person.id, before: 'of-age', after: 'child' }])
  expect(await rows('people.age_correction')).toMatchObject([
    { correctedBy: 'system/golmok age', reason: '보호자가 알려 왔어요' },
  ])
})
