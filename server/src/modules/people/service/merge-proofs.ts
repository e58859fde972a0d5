/** What somebody can merge an account by: they have just shown that a way into it is theirs. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused, type Refusals } from '../../../kernel/refused.ts'
import { randomToken, sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { MERGE_PROOF_MS, mergeRefusals } from '../model/merges.ts'
import { isProvenOtherwise } from '../model/ways.ts'
import { lockPerson, personByEmail, personByPhoneNumber } from '../store.ts'
import { endGuest } from '../store/guests.ts'
import { keptIdOf } from '../store/merges.ts'
import { dropClaim, keepProvenEmail, saveAttempt, waysOf } from '../store/ways.ts'
import { emailOrRefuse, phoneOrRefuse, proveCode, triedCode, type Door } from './codes.ts'
import { endSessionsOfPerson } from './sessions.ts'

const PROOF_BYTES = 24

/**
 * Runs what would give the asker a way in. Where that way is somebody else's, the asker has just shown
 * that account to be theirs as well: the refusal goes on with what they can merge it by (PE81).
 *
 * @param run calls `takenBy` with whose way it is before it refuses
 */
export async function offeringMerge<Result>(
  door: Door,
  run: (takenBy: (holderId: Id<'person'>) => void) => Promise<Result>,
): Promise<Result> {
  let holderId: Id<'person'> | null = null
  try {
    return await run((id) => (holderId = id))
  } catch (error) {
    if (!(error instanceof Refused) || holderId === null) throw error
    const mergeProof = await proofFor(door, holderId)
    if (mergeProof === null) throw error
    const { code, kind, message: says, todo, details } = error as Refused
    const same: Refusals = { [code]: { kind, says, ...(todo !== null && { todo }) } }
    throw new Refused(same, code, { ...details, mergeProof })
  }
}

/** Null where the way leads to the asker's own account already. */
function proofFor(door: Door, holderId: Id<'person'>): Promise<string | null> {
  const personId = personOf(door.actor)
  const proof = randomToken(PROOF_BYTES)
  return door.inWork(door.actor, async (work) => {
    const otherId = await keptIdOf(work, holderId)
    if (otherId === personId) return null
    // A guest of the counter is theirs by the same proof (PE88).
    await endGuest(work, otherId)
    const expiresAt = new Date(work.now.getTime() + MERGE_PROOF_MS)
    const attempt = { kind: 'merge', personId, data: { otherId } } as const
    await saveAttempt(work, attempt, sha256(proof), expiresAt)
    return proof
  })
}

/**
 * Shows, with the code that was sent to its phone or mailbox, that another account is the asker's.
 *
 * @throws {Refused} `people.code-wrong`, `people.merge-nobody`, and for an address that is none
 */
export async function proveOther(
  door: Door,
  request: { readonly address: string; readonly code: string },
): Promise<string> {
  const isEmail = request.address.includes('@')
  const address = isEmail ? emailOrRefuse(request.address) : phoneOrRefuse(request.address)
  const tried = await triedCode(door, address, request.code)
  const holderId = await door.inWork(door.actor, async (work) => {
    await proveCode(work, door, tried)
    if (!isEmail) return (await personByPhoneNumber(work, address))?.id ?? null
    const holder = await personByEmail(work, address)
    return holder && (await isTheirs(work, holder.id, address)) ? holder.id : null
  })
  const proof = holderId && (await proofFor(door, holderId))
  if (!proof) throw new Refused(mergeRefusals, 'people.merge-nobody')
  return proof
}

/**
 * Whether an account is of who proved its address. One that has only claimed the address, and is
 * nobody's by other means, is theirs from now on, without the password of whoever claimed it (PE21):
 * it would be a way into the account that is kept.
 */
async function isTheirs(work: Work, id: Id<'person'>, email: string): Promise<boolean> {
  await lockPerson(work, id)
  const ways = await waysOf(work, id)
  if (ways?.email !== email) return false
  if (ways.isEmailProven) return true
  if (isProvenOtherwise(ways)) return false
  await dropClaim(work, id, { keepsEmail: true })
  await endSessionsOfPerson(work, id)
  await keepProvenEmail(work, id, email)
  return true
}
