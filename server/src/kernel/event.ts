/** What a fact is: a name, a version, a shape. */
import type { z } from 'zod'

/** Names are `module.thing-happened`, in the past tense. */
export type EventKind<Name extends string = string, Shape extends z.ZodType = z.ZodType> = {
  readonly name: Name
  readonly version: number
  readonly says: string
  readonly shape: Shape
}

/**
 * Declares a kind of fact. `says` is one sentence for the reference page.
 *
 * Instants inside a shape are RFC 3339 strings (`z.iso.datetime()`), because facts are stored as JSON.
 */
export function defineEvent<Name extends string, Shape extends z.ZodType>(
  name: Name,
  version: number,
  says: string,
  shape: Shape,
): EventKind<Name, Shape> {
  return { name, version, says, shape }
}

/** How a fact is told to the outside: a type and a shape of its own. */
export type PublicEvent = {
  /** `thing.happened`, as the documents of webhooks have it. */
  readonly type: string
  readonly says: string
  /** The name of the fact. */
  readonly fact: string
  /** What is told, beside whose it is. */
  readonly shape: z.ZodType
  tell(fact: unknown): Told
}

/** `personId` is never told; who listens gets a name for that person that is theirs alone. */
export type Told = {
  readonly merchantId: string
  readonly personId: string | null
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * Lets a fact out, as much of it as the merchant may see: `shape` is all that is told, and what it
 * does not name is left out.
 */
export function publish<Fact extends { readonly merchantId: string }>(
  kind: EventKind<string, z.ZodType<Fact>>,
  type: string,
  says: string,
  shape: z.ZodObject,
): PublicEvent {
  return {
    type,
    says,
    fact: kind.name,
    shape,
    tell(fact) {
      const parsed = kind.shape.parse(fact)
      const { merchantId } = parsed
      const named = 'personId' in parsed ? parsed.personId : null
      const personId = typeof named === 'string' ? named : null
      // An object of zod drops what it does not know.
      return { merchantId, personId, data: shape.parse(parsed) }
    },
  }
}
