/** What outreach wants from the outside world: to wake a device, and to bring letters on their way. */
import type { Id } from '../../kernel/id.ts'
import type { WayName } from './model/delivery.ts'
import type { Letter } from './model/letters.ts'

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

/**
 * `taken`: the provider has it, under this name of its own. `gone`: nobody can be reached at that
 * address. `refused`: this letter is no good, others may be.
 */
export type WayOutcome =
  | { readonly kind: 'taken'; readonly providerId: string | null }
  | { readonly kind: 'gone'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }

/** One way out: e-mail, texts, Alimtalk, LINE. */
export type Way = {
  readonly name: WayName
  /**
   * Hands a letter to the provider; resolves once that has taken it, not once it is read. Harmless
   * to repeat with the same `key` as far as the provider knows keys.
   *
   * @throws {WayFailed} when trying again later may help
   */
  send(letter: Letter, signal: AbortSignal): Promise<WayOutcome>
  /** Of ways that take one text for many in one call. */
  readonly many?: ManyAtOnce
}

/** One text to many in one call, with one outcome for all. */
export type ManyAtOnce = {
  /** Letters of one call. */
  readonly most: number
  /** Letters that are left of this month; null where there is no limit. @throws {WayFailed} */
  left(signal: AbortSignal): Promise<number | null>
  /**
   * Hands over letters that differ in their address only. Harmless to repeat with the same key.
   *
   * @returns `taken` for all, or why none was: then nothing has gone out
   * @throws {WayFailed} when trying again later may help
   */
  send(
    letters: readonly Letter[],
    key: Id<'delivery-batch'>,
    signal: AbortSignal,
  ): Promise<WayOutcome>
}

/** The LINE account of the market: a way out, and one back. */
export type LineAccount = Way & {
  /** Says something to one user, outside of any message. @throws {WayFailed} */
  say(
    words: { readonly userId: string; readonly text: string; readonly key: string },
    signal: AbortSignal,
  ): Promise<void>
  /** A token of LINE that begins a link; works once, for ten minutes. @throws when there is none now */
  linkToken(userId: string, signal: AbortSignal): Promise<string>
  /** Messages of this month; `limit` is null where there is none. @throws when it cannot be known now */
  quota(signal: AbortSignal): Promise<{ readonly limit: number | null; readonly used: number }>
  /** Whether LINE signed this body. */
  isSigned(body: string, signature: string): boolean
}

/** The provider cannot take it now. */
export class WayFailed extends Error {
  override readonly name = 'WayFailed'
}
