/** Apple's devices: they register for passes, leave, ask what changed, and fetch. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { passByToken } from '../service.ts'
import { dropRegistration, keepRegistration, passesOfDevice } from '../store.ts'

/** A device that speaks of a pass, with the token of the pass. */
export type DeviceAsk = {
  readonly device: string
  readonly passId: Id<'pass'>
  readonly token: string | null
}

/** The most passes that one answer tells of; the device asks on. */
const CHANGED_MAX = 500

/**
 * Registers a device, so that it is told what changed. Answers false when it was registered already.
 *
 * @throws {Refused} `pass.token-wrong`
 */
export async function registerDevice(
  work: Work,
  secret: string,
  { device, passId, token }: DeviceAsk,
  pushToken: string,
): Promise<boolean> {
  await passByToken(work, secret, passId, token)
  return keepRegistration(work, passId, device, pushToken)
}

/** @throws {Refused} `pass.token-wrong` */
export async function unregisterDevice(
  work: Work,
  secret: string,
  { device, passId, token }: DeviceAsk,
): Promise<void> {
  await passByToken(work, secret, passId, token)
  await dropRegistration(work, passId, device)
}

/**
 * The passes of a device that changed since a tag, and the tag to ask with next; null when none did.
 * A tag is a time in milliseconds, as text.
 */
export async function changedPasses(
  work: Work,
  device: string,
  tag: string | null,
): Promise<{ readonly serialNumbers: readonly string[]; readonly lastUpdated: string } | null> {
  const since = new Date(tag === null ? 0 : Number(tag))
  const passes = await passesOfDevice(work, device, since, CHANGED_MAX)
  const last = passes.at(-1)
  if (!last) return null
  return {
    serialNumbers: passes.map(({ id }) => id),
    lastUpdated: String(last.changedAt.getTime()),
  }
}
