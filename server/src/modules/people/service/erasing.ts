/** All that is kept of a person: shown to them, and erased when they say so. */
import { z } from 'zod'
import { actorName, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import { defineJob } from '../../../platform/jobs.ts'
import { lose, rowsAbout, type PersonMap } from '../../../platform/person-map.ts'
import type { Work } from '../../../platform/work.ts'
import { personErased, sessionEnded } from '../events.ts'
import { phoneOf, wordingOf, type Person } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { answerConsent, removeMembership } from '../service.ts'
import {
  endSessionsOf,
  lockPerson,
  membershipsByPerson,
  peopleByIds,
  personByEmail,
  personById,
  personByPhoneNumber,
} from '../store.ts'
import { accountIdsOf } from '../store/merges.ts'
import { blankAccount, lockErasure, noteLost } from '../store/erasures.ts'
import { endWards } from './wards.ts'
import { forgetAfter } from './memory.ts'
import { withdrawFromAllMerchants } from './merchant-consents.ts'

export type PersonExport = {
  readonly personId: Id<'person'>
  readonly exportedAt: Date
  /** Every row about the person, by table; tables without any are left out. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  /** Tables of which there is more than an export takes. */
  readonly cut: readonly string[]
}

/** Rows of one table in one export. */
export const EXPORTED_ROWS_MAX = 10_000

/**
 * All that is kept of a person, by the person map (PE61), also in accounts that were merged into
 * theirs. The caller has checked who may ask.
 *
 * @throws {Refused} `people.unknown`
 */
export async function exportPerson(
  work: Work,
  maps: readonly PersonMap[],
  personId: Id<'person'>,
  rowsMax = EXPORTED_ROWS_MAX,
): Promise<PersonExport> {
  const person = await personById(work, personId)
  if (!person) throw new Refused(peopleRefusals, 'people.unknown')
  const ids = await accountIdsOf(work, personId)
  const accounts = ids.length === 1 ? [person] : await peopleByIds(work, ids)
  const tables: Record<string, readonly Readonly<Record<string, unknown>>[]> = {}
  const cut: string[] = []
  // A fixed number of statements: one for each table of the house.
  for (const [table, entry] of maps.flatMap((map) => Object.entries(map))) {
    if (entry.kind === 'nobody') continue
    const rows: Readonly<Record<string, unknown>>[] = []
    for (const account of accounts) {
      rows.push(...(await rowsAbout(work.tx, table, entry, account, rowsMax + 1)))
    }
    if (rows.length > rowsMax) cut.push(table)
    if (rows.length > 0) tables[table] = rows.slice(0, rowsMax)
  }
  return { personId, exportedAt: work.now, tables, cut }
}

export function exportAsker(work: Work, maps: readonly PersonMap[]): Promise<PersonExport> {
  return exportPerson(work, maps, personOf(work.actor))
}

/**
 * The person of an id, a phone number or an e-mail address: for the command line.
 *
 * @throws {Refused} `people.unknown`
 */
export async function findPerson(work: Work, text: string): Promise<Person> {
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(text)
  const phone = phoneOf(text)
  const found = isId
    ? await personById(work, text as Id<'person'>)
    : ((text.includes('@') ? await personByEmail(work, text.toLowerCase()) : null) ??
      (phone ? await personByPhoneNumber(work, phone) : null))
  if (!found) throw new Refused(peopleRefusals, 'people.unknown')
  const { id, name, email, phone: number, locale, isOperator } = found
  return { id, name, email, phone: number, locale, isOperator }
}

/**
 * Begins to erase a person, at once and for good: the account is blank and signed out when this
 * commits, and every other table follows within seconds (PE62). There is no way back on purpose: who
 * asks to be gone should not have to be kept for another week to be sure of it, and the question before
 * it asks for a password or a code.
 *
 * @throws {Refused} `people.unknown`; `people.last-owner` while a merchant has no other owner
 */
export async function erasePerson(work: Work, personId: Id<'person'>): Promise<void> {
  const person = await lockPerson(work, personId)
  if (!person) throw new Refused(peopleRefusals, 'people.unknown')
  // Accounts that were merged into it are the same person's (PE85).
  const [, ...merged] = await accountIdsOf(work, personId)
  for (const id of merged) await eraseAccount(work, id)
  await eraseAccount(work, personId)
}

async function eraseAccount(work: Work, personId: Id<'person'>): Promise<void> {
  const person = await lockPerson(work, personId)
  if (!person) return
  for (const { merchantId } of await membershipsByPerson(work, personId)) {
    await removeMembership(work, { personId, merchantId })
  }
  const proof = { sessionId: null, ipHash: null, agentHash: null }
  await endWards(work, personId, proof)
  for (const purpose of ['location', 'marketing'] as const) {
    const { version: wordingVersion } = wordingOf(purpose)
    const no = { personId, purpose, granted: false, wordingVersion, channel: 'app', proof } as const
    await answerConsent(work, no)
  }
  await withdrawFromAllMerchants(work, { personId, channel: 'app', proof })
  const { email, phone } = person
  const erasureId = work.newId('erasure')
  const by = actorName(work.actor)
  if (!(await blankAccount(work, { erasureId, id: personId, email, phone }, by))) return
  await endSessionsOf(work, personId, {})
  work.announce(sessionEnded, { personId, sessionId: null }, { subjectId: personId })
  work.announce(personErased, { personId }, { subjectId: personId })
  work.enqueue(erasing, { erasureId, isLast: false })
  work.publish(`person/${personId}`, { name: 'session-ended', data: { sessionId: null } })
  forgetAfter(work, personId)
}

/** What was under way when somebody asked to be gone has arrived by then, and goes as well. */
const AFTERMATH_MS = 15 * SECOND_MS
const ERASING_MS_MAX = 120_000

const payload = z.object({ erasureId: z.string(), isLast: z.boolean() })

/** What the job needs is known once the house is put together. */
export function erasingJob(maps: readonly PersonMap[]) {
  return defineJob({
    ...erasing,
    run: ({ inWork }, { erasureId, isLast }) =>
      inWork({ kind: 'system', name: 'people' }, async (work) => {
        const erasure = await lockErasure(work, erasureId as Id<'erasure'>)
        if (!erasure) return
        const lost = await lose(work.tx, maps, erasure, 'erased')
        await noteLost(work, erasure.erasureId, lost, isLast)
        if (isLast) return
        const runAt = new Date(work.now.getTime() + AFTERMATH_MS)
        work.enqueue(erasing, { erasureId, isLast: true }, { runAt })
      }),
  })
}

const erasing = defineJob({
  name: 'people.erase',
  shape: payload,
  timeoutMs: ERASING_MS_MAX,
  attemptsMax: 20,
  run: () => Promise.reject(new Error('the job of a house is made by erasingJob')),
})
