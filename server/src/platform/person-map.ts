/**
 * The person map: what each table says of whom, and what becomes of it.
 *
 * Every module declares its tables in `person-map.ts`; a test fails when one is missing. Exporting and
 * erasing a person are one walk over the map each, so that no table is forgotten.
 */
import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { NoTables } from './postgres.ts'

/** What becomes of rows when what they say must go. */
export type Fate =
  /** The rows are deleted. */
  | { readonly kind: 'gone' }
  /** These columns get these SQL expressions; what is left says nothing of anybody. */
  | { readonly kind: 'blanked'; readonly set: Readonly<Record<string, string>> }
  /**
   * Kept, under the person's id alone, which leads nowhere once the account is blank; `because` names
   * the law or the need. `term`: until when, counted from the erasure; for ever where there is none.
   */
  | { readonly kind: 'kept'; readonly because: string; readonly term: Term | null }

/**
 * How long what an erasure leaves is kept, and what becomes of it then: the rows are deleted, or all
 * rows of the person move together to a stranger by chance, whom nothing anywhere leads to.
 */
export type Term = { readonly months: number; readonly ends: 'gone' | 'unlinked' }

export type TableOfPeople = {
  readonly kind: 'people'
  /** Columns of type uuid that hold the id of a person; a row is theirs whom any of them names. */
  readonly columns: readonly string[]
  /** An SQL condition in place of that, with `:id`, `:email` and `:phone`. */
  readonly rows?: string
  /** Columns that no export shows: secrets, and hashes that would let others in. */
  readonly hidden?: readonly string[]
  readonly erased: Fate
  /** How long what the erasure left is kept; where not said, as long as its fate says. */
  readonly term?: Term
  /**
   * SQL expressions with `:id` and `:stranger` that unlink rows, and which rows; where not said, the
   * columns of all of them move.
   */
  readonly unlinked?: { readonly rows?: string; readonly set: Readonly<Record<string, string>> }
  /** What becomes of them with the consent to location; nothing where it is not said. */
  readonly withoutLocation?: Fate
  /** Since when a row says where somebody was: with `withoutLocation` always, as it grows old. */
  readonly located?: Located
  /** What becomes of rows once one use of the location is switched off, and which rows. */
  readonly withoutUse?: {
    readonly [use in LocationUseOff]?: { readonly rows?: string; readonly fate: Fate }
  }
  /** Rows that go over when two accounts of one person become one; where it is not said, they stay. */
  readonly merged?: Moves
}
/** When a row said where somebody was. */
export type Located = {
  /** An SQL expression: the instant, or the day. */
  readonly at: string
  /** An SQL condition: which rows, of whomever; all where it is not said. */
  readonly rows?: string
  /** Of no use to anybody once it is over; the rest is kept as long as people agree to. */
  readonly isServed?: boolean
}
/** How rows of one account become rows of another. `t` is the table; `:from` and `:to` the persons. */
export type Moves = {
  /** The column with the person. */
  readonly column: string
  /** What tells the rows of a person apart: with the column, a unique key. */
  readonly key: readonly string[]
  /** Where the other has a row with the same in these, it stays; without, those of the key. */
  readonly apart?: readonly string[]
  /** An SQL condition under which a row stays, there and back; `:since` is when they were merged. */
  readonly stays?: string
}
/** Uses of a location that people may switch off one by one. */
export type LocationUseOff = 'campaign' | 'report' | 'offer'
export type TableOfNobody = { readonly kind: 'nobody'; readonly because: string }
export type TableEntry = TableOfPeople | TableOfNobody

/** By `schema.table`. Tables that point at others stand before them: they go first. */
export type PersonMap = Readonly<Record<string, TableEntry>>

export const gone: Fate = { kind: 'gone' }
export const blanked = (set: Readonly<Record<string, string>>): Fate => ({ kind: 'blanked', set })
export const kept = (because: string, term: Term | null = null): Fate => ({
  kind: 'kept',
  because,
  term,
})
export const nobody = (because: string): TableOfNobody => ({ kind: 'nobody', because })
/** A table whose rows name a person in these columns. */
export const people = (
  columns: readonly string[],
  rest: Omit<TableOfPeople, 'kind' | 'columns'>,
): TableOfPeople => ({ kind: 'people', columns, ...rest })

