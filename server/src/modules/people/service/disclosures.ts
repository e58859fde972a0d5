/** Data of others leaves the house with a reason only, and what was kept of erased people goes in time. */
import { actorName, allow, mayOperate } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { rowsAbout, type PersonMap } from '../../../platform/person-map.ts'
import { endTerm, keptTables, termsOf } from '../../../platform/person-terms.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { reasonOf, type Disclosed, type LookedAt } from '../model/looks.ts'
import {
  aStranger,
  disclosuresBelow,
  erasedAt,
  insertDisclosure,
  lockDue,
  notePassed,
  type Disclosure,
} from '../store/kept-apart.ts'
import { recordLooks } from './looks.ts'

type Taken = {
  readonly what: Disclosed & LookedAt
  /** Null for the market itself. */
  readonly merchantId: Id<'merchant'> | null
  readonly personIds: readonly Id<'person'>[]
  readonly reason: string
}

/**
 * Writes down that data of people is taken out, by whom and what for, in the transaction that does it
 * (PE94), and for each of them that it was looked at (PE64).
 *
 * @throws {Refused} `people.reason-needed`
 */
export async function disclose(work: Work, taken: Taken): Promise<void> {
  const { what, merchantId, reason } = taken
  const personIds = [...new Set(taken.personIds)]
  const [only] = personIds
  const personId = personIds.length === 1 && only ? only : null
  await noteDisclosure(work, { what, merchantId, personId, people: personIds.length, reason })
  await recordLooks(
    work,
    personIds.map((personId) => ({ personId, merchantId, what })),
  )
}

/**
 * Writes down that a file goes out, and what for, before its first line does (PE94). That each person in
 * it was looked at (PE64) is for the caller to write with the lines.
 *
 * @param people how many it is about, at most
 * @throws {Refused} `people.reason-needed`
 */
export async function noteDisclosure(
  work: Work,
  taken: Omit<Disclosure, 'id' | 'at' | 'reader'>,
): Promise<void> {
  const reason = reasonOf(taken.reason)
  if (reason === null) throw new Refused(peopleRefusals, 'people.reason-needed')
  const [id, reader] = [work.newId('disclosure'), actorName(work.actor)]
  await insertDisclosure(work, { ...taken, id, at: work.now, reader, reason })
}

export type KeptRecords = {
  readonly personId: Id<'person'>
  readonly erasedAt: Date
  readonly tables: readonly {
    readonly table: string
    /** Months after the erasure, and then no more; null where they are not counted. */
    readonly months: number | null
    readonly rows: readonly Readonly<Record<string, unknown>>[]
  }[]
}

/** Rows of one table in one answer. */
const KEPT_ROWS_MAX = 1_000

/**
 * What the law keeps of somebody who was erased, by the id that leads nowhere: for an operator who says
 * why, which is written down (PE93).
 *
 * @throws {Refused} `people.unknown` for whoever was not erased; `people.reason-needed`
 */
export async function keptRecords(
  work: Work,
  maps: readonly PersonMap[],
  { personId, reason }: { readonly personId: Id<'person'>; readonly reason: string },
): Promise<KeptRecords> {
  allow(mayOperate(work.actor))
  const at = await erasedAt(work, personId)
  if (!at) throw new Refused(peopleRefusals, 'people.unknown')
  await disclose(work, { what: 'kept', merchantId: null, personIds: [personId], reason })
  const subject = { id: personId, email: null, phone: null }
  const tables: KeptRecords['tables'][number][] = []
  // A fixed number of statements: one for each table that keeps anything.
  for (const { table, entry, term } of keptTables(maps)) {
    const rows = await rowsAbout(work.tx, table, entry, subject, KEPT_ROWS_MAX)
    if (rows.length > 0) tables.push({ table, months: term?.months ?? null, rows })
  }
  return { personId, erasedAt: at, tables }
}

/** What was taken out of the house, newest first: for the operator, who looks at it every month. */
export async function disclosures(
  work: Work,
  { limit, after }: PageRequest,
): Promise<Page<Disclosure>> {
  allow(mayOperate(work.actor))
  const match = /^(\d{1,14})\.([0-9a-f-]{36})$/.exec(after ?? '')
  const below = match ? { at: new Date(Number(match[1])), id: match[2] ?? '' } : null
  const rows = await disclosuresBelow(work, below, limit + 1)
  return pageOf(rows, limit, ({ at, id }) => `${at.getTime()}.${id}`)
}

/** Erased people whose terms are ended in one work. */
export const ENDED_AT_ONCE_MAX = 20

/**
 * Ends the terms that are over (PE92): what was kept of an erased person is deleted, or moves to a
 * stranger, so that the books of a shop still add up and nothing leads to anybody.
 *
 * @returns of how many; call again when it is `ENDED_AT_ONCE_MAX`
 */
export function endTerms(maps: readonly PersonMap[]): (work: Work) => Promise<number> {
  return async (work) => {
    for (const months of termsOf(maps)) {
      const due = await lockDue(work, months, ENDED_AT_ONCE_MAX)
      for (const { erasureId, personId } of due) {
        const strangerId = await aStranger(work)
        await endTerm(work.tx, maps, { id: personId, strangerId, months })
        await notePassed(work, erasureId, months)
      }
      // A longer term of the same person is ended in a work of its own.
      if (due.length > 0) return ENDED_AT_ONCE_MAX
    }
    return 0
  }
}
