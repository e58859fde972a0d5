/**
 * A till of this device that goes on when nobody answers: it judges by its list, keeps what it
 * accepted with the proof, and sends that once somebody answers again.
 */
import { isAuthentic, parseSignedCode } from '../../../server/src/kernel/signed-code.ts'
import {
  goodUntil,
  judgeOffline,
  leftMinor,
  type Accepted,
  type Judgement,
} from '../../../server/src/modules/offers/model/offline.ts'
import { call } from '../api.ts'
import { newId } from '../ids.ts'
import { noteServerTime, serverNowMs } from './clock.ts'
import { canKeepKeys, change, forget, keep, keptRow, keptRows } from './database.ts'
import { readList, type KeptList, type TillList } from './list.ts'

/** What this till accepted by itself, until the server has said what became of it, and a while longer. */
export type KeptAcceptance = Accepted & {
  readonly id: string
  readonly placeId: string
  readonly code: string
  readonly offerTitle: string
  readonly billMinor: number
  /** When somebody said yes; the square was read at `acceptedAt`. */
  readonly confirmedAt: Date
  readonly outcome: {
    readonly state: 'counted' | 'flagged' | 'undone'
    readonly atMs: number
  } | null
}

export type OfflineAsking = {
  readonly code: string
  readonly billMinor: number
  /** When the square was read, by the server's clock. */
  readonly readAtMs: number
}

export type TillState = {
  /** Null where the till was never told anything, or too long ago. */
  readonly goodUntil: Date | null
  readonly givenMinorMax: number
  readonly leftMinor: number
  readonly waiting: number
}

/** What was accepted is sent once it can no longer be undone here. */
const UNDO_MS = 10_000
const SENT_AT_ONCE = 50
/** Rows whose outcome is known are kept so long: a code of theirs may be shown once more. */
const KEPT_MS = 48 * 3_600_000

const tillKeyOf = (placeId: string) => `golmok.till.${placeId}`

function tillIdOf(placeId: string): string {
  const known = localStorage.getItem(tillKeyOf(placeId))
  if (known) return known
  const id = newId()
  localStorage.setItem(tillKeyOf(placeId), id)
  return id
}

/** The name by which the shop knows this till: the end of its id, which nobody has to choose. */
export const tillLabelOf = (placeId: string): string => tillIdOf(placeId).slice(-4).toUpperCase()

/**
 * Sends what waits, then fetches a fresh list: what may be given away begins anew only once all that
 * was given is known.
 *
 * @throws {Unreachable} when nobody answers
 * @throws {ApiProblem} when the server refuses
 */
export async function meetServer(placeId: string, label: string): Promise<void> {
  if (!canKeepKeys()) return
  await sendWaiting(placeId)
  const kept = await keptRow<KeptList>('lists', placeId)
  const known = kept && (await readList(kept))
  const askedAtMs = Date.now()
  const { list, content } = await call('POST /v1/places/{placeId}/offline-list', {
    params: { placeId },
    body: { tillId: tillIdOf(placeId), label, knownDigest: known?.digest ?? null },
  })
  const fresh = { placeId, list, content: content ?? kept?.content ?? '' }
  const read = await readList(fresh)
  if (!read) return
  noteServerTime(read.signedAt.toISOString(), askedAtMs)
  await keep('lists', fresh)
}

/** What the till was told last; null where it knows nothing. */
async function listOf(placeId: string): Promise<TillList | null> {
  const kept = await keptRow<KeptList>('lists', placeId)
  return kept ? readList(kept) : null
}

async function sendWaiting(placeId: string): Promise<void> {
  const all = await keptRows<KeptAcceptance>('acceptances')
  const settledMs = serverNowMs() - UNDO_MS
  const waiting = all
    .filter((it) => it.placeId === placeId && it.outcome === null)
    .filter((it) => it.undoneAt !== null || it.confirmedAt.getTime() <= settledMs)
    .toSorted((one, two) => one.confirmedAt.getTime() - two.confirmedAt.getTime())
  for (let at = 0; at < waiting.length; at += SENT_AT_ONCE) {
    const part = waiting.slice(at, at + SENT_AT_ONCE)
    // oxlint-disable-next-line no-await-in-loop -- in the order in which they were accepted
    await sendPart(placeId, part)
  }
  await dropOld(all)
}

