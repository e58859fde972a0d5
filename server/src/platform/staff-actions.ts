/** The record of what people and tills did for merchants: one row a request, beside what it did. */
import type { FastifyRequest } from 'fastify'
import { sql, type Kysely } from 'kysely'
import type { ActingRole, ActionNotes, Actor } from '../kernel/actor.ts'
import type { Id } from '../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../kernel/page.ts'
import { gather } from './gather.ts'
import type { Platform } from './platform.ts'
import type { NoTables } from './postgres.ts'
import type { InWork, Work } from './work.ts'

export type StaffAction = {
  readonly requestId: Id<'request'>
  /** Null for what an operator did for the market. */
  readonly merchantId: Id<'merchant'> | null
  readonly at: Date
  readonly personId: Id<'person'> | null
  readonly keyId: Id<'api-key'> | null
  readonly role: ActingRole
  /** As in `PATCH /v1/offers/:offerId`. */
  readonly operation: string
  /** Ids of what it was done to, by the name of the parameter; `id` is what came of it. */
  readonly targets: Readonly<Record<string, string>>
}

/** One request that may turn out to act for a merchant. */
type ActionRecord = {
  /** The asker, with whom this record listens for whom they act. */
  readonly actor: Actor
  /** As `inWork`, and writes the row into each transaction that acts: the second finds it there. */
  readonly inWork: InWork
  /** Takes the id of what came of it. */
  made(reply: unknown): void
  /** What is noted and not written: by works that are shared with other requests. */
  unwritten(now: Date): readonly StaffAction[]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ownMatters = /^\/v1\/me(\/|$)/
/** Rows of one request at most; a request acts for one merchant, rarely two. */
const MERCHANTS_NOTED_MAX = 20
const ACTIONS_AT_ONCE_MAX = 500

/**
 * Opens the record of a request; null for those who cannot act for a merchant, and for what people do
 * for themselves (`/v1/me`).
 */
function recordOf(
  inWork: InWork,
  request: {
    readonly actor: Actor
    readonly method: string
    readonly url: string
    readonly params: unknown
    newId(kind: 'request'): Id<'request'>
  },
): ActionRecord | null {
  const { actor, method, url } = request
  if (method === 'GET' || ownMatters.test(url) || !mayAct(actor)) return null
  const noted = new Map<Id<'merchant'> | null, ActingRole>()
  const targets = idsIn(request.params)
  const requestId = request.newId('request')
  let isWritten = false
  const notes: ActionNotes = {
    note(merchantId, role) {
      const about = merchantId ?? (targets['merchantId'] as Id<'merchant'> | undefined) ?? null
      if (noted.size < MERCHANTS_NOTED_MAX && !noted.has(about)) noted.set(about, role)
    },
  }
  const rows = (at: Date): StaffAction[] =>
    [...noted].map(([merchantId, role]) => ({
      requestId,
      merchantId,
      at,
      personId: actor.kind === 'person' ? actor.personId : null,
      keyId: actor.kind === 'key' ? actor.keyId : null,
      role,
      operation: `${method} ${url}`,
      targets,
    }))
  return {
    actor: { ...actor, notes },
    async inWork(who, body) {
      const answer = await inWork(who, async (work) => {
        const made = await body(work)
        if (noted.size > 0) work.last(() => insertActions(work.tx, rows(work.now)))
        return made
      })
      isWritten = noted.size > 0
      return answer
    },
    made(reply) {
      const { id } = (reply ?? {}) as { readonly id?: unknown }
      if (typeof id === 'string' && uuid.test(id)) targets['id'] = id
    },
    unwritten: (now) => (isWritten ? [] : rows(now)),
  }
}

function mayAct(actor: Actor): actor is Extract<Actor, { kind: 'person' | 'key' }> {
  if (actor.kind === 'person') return actor.isOperator || actor.memberships.length > 0
  return actor.kind === 'key'
}

/** Only ids: codes, names and numbers in a path may be somebody's. */
function idsIn(params: unknown): Record<string, string> {
  const pairs = Object.entries((params ?? {}) as Readonly<Record<string, unknown>>)
  return Object.fromEntries(
    pairs.filter((pair): pair is [string, string] => uuid.test(String(pair[1]))),
  )
}

type Needs = Pick<Platform, 'inWork' | 'clock' | 'database' | 'newId'>

/** Keeps the record around the requests of one edge: begun before each is handled, and finished after. */
export function recorderWith({ inWork, clock, database, newId }: Needs) {
  // Of works that many requests share: these name who asked in what they write, too.
  const writeLater = gather<readonly StaffAction[], null>({
    itemsMax: ACTIONS_AT_ONCE_MAX,
    flightsMax: 2,
    run: async (lists) => {
      await insertActions(database.db, lists.flat())
      return lists.map(() => null)
    },
  })
  return {
    begin(request: FastifyRequest, { method, url }: { method: string; url: string }) {
      const { actor, params } = request
      const record = recordOf(inWork, { actor, method, url, params, newId })
      if (record) request.actor = record.actor
      return record
    },
    async finish(record: ActionRecord | null) {
      const rest = record?.unwritten(clock()) ?? []
      if (rest.length > 0) await writeLater(rest)
    },
  }
}

/** Writes rows; one that is there stays as it is. */
async function insertActions(db: Kysely<NoTables>, actions: readonly StaffAction[]): Promise<void> {
  const column = <Key extends keyof StaffAction>(key: Key) => actions.map((each) => each[key])
  await sql`
    insert into platform.staff_action
      (request_id, merchant_id, at, person_id, key_id, role, operation, targets)
    select * from unnest(
      ${column('requestId')}::uuid[], ${column('merchantId')}::uuid[], ${column('at')}::timestamptz[],
      ${column('personId')}::uuid[], ${column('keyId')}::uuid[], ${column('role')}::text[],
      ${column('operation')}::text[],
      ${actions.map(({ targets }) => JSON.stringify(targets))}::jsonb[]
    )
    on conflict do nothing`.execute(db)
}

export type ActionFilter = {
  readonly merchantId: Id<'merchant'>
  readonly personId: Id<'person'> | null
  readonly from: Date | null
  readonly until: Date | null
}

/** What was done for a merchant, newest first. The caller has checked who may see it. */
export async function staffActionsOf(
  work: Work,
  { merchantId, personId, from, until }: ActionFilter,
  { limit, after }: PageRequest,
): Promise<Page<StaffAction>> {
  const key = /^(\d{1,14})\.([0-9a-f-]{36})$/.exec(after ?? '')
  const below = key && uuid.test(key[2] ?? '') ? key : null
  const { rows } = await sql<StaffAction>`
    select request_id, merchant_id, at, person_id, key_id, role, operation, targets
    from platform.staff_action
    where merchant_id = ${merchantId}
      and (${personId}::uuid is null or person_id = ${personId}::uuid)
      and (${from}::timestamptz is null or at >= ${from}::timestamptz)
      and (${until}::timestamptz is null or at < ${until}::timestamptz)
      and (${below?.[1] ?? null}::bigint is null or (at, request_id) <
        (${below ? new Date(Number(below[1])) : null}::timestamptz, ${below?.[2] ?? null}::uuid))
    order by at desc, request_id desc limit ${limit + 1}`.execute(work.tx)
  return pageOf(rows, limit, (row) => `${row.at.getTime()}.${row.requestId}`)
}
