/** What people want from the outside world: a way to bring a one-time code to a phone. */
import type { Locale } from './model.ts'

export type CodeText = {
  /** E.164. */
  readonly to: string
  readonly code: string
  readonly locale: Locale
  readonly validMinutes: number
}

export type CodeSender = {
  /**
   * Hands a code to whoever carries it; resolves once it is taken, not once it is read.
   *
   * @throws when it was not taken, or not before `signal` is aborted
   */
  send(text: CodeText, signal: AbortSignal): Promise<void>
}