async function sendPart(placeId: string, part: readonly KeptAcceptance[]): Promise<void> {
  const { items } = await call('POST /v1/places/{placeId}/offline-acceptances', {
    params: { placeId },
    body: {
      tillId: tillIdOf(placeId),
      acceptances: part.map((it) => ({
        id: it.id,
        code: it.code,
        billMinor: it.billMinor,
        discountMinor: it.discountMinor,
        extrasMinor: it.extrasMinor,
        acceptedAt: it.acceptedAt.toISOString(),
        undoneAt: it.undoneAt?.toISOString() ?? null,
      })),
    },
  })
  const states = new Map(items.map(({ id, state }) => [id, state]))
  const atMs = serverNowMs()
  await change<KeptAcceptance, void>('acceptances', (rows) => ({
    put: rows.flatMap((row) => {
      const state = states.get(row.id)
      return state ? [{ ...row, outcome: { state, atMs } }] : []
    }),
    result: undefined,
  }))
}

async function dropOld(all: readonly KeptAcceptance[]): Promise<void> {
  const untilMs = serverNowMs() - KEPT_MS
  const old = all.filter(({ outcome }) => outcome !== null && outcome.atMs < untilMs)
  await Promise.all(old.map(({ id }) => forget('acceptances', id)))
}

/** What the till did that its list does not know yet. */
const unknownTo = (list: TillList, rows: readonly KeptAcceptance[]) =>
  rows.filter(({ outcome }) => outcome === null || outcome.atMs >= list.signedAt.getTime())

const no = (code: 'offline.letters' | 'code.unknown'): Judgement => {
  return { kind: 'refused', reason: { code, details: {} } }
}

/** Judges a code by itself; null where this till was never told anything. */
export async function judgeHere(placeId: string, asking: OfflineAsking): Promise<Judgement | null> {
  const ready = await readyFor(placeId, asking)
  if (!ready) return null
  if ('kind' in ready) return ready
  return ready.judge(await keptRows<KeptAcceptance>('acceptances'))
}

/** Judges once more, and keeps the acceptance where nothing speaks against it. */
export async function acceptHere(
  placeId: string,
  asking: OfflineAsking,
  id: string,
): Promise<Judgement | null> {
  const ready = await readyFor(placeId, asking)
  if (!ready) return null
  if ('kind' in ready) return ready
  const { list, code } = ready
  return change<KeptAcceptance, Judgement>('acceptances', (rows) => {
    const judged = ready.judge(rows)
    if (judged.kind === 'refused') return { put: [], result: judged }
    const { offer, discountMinor, extrasMinor } = judged
    const accepted: KeptAcceptance = {
      id,
      placeId,
      code: asking.code,
      couponId: code.certificate.couponId,
      step: code.step,
      listId: list.id,
      offerTitle: offer.title,
      billMinor: asking.billMinor,
      discountMinor,
      extrasMinor,
      acceptedAt: new Date(asking.readAtMs),
      confirmedAt: new Date(serverNowMs()),
      undoneAt: null,
      outcome: null,
    }
    return { put: [accepted], result: judged }
  })
}

async function readyFor(placeId: string, { code: text, billMinor, readAtMs }: OfflineAsking) {
  if (!canKeepKeys()) return null
  const list = await listOf(placeId)
  if (!list) return null
  const code = parseSignedCode(text)
  if (!code) return no('offline.letters')
  if (!(await isAuthentic(code, (keyId) => list.keys.get(keyId) ?? null))) return no('code.unknown')
  const { certificate, step } = code
  const times = { at: new Date(readAtMs), askedAt: new Date(serverNowMs()) }
  const judge = (rows: readonly KeptAcceptance[]) =>
    judgeOffline(list, { certificate, step, billMinor, ...times }, unknownTo(list, rows))
  return { list, code, judge }
}

/** Takes back what was accepted a moment ago; false where it was sent already. */
export function undoHere(id: string): Promise<boolean> {
  return change<KeptAcceptance, boolean>('acceptances', (rows) => {
    const row = rows.find((it) => it.id === id)
    if (!row || row.outcome !== null) return { put: [], result: false }
    return { put: [{ ...row, undoneAt: new Date(serverNowMs()) }], result: true }
  })
}

/** How this till stands. */
export async function tillStateOf(placeId: string): Promise<TillState> {
  const nothing = { goodUntil: null, givenMinorMax: 0, leftMinor: 0, waiting: 0 }
  if (!canKeepKeys()) return nothing
  const rows = await keptRows<KeptAcceptance>('acceptances')
  const here = rows.filter((it) => it.placeId === placeId)
  const waiting = here.filter(({ outcome }) => outcome === null).length
  const list = await listOf(placeId)
  if (!list) return { ...nothing, waiting }
  const until = goodUntil(list)
  const left = leftMinor(list, unknownTo(list, here))
  const { givenMinorMax } = list
  const isGood = until.getTime() > serverNowMs()
  return { goodUntil: isGood ? until : null, givenMinorMax, leftMinor: left, waiting }
}
