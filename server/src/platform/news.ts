/** The newest facts in the memory of a process: read once from the log, for all its readers. */
import { sql } from 'kysely'
import type { Database } from './postgres.ts'

/** A fact as it stands in the log. `seq` is its place in the order that readers see. */
export type LoggedFact<Data = unknown> = {
  readonly seq: number
  readonly factId: number
  readonly name: string
  readonly at: Date
  readonly subjectId: string | null
  readonly data: Data
}

/** The most facts one transaction of a reader takes. */
export const FACTS_PER_WORK_MAX = 500
/** A reader that is further behind reads the log itself. */
const FACTS_KEPT_MAX = 10_000

/** Facts in their order, and the place up to which no fact of the names asked for is missing. */
export type Stretch = { readonly facts: readonly LoggedFact[]; readonly upTo: number }

export type News = {
  /** Where what is known ends. */
  end(): number
  /** Begins at a place: what stands before it is no news. */
  beginAt(seq: number): void
  /** Forgets what is in memory, and goes on from the same place: readers then look for themselves. */
  forget(): void
  /** Reads on to a place, and hands over what it finds in stretches, each once, in order. */
  readOn(upTo: number, take: (facts: readonly LoggedFact[]) => void): Promise<void>
  /** What is known of a stretch of the order; null when its beginning is not in memory. */
  between(afterSeq: number, upTo: number, names: ReadonlySet<string>): Stretch | null
}

/** Opens the memory. `names` tells, each time, which facts anybody here wants to hear of. */
export function openNews(database: Pick<Database, 'db'>, names: () => readonly string[]): News {
  let kept: LoggedFact[] = []
  let from = 0
  let to = 0
  const beginAt = (seq: number) => {
    kept = []
    from = seq
    to = seq
  }
  return {
    end: () => to,
    beginAt,
    forget: () => beginAt(to),
    async readOn(upTo, take) {
      while (to < upTo) {
        const through = Math.min(upTo, to + FACTS_PER_WORK_MAX)
        const facts = await factsBetween(database, to, through, names())
        kept.push(...facts)
        to = through
        if (kept.length > FACTS_KEPT_MAX) {
          kept = kept.slice(-FACTS_KEPT_MAX / 2)
          from = (kept[0]?.seq ?? to) - 1
        }
        take(facts)
      }
    },
    between(afterSeq, upTo, wanted) {
      if (afterSeq < from || afterSeq >= to) return null
      const through = Math.min(upTo, to)
      const first = kept.findLastIndex(({ seq }) => seq <= afterSeq) + 1
      const facts: LoggedFact[] = []
      for (let at = first; at < kept.length && facts.length < FACTS_PER_WORK_MAX; at += 1) {
        const fact = kept[at]
        if (!fact || fact.seq > through) break
        if (wanted.has(fact.name)) facts.push(fact)
      }
      return stretchOf(facts, through)
    },
  }
}

/** Reads a stretch of the order from the log. */
export async function readStretch(
  database: Pick<Database, 'db'>,
  afterSeq: number,
  upTo: number,
  names: ReadonlySet<string>,
): Promise<Stretch> {
  return stretchOf(await factsBetween(database, afterSeq, upTo, [...names]), upTo)
}

/** A full batch ends with its last fact; else all there is on the way has been seen. */
function stretchOf(facts: readonly LoggedFact[], upTo: number): Stretch {
  const isFull = facts.length === FACTS_PER_WORK_MAX
  return { facts, upTo: isFull ? (facts.at(-1)?.seq ?? upTo) : upTo }
}

async function factsBetween(
  { db }: Pick<Database, 'db'>,
  afterSeq: number,
  upToSeq: number,
  names: readonly string[],
): Promise<readonly LoggedFact[]> {
  const { rows } = await sql<LoggedFact>`
    select o.seq, f.id as fact_id, f.name, f.at, f.subject_id, f.data
    from platform.fact_order o join platform.fact f on f.id = o.fact_id
    where o.seq > ${afterSeq} and o.seq <= ${upToSeq} and f.name = any(${names}::text[])
    order by o.seq limit ${FACTS_PER_WORK_MAX}`.execute(db)
  return rows
}
