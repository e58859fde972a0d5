/** The children for whom somebody with an account answers as their guardian. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import type { ConsentProof } from '../model.ts'
import type { GuardianPurpose } from '../model/age.ts'
import { guardianRefusals } from '../model/guardians.ts'
import { lockPerson, provenAddresses } from '../store.ts'
import { wardsOf } from '../store/guardians.ts'
import { endGuardianship, hashOfAddress } from './guardians.ts'

export type Ward = {
  readonly childId: Id<'person'>
  readonly childName: string
  readonly allowed: readonly GuardianPurpose[]
  readonly since: Date
}
const WARDS_MAX = 100

/** The children for whom the asker answers, by an address that they have proven. */
export async function wardsOfAsker(work: Work, secret: string): Promise<readonly Ward[]> {
  const personId = personOf(work.actor)
  const addresses = await provenAddresses(work, [personId])
  const hashes = addresses.map((address) => hashOfAddress(secret, address))
  const wards = await wardsOf(work, personId, hashes, WARDS_MAX)
  return wards.map(({ childId, childName, purposes, since }) => ({
    childId,
    childName,
    allowed: purposes,
    since,
  }))
}

/** Takes the asker's yes for a child back (PE75). @throws {Refused} `people.ward-unknown` */
export async function withdrawWard(
  work: Work,
  secret: string,
  childId: Id<'person'>,
  proof: ConsentProof,
): Promise<void> {
  const wards = await wardsOfAsker(work, secret)
  if (!wards.some((ward) => ward.childId === childId)) {
    throw new Refused(guardianRefusals, 'people.ward-unknown')
  }
  await lockPerson(work, childId)
  await endGuardianship(work, { id: childId }, { proof, because: 'withdrawn' })
}

/** Ends what a person said as a guardian, of all their children: they are to be forgotten. */
export async function endWards(
  work: Work,
  guardianId: Id<'person'>,
  proof: ConsentProof,
): Promise<void> {
  for (const { childId } of await wardsOf(work, guardianId, [], WARDS_MAX)) {
    await lockPerson(work, childId)
    await endGuardianship(work, { id: childId }, { proof, because: 'withdrawn' })
  }
}
