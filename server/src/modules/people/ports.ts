/** What people want from the outside world: a way to bring codes and invitations to an address. */
import type { InvitationText, Locale } from './model.ts'

export type CodeText = {
  /** E.164, or an e-mail address. */
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
  /** The same for an invitation to work at a shop. */
  invite(text: InvitationText, signal: AbortSignal): Promise<void>
}
