/** The ways in of the asker: seen, renamed, and taken away, but never the last one (PE25). */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { PASSKEYS_MAX, countWays, wayRefusals, type Provider } from '../model/ways.ts'
import { lockPerson } from '../store.ts'
import {
  deleteIdentity,
  deletePasskey,
  identitiesOf,
  passkeysOf,
  renamePasskeyRow,
  waysOf,
} from '../store/ways.ts'

/** All ways in of the asker. */
export async function waysOfAsker(work: Work) {
  const personId = personOf(work.actor)
  const ways = await waysOf(work, personId)
  if (!ways) throw new Refused(peopleRefusals, 'people.unknown')
  return {
    ways,
    passkeys: await passkeysOf(work, personId, PASSKEYS_MAX),
    identities: await identitiesOf(work, personId),
  }
}

/** @throws {Refused} `people.passkey-unknown` */
export async function renamePasskey(work: Work, id: Id<'passkey'>, name: string): Promise<void> {
  const isThere = await renamePasskeyRow(work, personOf(work.actor), id, name)
  if (!isThere) throw new Refused(wayRefusals, 'people.passkey-unknown')
}

/** @throws {Refused} `people.passkey-unknown`, `people.last-way-in` */
export async function removePasskey(work: Work, id: Id<'passkey'>): Promise<void> {
  const personId = personOf(work.actor)
  await lockPerson(work, personId)
  const isGone = await deletePasskey(work, personId, id)
  if (!isGone) throw new Refused(wayRefusals, 'people.passkey-unknown')
  await keepAWay(work, personId)
}

/** @throws {Refused} `people.identity-unknown`, `people.last-way-in` */
export async function unlinkIdentity(work: Work, provider: Provider): Promise<void> {
  const personId = personOf(work.actor)
  await lockPerson(work, personId)
  const isGone = await deleteIdentity(work, personId, provider)
  if (!isGone) throw new Refused(wayRefusals, 'people.identity-unknown')
  await keepAWay(work, personId)
}

async function keepAWay(work: Work, personId: Id<'person'>): Promise<void> {
  const left = await waysOf(work, personId)
  if (!left || countWays(left) === 0) throw new Refused(wayRefusals, 'people.last-way-in')
}
