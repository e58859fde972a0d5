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
