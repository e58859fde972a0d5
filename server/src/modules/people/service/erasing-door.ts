/** Who asks for what cannot be taken lightly proves to be themselves: a lost phone must not be enough. */
import { personOf, type Actor } from '../../../kernel/actor.ts'
import { Refused } from '../../../kernel/refused.ts'
import { hmacSha256 } from '../../../platform/secrets.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { FRESH_SESSION_MS, provesByCode } from '../model/looks.ts'
import { addressSince, passwordHashOf, personById } from '../store.ts'
import { takeCodeTry, useCode } from '../store/tries.ts'
import { triedPassword } from './password-tries.ts'
import { erasePerson } from './erasing.ts'
import { sessionsOf } from './sessions.ts'

export type ErasingDoor = {
  readonly inWork: InWork
  readonly actor: Actor
  readonly secret: string
}

export type ProofGiven = {
  readonly password?: string | undefined
  readonly code?: string | undefined
}

/**
 * Erases the asker, who gives their password; a code that was sent to their phone or mailbox; or, where
 * they have none of these, comes with a session of the last ten minutes (PE63).
 *
 * @throws {Refused} `people.sign-in-wrong`, `people.sign-in-paused`, `people.code-wrong`,
 *   `people.proof-needed`, `people.proof-too-new`, `people.last-owner`
 */
export function eraseAsker(door: ErasingDoor, request: ProofGiven): Promise<void> {
  const personId = personOf(door.actor)
  return withProof(door, request, 'session-where-nothing-else', (work) =>
    erasePerson(work, personId),
  )
}

/**
 * Runs what asks for more than a session: after the password or a code, or for a session of the last
 * ten minutes where that is enough.
 *
 * @throws {Refused} `people.sign-in-wrong`, `people.sign-in-paused`, `people.code-wrong`,
 *   `people.proof-needed`, `people.proof-too-new`
 */
export async function withProof<Result>(
  door: ErasingDoor,
  request: ProofGiven,
  freshSession: 'fresh-session-is-enough' | 'session-where-nothing-else',
  body: (work: Work) => Promise<Result>,
): Promise<Result> {
  const personId = personOf(door.actor)
  const { person, passwordHash, isFresh, isOwn } = await door.inWork(door.actor, async (work) => {
    const current = work.actor.kind === 'person' ? work.actor.sessionId : null
    const session = (await sessionsOf(work)).find(({ id }) => id === current)
    const ageMs = session ? work.now.getTime() - session.createdAt.getTime() : Infinity
    const since = await addressSince(work, personId)
    return {
      isOwn: since !== null && provesByCode(work.now, since),
      person: await personById(work, personId),
      passwordHash: await passwordHashOf(work, personId),
      isFresh: ageMs < FRESH_SESSION_MS,
    }
  })
  const address = person?.phone ?? person?.email ?? null
  if (request.password !== undefined) {
    const account = { email: person?.email ?? null, passwordHash }
    const isRight = await triedPassword(door, account, request.password)
    if (!isRight) throw new Refused(peopleRefusals, 'people.sign-in-wrong')
    return door.inWork(door.actor, body)
  }
  if (request.code !== undefined && address !== null) {
    if (!isOwn) throw new Refused(peopleRefusals, 'people.proof-too-new')
    const hash = hmacSha256(door.secret, `people.phone-code/${address}/${request.code}`)
    // In a work of its own: a try counts also when the rest comes to nothing.
    const isLeft = await door.inWork(door.actor, (work) => takeCodeTry(work, address))
    return door.inWork(door.actor, async (work) => {
      const isRight = isLeft && (await useCode(work, address, hash))
      if (!isRight) throw new Refused(peopleRefusals, 'people.code-wrong')
      return body(work)
    })
  }
  const hasOther = passwordHash !== null || address !== null
  const isEnough = isFresh && (freshSession === 'fresh-session-is-enough' || !hasOther)
  if (!isEnough) throw new Refused(peopleRefusals, 'people.proof-needed')
  return door.inWork(door.actor, body)
}
