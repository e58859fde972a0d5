/** `golmok proof`: the decisions of the gate in a file, on a real database. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testId, theSystem } from '../../server/src/kernel/testing.ts'
import { sendMessages } from '../../server/src/modules/outreach/service.ts'
import { aMessage } from '../../server/src/modules/outreach/testing.ts'
import { savePerson, shopper } from '../../server/src/modules/people/testing.ts'
import { freshDatabase } from '../../server/testing/pg.ts'
import { silentProgress } from '../progress.ts'
import { command } from './proof.ts'

const { platform, inWork, rows } = await freshDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'golmok-proof-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('OU60, OU72 golmok proof writes each decision as a line, and says where to go on', async () => {
  await inWork(theSystem, async (work) => {
    await savePerson(work, shopper(1), ['marketing'])
    await sendMessages(work, [aMessage(), aMessage({ purpose: 'information' })])
  })
  const to = path.join(folder, 'proof.ndjson')
  const answers: unknown[] = []
  const run = (...args: string[]) =>
    command.run([...args, '--database', platform.database.url], {
      say: () => {},
      complain: () => {},
      answer: (value) => void answers.push(value),
      isJson: true,
      progress: silentProgress,
    })
  const bare = ['--to', to, '--format', 'ndjson', '--person', testId('person', 1)]
  await expect(run(...bare)).rejects.toThrow('--reason')
  const asked = [...bare, '--reason', '방통위에 낼 자료']
  expect(await run(...asked)).toBe(0)
  const lines = readFileSync(to, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { cursor: string; reason: string })
  // What was decided in the same millisecond stands in any order.
  expect(new Set(lines.map(({ reason }) => reason))).toEqual(new Set(['consent', 'information']))
  expect(lines).toMatchObject([{ outcome: 'sent' }, { outcome: 'sent' }])
  expect(answers).toMatchObject([{ lines: 2, cursor: lines[1]?.cursor }])
  expect(await rows('people.disclosure')).toMatchObject([
    { what: 'decisions', reader: 'system/golmok proof', people: 1, reason: '방통위에 낼 자료' },
  ])
  await expect(run('--to', to, '--reason', '이름 확인', '--person', 'somebody')).rejects.toThrow(
    'This is no id',
  )
})
