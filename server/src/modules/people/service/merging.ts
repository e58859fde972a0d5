/** Two accounts of one person become one, and are taken apart again (decision 27). */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused, type Plain } from '../../../kernel/refused.ts'
import type { PersonMap } from '../../../platform/person-map.ts'
import {
  holdRows,
  moveBack,
  moveRows,
  type Merger,
  type Pair,
} from '../../../platform/person-merge.ts'
import { isUniqueViolation } from '../../../platform/postgres.ts'
import { sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { membershipChanged, mergeUndone, peopleMerged } from '../events.ts'
import { wordingOf, type MerchantPurpose } from '../model.ts'
import {
  MERGES_MAX,
  MERGE_ROWS_MAX,
  MERGE_UNDO_MS,
  mergeRefusals,
  objectionToMerge,
  type Merge,
} from '../model/merges.ts'
import { answerConsent } from '../service.ts'
import { lockPerson, membershipsByPerson, personById } from '../store.ts'
import {
  insertMerge,
  leadTo,
  lockMerge,
  mergeSideOf,
  mergesInto,
  noteUndone,
  rowsOfMerge,
  saidNoTo,
  type SeenMerge,
} from '../store/merges.ts'
import { peekAttempt, takeAttempt } from '../store/ways.ts'
import type { Door } from './codes.ts'
import { withProof, type ProofGiven } from './erasing-door.ts'
import { forgetAfter } from './memory.ts'
import { withdrawFromMerchant } from './merchant-consents.ts'
import { endSessionsOfPerson } from './sessions.ts'

/** What a house gives to merge by: what each table says of whom, and what modules do by themselves. */
export type MergeNeeds = {
  readonly maps: readonly PersonMap[]
  readonly mergers: readonly Merger[]
}

/** Nos of one person that are looked at; there are a dozen purposes, and few people follow more shops. */
const NOS_MAX = 2_000

/** What would go over, or went: rows by table, and what modules count themselves. */
export type Carried = Readonly<Record<string, number>>

export type MergePreview = {
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly carries: Carried
}

/** Thrown to undo a trial; carries its answer out of the transaction. */
class Tried extends Error {
  readonly preview: MergePreview
  constructor(preview: MergePreview) {
    super('a trial is undone')
    this.preview = preview
  }
}

/**
 * What merging would do, by doing it and taking it back.
 *
 * @throws {Refused} as `mergeAccounts`
 */
export async function previewMerge(
  door: Door,
  needs: MergeNeeds,
  proof: string,
): Promise<MergePreview> {
  const keptId = personOf(door.actor)
  try {
    return await door.inWork(door.actor, async (work): Promise<never> => {
      const otherId = otherOf(await peekAttempt(work, 'merge', sha256(proof)), keptId)
      const { carries } = await mergeLocked(work, needs, work.newId('merge'), { keptId, otherId })
      const other = await personById(work, otherId)
      if (!other) throw new Refused(mergeRefusals, 'people.merge-proof-wrong')
      throw new Tried({ name: other.name, email: other.email, phone: other.phone, carries })
    })
  } catch (error) {
    if (error instanceof Tried) return error.preview
    throw error
  }
}

export type MergeRequest = ProofGiven & {
  /** The asker's, so that a repeat changes nothing. */
  readonly id: Id<'merge'>
  /** From the refusal that said whose the way is. */
  readonly proof: string
}

/**
 * Makes one of the asker's account and another that they have shown to be theirs (PE81). They prove
 * the own one by a sign-in of the last ten minutes, by password, or by a code sent to them.
 *
 * @throws {Refused} `people.proof-needed`, `people.sign-in-wrong`, `people.code-wrong`, and a code of
 *   `mergeRefusals`
 */
export async function mergeAccounts(
  door: Door,
  needs: MergeNeeds,
  request: MergeRequest,
): Promise<Merge> {
  const keptId = personOf(door.actor)
  const merge = async (work: Work): Promise<Merge> => {
    const proof = sha256(request.proof)
    const waits = await peekAttempt(work, 'merge', proof)
    await lockBoth(work, keptId, waits ? otherOf(waits, keptId) : keptId)
    const known = await lockMerge(work, request.id, keptId)
    if (known) return known
    const otherId = otherOf(await takeAttempt(work, 'merge', proof), keptId)
    return (await mergeLocked(work, needs, request.id, { keptId, otherId })).merge
  }
  try {
    return await withProof(door, request, 'fresh-session-is-enough', merge)
  } catch (error) {
    // The account got what the other has while that was on its way.
    if (isUniqueViolation(error)) throw new Refused(mergeRefusals, 'people.merge-not-now')
    throw error
  }
}

/** In the order of ids, so that two who merge each other's account do not wait for ever. */
async function lockBoth(work: Work, one: Id<'person'>, other: Id<'person'>): Promise<void> {
  for (const id of [...new Set([one, other])].toSorted()) await lockPerson(work, id)
}

function otherOf(
  attempt: Awaited<ReturnType<typeof takeAttempt>>,
  keptId: Id<'person'>,
): Id<'person'> {
  const otherId = attempt?.data['otherId'] as Id<'person'> | undefined
  if (!otherId || attempt?.personId !== keptId || otherId === keptId) {
    throw new Refused(mergeRefusals, 'people.merge-proof-wrong')
  }
  return otherId
}

async function mergeLocked(
  work: Work,
  { maps, mergers }: MergeNeeds,
  id: Id<'merge'>,
  { keptId, otherId }: { readonly keptId: Id<'person'>; readonly otherId: Id<'person'> },
): Promise<{ readonly merge: Merge; readonly carries: Carried }> {
  await lockBoth(work, keptId, otherId)
  const [kept, other] = [await mergeSideOf(work, keptId), await mergeSideOf(work, otherId)]
  if (!kept || !other) throw new Refused(mergeRefusals, 'people.merge-proof-wrong')
  const objection = objectionToMerge(kept, other)
  if (objection) throw new Refused(mergeRefusals, objection)
  const heldCount = await holdRows(work.tx, maps, otherId)
  if (heldCount > MERGE_ROWS_MAX) throw new Refused(mergeRefusals, 'people.merge-too-large')

  await keepToTheStricter(work, { keptId, otherId })
  const pair: Pair = { from: otherId, to: keptId, since: work.now }
  const noted: Record<string, Plain> = {}
  const carries: Record<string, number> = {}
  for (const { module, merge } of mergers) {
    const done = await merge(work, pair)
    noted[module] = done.noted
    Object.assign(carries, done.carries)
  }
  const rows = await moveRows(work.tx, maps, pair)
  for (const { tableName } of rows) carries[tableName] = (carries[tableName] ?? 0) + 1
  const undoUntil = new Date(work.now.getTime() + MERGE_UNDO_MS)
  const made = { id, keptId, mergedId: otherId, mergedAt: work.now, undoUntil, undoneAt: null }
  await insertMerge(work, made, noted, rows)
  await leadTo(work, otherId, keptId)
  await endSessionsOfPerson(work, otherId)
  await tellRoles(work, { to: keptId, from: otherId }, other.merchantIds as Id<'merchant'>[])
  work.announce(peopleMerged, { mergeId: id, keptId, mergedId: otherId }, { subjectId: keptId })
  return { merge: made, carries }
}

/** A no in either account is a no (PE83). A yes is nobody's but who gave it: none goes over. */
async function keepToTheStricter(
  work: Work,
  { keptId, otherId }: { readonly keptId: Id<'person'>; readonly otherId: Id<'person'> },
): Promise<void> {
  const proof = { sessionId: null, ipHash: null, agentHash: null }
  const given = { personId: keptId, channel: 'app', proof } as const
  for (const { merchantId, purpose } of await saidNoTo(work, otherId, NOS_MAX)) {
    if (merchantId === null) {
      const { version: wordingVersion } = wordingOf(purpose)
      await answerConsent(work, { ...given, purpose, granted: false, wordingVersion })
    } else {
      const purposes = [purpose as MerchantPurpose]
      await withdrawFromMerchant(work, { ...given, merchantId, purposes })
    }
  }
}

/** Who works where has another id now: sessions are read anew, and the log says so. */
async function tellRoles(
  work: Work,
  { to, from }: { readonly to: Id<'person'>; readonly from: Id<'person'> },
  merchantIds: readonly Id<'merchant'>[],
): Promise<void> {
  const now = await membershipsByPerson(work, to)
  for (const merchantId of merchantIds) {
    const held = now.find((each) => each.merchantId === merchantId)
    if (!held) continue
    const { role } = held
    work.announce(membershipChanged, { personId: to, merchantId, role }, { subjectId: to })
    const none = { personId: from, merchantId, role: null }
    work.announce(membershipChanged, none, { subjectId: from })
  }
  forgetAfter(work, to)
  forgetAfter(work, from)
}

/** Merges into the asker's account, newest first. */
export function mergesOfAsker(work: Work): Promise<readonly SeenMerge[]> {
  return mergesInto(work, personOf(work.actor), MERGES_MAX)
}

/**
 * Takes two accounts of the asker apart again: what went over goes back, but for what was used since
 * (PE84). Again, it changes nothing.
 *
 * @throws {Refused} `people.merge-unknown`, `people.merge-too-late`, `people.merge-already` where it
 *   was merged anew
 */
export async function undoMerge(
  work: Work,
  { maps, mergers }: MergeNeeds,
  id: Id<'merge'>,
): Promise<void> {
  const keptId = personOf(work.actor)
  const seen = (await mergesInto(work, keptId, MERGES_MAX)).find((each) => each.id === id)
  if (!seen) throw new Refused(mergeRefusals, 'people.merge-unknown')
  await lockBoth(work, keptId, seen.mergedId)
  const merge = await lockMerge(work, id, keptId)
  if (!merge || merge.undoneAt) return
  const [kept, other] = [await mergeSideOf(work, keptId), await mergeSideOf(work, merge.mergedId)]
  if (!kept || !other || other.isErased || work.now > merge.undoUntil) {
    throw new Refused(mergeRefusals, 'people.merge-too-late')
  }
  if (kept.isMerged) throw new Refused(mergeRefusals, 'people.merge-already')
  await holdRows(work.tx, maps, keptId)
  const pair: Pair = { from: keptId, to: merge.mergedId, since: merge.mergedAt }
  for (const { module, undo } of mergers) await undo(work, pair, merge.noted[module] ?? null)
  await moveBack(work.tx, maps, pair, await rowsOfMerge(work, id))
  await leadTo(work, merge.mergedId, null)
  await noteUndone(work, id)
  await tellRoles(work, { to: merge.mergedId, from: keptId }, kept.merchantIds as Id<'merchant'>[])
  work.announce(
    mergeUndone,
    { mergeId: id, keptId, mergedId: merge.mergedId },
    { subjectId: keptId },
  )
}
