/** What somebody wrote and the server has not taken yet: kept on the phone, sent in order, once each. */

/** What goes out by itself; cards are sent on the spot. */
export type Outgoing =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly pictureId: string }

export type Waiting = {
  /** That of the message: sent again, it is the same one. */
  readonly id: string
  readonly content: Outgoing
  /** When it was written, RFC 3339. */
  readonly at: string
  /** Why the server refused it; it waits for the person then, and holds up what stands behind it. */
  readonly whyNot: string | null
}

/** So much waits at most; who writes more without a line should look for one. */
export const WAITING_MAX = 50

/** What is to be sent now; null while nothing is, or the first one was refused. */
export function nextToSend(waiting: readonly Waiting[]): Waiting | null {
  const [first] = waiting
  return first && first.whyNot === null ? first : null
}

export function withAdded(waiting: readonly Waiting[], one: Waiting): readonly Waiting[] {
  return waiting.length >= WAITING_MAX ? waiting : [...waiting, one]
}

export function without(waiting: readonly Waiting[], id: string): readonly Waiting[] {
  return waiting.filter((it) => it.id !== id)
}

export function refused(
  waiting: readonly Waiting[],
  id: string,
  whyNot: string | null,
): readonly Waiting[] {
  return waiting.map((it) => (it.id === id ? { ...it, whyNot } : it))
}

/** What was kept, as text; whatever cannot be read is left out. */
export function readWaiting(text: string | null): readonly Waiting[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.filter(isWaiting) : []
  } catch {
    return []
  }
}

function isWaiting(value: unknown): value is Waiting {
  if (typeof value !== 'object' || value === null) return false
  const { id, content, at } = value as Partial<Waiting>
  return typeof id === 'string' && typeof at === 'string' && typeof content === 'object'
}
