/** Sessions and API keys: who holds a token, known from memory; and how a session begins and ends. */
import type { Actor } from '../../../kernel/actor.ts'
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'
import { gather } from '../../../platform/gather.ts'
import type { Platform } from '../../../platform/platform.ts'
import { randomToken, sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { apiKeyEnded, membershipChanged, operatorChanged, sessionEnded } from '../events.ts'
import {
  DEVICE_LETTERS_MAX,
  SESSION_IDLE_MS,
  SESSION_LIFE_MS,
  isAlive,
  type Session,
} from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import {
  endSessionsOf,
  insertSession,
  keysByTokens,
  liveSessionsOf,
  sessionsByTokens,
  touchTokens,
} from '../store.ts'
import { forgetAfter, remember } from './memory.ts'

/** Finds out who holds a token. */
export type Sessions = {
  /** The actor of a session's or key's token; nobody when it is worth nothing. No query when known. */
  authenticate(token: string): Actor | Promise<Actor>
}

export const SESSION_PREFIX = 'gs_'
export const KEY_PREFIX = 'gk_'
const TOKEN_BYTES = 32

/** What was looked up stays true so long without the log, which tells of every change. */
const FRESH_MS = 5_000
/** And so long with it. */
const KNOWN_MS = 60_000
const TOUCH_MS = 10 * MINUTE_MS
const KNOWN_MAX = 200_000
const LOOKUPS_AT_ONCE_MAX = 1_000

const nobody: Actor = { kind: 'nobody' }
type Found = { readonly actor: Actor; readonly owner: string; readonly diesAt: number }
type Known = Found & { readonly readAtMs: number }
/** A token to look up, by its hash; its prefix tells in which table. */
type Token = { readonly tokenHash: string; readonly isKey: boolean }

/** Tokens of which the holder is known, and how often that may have changed. */
function newTokenMemory() {
  const known = new Map<string, Known>()
  const tokensOf = new Map<string, Set<string>>()
  let changes = 0

  const drop = (tokenHash: string) => {
    const owner = known.get(tokenHash)?.owner ?? ''
    known.delete(tokenHash)
    const tokens = tokensOf.get(owner)
    tokens?.delete(tokenHash)
    if (tokens?.size === 0) tokensOf.delete(owner)
  }
  return {
    get: (tokenHash: string) => known.get(tokenHash),
    changes: () => changes,
    drop,
    keep(tokenHash: string, found: Found) {
      drop(tokenHash)
      known.set(tokenHash, { ...found, readAtMs: performance.now() })
      const tokens = tokensOf.get(found.owner)
      if (tokens) tokens.add(tokenHash)
      else tokensOf.set(found.owner, new Set([tokenHash]))
      const [oldest] = known.size > KNOWN_MAX ? known.keys() : []
      if (oldest) drop(oldest)
    },
    forget(owner: string) {
      // What is being looked up right now may have been read before the change.
      changes += 1
      for (const tokenHash of tokensOf.get(owner) ?? []) known.delete(tokenHash)
      tokensOf.delete(owner)
    },
  }
}

/** Opens the memory of sessions and keys. */
export function openSessions(platform: Platform): Sessions {
  const { database, clock, follow, logger } = platform
  const memory = newTokenMemory()
  remember(memory)
  follow(
    [sessionEnded.name, membershipChanged.name, operatorChanged.name, apiKeyEnded.name],
    ({ data }) => {
      const { personId, keyId } = data as { personId?: string; keyId?: string }
      memory.forget(personId ?? keyId ?? '')
    },
  )

  const look = gather<Token, Actor>({
    itemsMax: LOOKUPS_AT_ONCE_MAX,
    flightsMax: 2,
    async run(tokens) {
      const before = memory.changes()
      const now = clock()
      const { found, untouched } = await lookUp(database, tokens, now)
      const tokenHashes = tokens.map(({ tokenHash }) => tokenHash)
      for (const tokenHash of tokenHashes) {
        const each = found.get(tokenHash)
        if (each && memory.changes() === before) memory.keep(tokenHash, each)
        else memory.drop(tokenHash)
      }
      if (untouched.length > 0) {
        touchTokens(database, untouched, now).catch((error: unknown) => {
          logger.warn({ error }, 'last use of sessions was not noted')
        })
      }
      return tokenHashes.map((tokenHash) => found.get(tokenHash)?.actor ?? nobody)
    },
  })

  const isFresh = ({ readAtMs, diesAt }: Known) => {
    const nowMs = performance.now()
    const isFollowing = nowMs - platform.followedUntilMs() < FRESH_MS
    return nowMs - readAtMs < (isFollowing ? KNOWN_MS : FRESH_MS) && clock().getTime() < diesAt
  }

  return {
    authenticate(token) {
      const isKey = token.startsWith(KEY_PREFIX)
      if (!token.startsWith(SESSION_PREFIX) && !isKey) return nobody
      const tokenHash = sha256(token)
      const one = memory.get(tokenHash)
      if (one && isFresh(one)) return one.actor
      return look({ tokenHash, isKey })
    },
  }
}

async function lookUp(
  database: Platform['database'],
  tokens: readonly Token[],
  now: Date,
): Promise<{ found: ReadonlyMap<string, Found>; untouched: readonly string[] }> {
  const of = (isKey: boolean) => [
    ...new Set(tokens.filter((one) => one.isKey === isKey).map(({ tokenHash }) => tokenHash)),
  ]
  const [sessionTokens, keyTokens] = [of(false), of(true)]
  const [sessions, keys] = await Promise.all([
    sessionTokens.length > 0 ? sessionsByTokens(database, sessionTokens) : [],
    keyTokens.length > 0 ? keysByTokens(database, keyTokens) : [],
  ])
  const found = new Map<string, Found>()
  const untouched: string[] = []
  const touchBefore = now.getTime() - TOUCH_MS
  for (const row of sessions) {
    if (!isAlive(row, now)) continue
    const { personId, sessionId, isOperator, memberships } = row
    const actor: Actor = { kind: 'person', personId, sessionId, isOperator, memberships }
    const idleAt = now.getTime() + SESSION_IDLE_MS
    const diesAt = Math.min(row.expiresAt.getTime(), idleAt)
    found.set(row.tokenHash, { actor, owner: personId, diesAt })
    if (row.lastSeenAt.getTime() < touchBefore) untouched.push(row.tokenHash)
  }
  for (const { tokenHash, keyId, merchantId, scopes, lastUsedAt } of keys) {
    const actor: Actor = { kind: 'key', keyId, merchantId, scopes }
    found.set(tokenHash, { actor, owner: keyId, diesAt: Infinity })
    if ((lastUsedAt?.getTime() ?? 0) < touchBefore) untouched.push(tokenHash)
  }
  return { found, untouched }
}

export type StartedSession = { readonly session: Session; readonly token: string }

/**
 * Begins a session, and ends the one the caller came with (PE8).
 *
 * @returns the session with its token, which is nowhere else
 */
export async function startSession(
  work: Work,
  personId: Id<'person'>,
  device: string,
): Promise<StartedSession> {
  const { actor, now } = work
  if (actor.kind === 'person') await endOne(work, actor.personId, actor.sessionId)
  const token = `${SESSION_PREFIX}${randomToken(TOKEN_BYTES)}`
  const session: Session = {
    id: work.newId('session'),
    personId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + SESSION_LIFE_MS),
    device: device.slice(0, DEVICE_LETTERS_MAX),
  }
  await insertSession(work, session, sha256(token))
  return { session, token }
}