/** The terms of what the law wants kept; books have to add up afterwards, the rest is deleted. */
export const terms = {
  deals: { months: 60, ends: 'unlinked' },
  advertising: { months: 6, ends: 'gone' },
  consents: { months: 60, ends: 'gone' },
} as const satisfies Record<string, Term>

/** Rows that go over, unless the other has the like. */
export const moves = (
  column: string,
  key: readonly string[],
  rest: Omit<Moves, 'column' | 'key'> = {},
): Moves => ({ column, key, ...rest })

/** What the law wants kept of dealings, and for how long: the reasons of many tables. */
export const law = {
  deals: kept(
    'E-Commerce Act §6, decree §6: contracts, payment and supply are kept for five years',
    terms.deals,
  ),
  advertising: kept(
    'E-Commerce Act §6, decree §6: advertising is kept for six months',
    terms.advertising,
  ),
  consents: kept(
    'Network Act §50 and Personal Information Act §22: a consent has to be proven, as long as a deal',
    terms.consents,
  ),
} as const

/** Whom a walk over the map is about. */
export type Subject = {
  readonly id: string
  readonly email: string | null
  readonly phone: string | null
}

/** A stranger by chance, another one in each row: what is left is about nobody. */
export const SOMEBODY = 'gen_random_uuid()'

/** Whether a row is of a person, by its entry. */
export function conditionOf(
  entry: TableOfPeople,
  subject: Subject,
  only: string | null = null,
): RawBuilder<unknown> {
  const theirs = entry.rows ?? entry.columns.map((column) => `${column} = :id`).join(' or ')
  const text = only === null ? theirs : `(${theirs}) and (${only})`
  const parts = text.split(/(:id\b|:email\b|:phone\b)/).map((part) => {
    if (part === ':id') return sql`${subject.id}::uuid`
    if (part === ':email') return sql`${subject.email}::text`
    if (part === ':phone') return sql`${subject.phone}::text`
    return sql.raw(part)
  })
  return sql`(${sql.join(parts, sql``)})`
}

type Row = Readonly<Record<string, unknown>>

/** The rows of a table about a person, without what is hidden. */
export async function rowsAbout(
  tx: Transaction<NoTables>,
  table: string,
  entry: TableOfPeople,
  subject: Subject,
  limit: number,
): Promise<readonly Row[]> {
  const hidden = [...(entry.hidden ?? [])]
  const { rows } = await sql<{ row: Row }>`
    select to_jsonb(t) - ${hidden}::text[] as row from ${sql.table(table)} t
    where ${conditionOf(entry, subject)} limit ${limit}`.execute(tx)
  return rows.map(({ row }) => row)
}

/** Why something is lost: an erasure, the end of the consent to location, or of one use of it. */
export type Reason = 'erased' | 'withoutLocation' | { readonly use: LocationUseOff }

function lossOf(entry: TableOfPeople, why: Reason): { fate?: Fate; only: string | null } {
  if (typeof why === 'object') {
    const use = entry.withoutUse?.[why.use]
    return { ...(use && { fate: use.fate }), only: use?.rows ?? null }
  }
  const fate = entry[why]
  return { ...(fate && { fate }), only: null }
}

/**
 * Lets each table of a map lose what it says of a person, for one reason. Append-only tables open for
 * it until it is done.
 *
 * @returns how many rows were touched, by table
 */
export async function lose(
  tx: Transaction<NoTables>,
  maps: readonly PersonMap[],
  subject: Subject,
  why: Reason,
): Promise<Readonly<Record<string, number>>> {
  await sql`select set_config('golmok.erasing', 'on', true)`.execute(tx)
  await sql`set local statement_timeout = 0`.execute(tx)
  const touched: Record<string, number> = {}
  // From the top of the house down: what stands above points at what stands below.
  for (const [table, entry] of maps.toReversed().flatMap((map) => Object.entries(map))) {
    if (entry.kind === 'nobody') continue
    const { fate, only } = lossOf(entry, why)
    if (!fate || fate.kind === 'kept') continue
    const condition = conditionOf(entry, subject, only)
    const { numAffectedRows = 0n } =
      fate.kind === 'gone'
        ? await sql`delete from ${sql.table(table)} where ${condition}`.execute(tx)
        : await sql`
            update ${sql.table(table)} set ${assignments(fate.set)} where ${condition}`.execute(tx)
    if (numAffectedRows > 0n) touched[table] = Number(numAffectedRows)
  }
  await sql`select set_config('golmok.erasing', 'off', true)`.execute(tx)
  return touched
}

