/** Live messages between processes: here, two exchanges on one database. */
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { freshDatabase } from '../../testing/pg.ts'
import { openLive, type LiveMessage } from './live.ts'
import { openLogger } from './logger.ts'

const { platform } = await freshDatabase()
const logger = openLogger('fatal', false)

test('a newcomer is told from then on, and tells; whoever leaves is missed by nobody', async () => {
  const [here, there]: [LiveMessage[], LiveMessage[]] = [[], []]
  const message = (n: number) => ({ name: 'n', data: { n } })
  const wake = vi.fn<() => void>()

  const one = await openLive(platform.database.url, logger)
  one.subscribe('operator', (said) => here.push(said))
  one.onWake(wake)
  const other = await openLive(platform.database.url, logger)
  other.subscribe('operator', (said) => there.push(said))

  other.publish('operator', message(1))
  other.wakeOthers()
  await vi.waitFor(() => expect(here).toEqual([message(1)]), 5_000)
  expect(wake).toHaveBeenCalled()
  one.publish('operator', message(2))
  await vi.waitFor(() => expect(there).toEqual([message(1), message(2)]), 5_000)

  await other.close()
  one.publish('operator', message(3))
  expect(here).toEqual([message(1), message(2), message(3)])
  await one.close()
})

test('what is told while a connection is lost arrives when it is back', async () => {
  const heard: LiveMessage[] = []
  const message = (n: number) => ({ name: 'n', data: { n } })
  const one = await openLive(platform.database.url, logger)
  const other = await openLive(platform.database.url, logger)
  other.subscribe('operator', (said) => heard.push(said))
  one.publish('operator', message(1))
  await vi.waitFor(() => expect(heard).toEqual([message(1)]), 5_000)

  const { rows } = await sql`
    select pg_terminate_backend(pid, 5000) as gone from pg_stat_activity
    where application_name = 'golmok live' and datname = current_database()`.execute(
    platform.database.db,
  )
  // Theirs, and that of the platform of this file.
  expect(rows).toHaveLength(3)
  one.publish('operator', message(2))
  await vi.waitFor(() => expect(heard).toEqual([message(1), message(2)]), 10_000)

  await other.close()
  await one.close()
})
