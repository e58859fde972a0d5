/** What outreach wants from the outside world: a way to wake a device. */

export type Push = {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  /** JSON, at most about 3 KiB. */
  readonly payload: string
  /** A push of the same topic takes the place of one not shown yet: repeats are harmless. */
  readonly topic: string
  readonly ttlSeconds: number
}

/** `gone`: the device will never be reached again. `refused`: this push is no good, others may be. */
export type PushOutcome = 'taken' | 'gone' | 'refused'

export type PushSender = {
  /** The public key that browsers subscribe with. */
  readonly publicKey: string
  /**
   * Hands a push to the service of the device; resolves once that has taken it.
   *
   * @throws {PushFailed} when trying again later may help
   */
  send(push: Push, signal: AbortSignal): Promise<PushOutcome>
}

/** The push service cannot take it now. */
export class PushFailed extends Error {
  override readonly name = 'PushFailed'
}
