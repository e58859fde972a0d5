/** Many people at once, put in place by a few statements, who act like any other afterwards. */
import { sql } from 'kysely'
import type { Id } from '../src/kernel/id.ts'
import { wordingOf, type Purpose } from '../src/modules/people/model.ts'
import { startSession } from '../src/modules/people/service/sessions.ts'
import { insertConsents, keepWordings } from '../src/modules/people/store/consents.ts'
import type { Platform } from '../src/platform/platform.ts'
import type { Who } from './world.ts'

const system = { kind: 'system', name: 'test' } as const

/**
 * So many people who are old enough, have a phone number, and agreed to these in the app, by id in
 * order. Their answers are rows of the history, so that proofs find them. Numbers go on from those in the
 * database: the stand-ins of providers refuse some by their ends, and each run must meet the same.
 */
export async function manyPeople(
  platform: Platform,
  count: number,
  agreedTo: readonly Purpose[],
): Promise<readonly Id<'person'>[]> {
  const { rows } = await sql<{ id: Id<'person'> }>`
    insert into people.account (id, name, phone, locale, joined_at, age)
    select gen_random_uuid(), '회원', '+8210' || (20000000 + known.count + nr), 'ko', '2026-01-01', 'of-age'
    from (select count(*) as count from people.account where phone like '+82102%') known,
      generate_series(1, ${count}::integer) nr
    returning id`.execute(platform.database.db)
  const ids = rows.map(({ id }) => id).toSorted()
  const wordings = agreedTo.map(wordingOf)
  const answers = wordings.flatMap(({ purpose, version }) =>
    ids.map((personId) => ({ personId, purpose, wordingVersion: version })),
  )
  await platform.inWork(system, async (work) => {
    await keepWordings(work, 'market', wordings)
    const consents = answers.map((answer) => ({
      ...answer,
      id: work.newId('consent'),
      granted: true,
      at: work.now,
      channel: 'app' as const,
    }))
    await insertConsents(work, consents, { sessionId: null, ipHash: null, agentHash: null })
  })
  return ids
}

/** Signs people in; a password would cost a tenth of a second each. */
export function signedIn(
  platform: Platform,
  ids: readonly Id<'person'>[],
): Promise<readonly Who[]> {
  return platform.inWork(system, async (work) => {
    const all: Who[] = []
    for (const personId of ids) {
      const { token } = await startSession(work, personId, 'test')
      all.push({ token, personId })
    }
    return all
  })
}
