/** Passwords that are asked for once more of who is signed in: guesses count there as at the door. */
import type { Actor } from '../../../kernel/actor.ts'
import { sha256 } from '../../../platform/secrets.ts'
import type { InWork } from '../../../platform/work.ts'
import { FAILURES_MAX, FAILURES_WINDOW_MS, pausedUntil } from '../model.ts'
import { forgetTries, takeTry, triesOf } from '../store/tries.ts'
import { paused } from './codes.ts'
import { isPassword } from './passwords.ts'

/** How many wrong passwords an address takes before it pauses, and for how long they count. */
export const failures = { countMax: FAILURES_MAX, windowMs: FAILURES_WINDOW_MS }

/**
 * Whether a password is an account's. The try is counted before it is made, by the address as at
 * sign-in (PE4): a phone that was found unlocked guesses no faster than a stranger.
 *
 * @throws {Refused} `people.sign-in-paused`
 */
export async function triedPassword(
  { inWork, actor }: { readonly inWork: InWork; readonly actor: Actor },
  account: { readonly email: string | null; readonly passwordHash: string | null },
  password: string,
): Promise<boolean> {
  const emailHash = sha256(account.email ?? '')
  const { until, now } = await inWork(actor, async (work) => {
    const tries = await takeTry(work, emailHash, failures)
    const end = tries ? null : pausedUntil(await triesOf(work, emailHash), failures, work.now)
    return { until: end, now: work.now }
  })
  if (until) throw paused('people.sign-in-paused', until, now)
  const isRight = await isPassword(account.passwordHash, password)
  if (isRight) await inWork(actor, (work) => forgetTries(work, emailHash))
  return isRight
}