/** The asker's sessions that still stand, most recently used first. */
export function sessionsOf(work: Work): Promise<readonly Session[]> {
  const idleSince = new Date(work.now.getTime() - SESSION_IDLE_MS)
  return liveSessionsOf(work, personOf(work.actor), idleSince)
}

/** Ends one session of the asker. @throws {Refused} `people.session-unknown` */
export async function endSession(work: Work, sessionId: Id<'session'>): Promise<void> {
  const isEnded = await endOne(work, personOf(work.actor), sessionId)
  if (!isEnded) throw new Refused(peopleRefusals, 'people.session-unknown')
}

/** Signs the asker out everywhere (PE9). */
export function endAllSessions(work: Work): Promise<void> {
  return endSessionsOfPerson(work, personOf(work.actor))
}

/** Ends all sessions of a person: of an account that goes to who proved to be its holder (PE21). */
export async function endSessionsOfPerson(work: Work, personId: Id<'person'>): Promise<void> {
  await endSessionsOf(work, personId, {})
  told(work, personId, null)
}

/** Ends all sessions of the asker but the one they ask with: for a new password. */
export async function endOtherSessions(work: Work): Promise<void> {
  const personId = personOf(work.actor)
  const except = work.actor.kind === 'person' ? { except: work.actor.sessionId } : {}
  for (const id of await endSessionsOf(work, personId, except)) told(work, personId, id)
}

async function endOne(
  work: Work,
  personId: Id<'person'>,
  sessionId: Id<'session'>,
): Promise<boolean> {
  const ended = await endSessionsOf(work, personId, { only: sessionId })
  if (ended.length > 0) told(work, personId, sessionId)
  return ended.length > 0
}

function told(work: Work, personId: Id<'person'>, sessionId: Id<'session'> | null): void {
  work.announce(sessionEnded, { personId, sessionId }, { subjectId: personId })
  work.publish(`person/${personId}`, { name: 'session-ended', data: { sessionId } })
  forgetAfter(work, personId)
}
