/** Which ways the sender of a message chose for it, beside the inbox. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { WayName } from './delivery.ts'

/** Goes with a message; left out, it stays in the inbox (and on the devices). */
export type WayChoice = {
  readonly ways?: readonly WayName[]
  /** For Alimtalk: which template, and what stands in its places. */
  readonly template?: {
    readonly code: string
    readonly variables: Readonly<Record<string, string>>
  }
}

export type ChosenWays = {
  readonly messageId: Id<'message'>
  readonly ways: readonly WayName[]
  readonly templateCode: string | null
  readonly variables: Readonly<Record<string, string>>
}

/** What is to be kept of the choices for messages that came to be. */
export function chosenWays(
  messages: readonly WayChoice[],
  outcomes: readonly { readonly kind: string; readonly messageId?: Id<'message'> }[],
): readonly ChosenWays[] {
  return messages.flatMap(({ ways = [], template }, at) => {
    const messageId = outcomes[at]?.messageId
    if (!messageId || ways.length === 0) return []
    const variables = template?.variables ?? {}
    return [
      { messageId, ways: [...new Set(ways)], templateCode: template?.code ?? null, variables },
    ]
  })
}
