/** States what must be true of the program itself; for what a person may get wrong, use `Refused`. */

/** Stops on a broken promise of the program itself. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`)
}