/** The `set` of an update that blanks. */
export const assignments = (set: Readonly<Record<string, string>>) =>
  sql.raw(
    Object.entries(set)
      .map(([column, value]) => `${column} = ${value}`)
      .join(', '),
  )

/**
 * Where a text still stands, in any table and any column whatever: slow, and sure. For the proof that
 * an erasure left nothing.
 *
 * @returns `schema.table.column`, with how many rows hold one of the texts
 */
export async function placesOfText(
  tx: Transaction<NoTables>,
  texts: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  await sql`set local statement_timeout = 0`.execute(tx)
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select format('%I.%I', c.table_schema, c.table_name) as "table",
      format('%I', c.column_name) as "column"
    from information_schema.columns c join information_schema.tables t
      using (table_schema, table_name)
    where t.table_type = 'BASE TABLE'
      and c.table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2`.execute(tx)
  const patterns = texts.map((text) => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  const found = new Map<string, number>()
  const tables = Map.groupBy(columns, ({ table }) => table)
  for (const [table, list] of tables) {
    const counts = list.map(
      ({ column }, at) =>
        sql`count(*) filter (where ${sql.raw(column)}::text ilike any(${patterns}::text[]))
          as ${sql.raw(`n${at}`)}`,
    )
    const { rows } = await sql<Record<string, number>>`
      select ${sql.join(counts)} from ${sql.raw(table)}`.execute(tx)
    for (const [at, { column }] of list.entries()) {
      const count = Number(rows[0]?.[`n${at}`] ?? 0)
      if (count > 0) found.set(`${table}.${column}`, count)
    }
  }
  return found
}

// Coming and going stay a pair, in the name of the stay itself: counts and invariants still add up.
const somewhere = blanked({
  data: `case when data ? 'personId' then jsonb_set(data, '{personId}', coalesce(
    data -> 'stayId', data -> 'visitId', to_jsonb(${SOMEBODY}::text))) else data end`,
  subject_id: 'null',
})

/** The tables of the platform itself. */
export const platformPersonMap: PersonMap = {
  'platform.dead_fact': nobody('Says which fact could not be read, and the error of a program.'),
  'platform.fact_order': nobody('Gives facts their order.'),
  // Facts hold ids and figures, never what people wrote. Those that say where somebody was say it of
  // nobody then; the others are of an id that leads nowhere.
  'platform.fact': people([], {
    rows: `subject_id = :id
      and (name like 'presence.%' or name in ('campaigns.decided', 'people.location-provided'))`,
    erased: somewhere,
    withoutLocation: somewhere,
    located: {
      at: 'at',
      rows: "subject_id is not null and (name like 'presence.%' or name in ('campaigns.decided', 'people.location-provided'))",
    },
    term: terms.deals,
    unlinked: {
      rows: 'subject_id = :id',
      set: {
        data: 'replace(data::text, :id::text, :stranger::text)::jsonb',
        subject_id: 'null',
      },
    },
  }),
  'platform.sequencer': nobody('Where the order of facts stands.'),
  'platform.reader': nobody('How far each reader has come.'),
  'platform.job': people([], {
    rows: "payload::text like '%' || :id || '%'",
    erased: gone,
  }),
  'platform.timer': nobody('What is done every so often.'),
  // Answers repeat what was said to the person, with all they may know.
  'platform.kept_reply': people([], {
    rows: `actor = 'person/' || :id or position(:id::text in body) > 0
      or position(:email in body) > 0 or position(:phone in body) > 0`,
    hidden: ['request_hash', 'body'],
    erased: gone,
  }),
  'platform.staff_action': people(['person_id'], {
    erased: kept('What was done for a shop, by an id that leads nowhere; the shop answers for it.'),
  }),
  'platform.secret': nobody('What the market signs with.'),
  'platform.picture': people([], {
    rows: "shelf = 'person/' || :id",
    hidden: ['large', 'small'],
    erased: gone,
  }),
  'platform.picture_shelf': people([], { rows: "name = 'person/' || :id", erased: gone }),
}
