/** What people want from the outside world: a way to bring codes and invitations to an address. */
import type { InvitationText } from './model.ts'
import type { CodeText, Words } from './model/code-words.ts'
import type { Provider, ProviderProfile } from './model/ways.ts'

export type CodeSender = {
  /**
   * Hands a code to whoever carries it; resolves once it is taken, not once it is read.
   *
   * @throws when it was not taken, or not before `signal` is aborted
   */
  send(text: CodeText, signal: AbortSignal): Promise<void>
  /** The same for an invitation to work at a shop. */
  invite(text: InvitationText, signal: AbortSignal): Promise<void>
  /** The same for what somebody without an account has to be told, such as a guardian. */
  tell(letter: Words & { readonly to: string }, signal: AbortSignal): Promise<void>
}

/** What was begun at a provider, and what its answer has to fit. */
export type ProviderChecks = {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly redirectUri: string
}

/** An account elsewhere that one can sign in with, by OpenID Connect or OAuth 2. */
export type SignInProvider = {
  readonly name: Provider
  /** Where the browser goes. @throws when the provider cannot be reached */
  startUrl(checks: ProviderChecks): Promise<string>
  /**
   * Who came back.
   *
   * @param query what the provider put after the address the browser came back to
   * @throws when the answer does not fit, or the provider does not answer
   */
  profileOf(query: string, checks: ProviderChecks): Promise<ProviderProfile>
}
