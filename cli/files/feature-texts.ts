/** Cuts the features out of a GeoJSON text as it comes in, without holding the whole. */

/**
 * The texts of the features of a FeatureCollection, in their order; a text that is something else comes
 * out whole.
 *
 * Only braces, brackets and strings are looked at: whether a feature is one, its reader finds out.
 *
 * @throws when the text ends in the middle, or one feature is longer than `lettersMax`
 */
export async function* featureTexts(
  chunks: AsyncIterable<string>,
  lettersMax: number,
): AsyncGenerator<string> {
  const cutter = new Cutter(lettersMax)
  for await (const chunk of chunks) yield* cutter.take(chunk)
  yield* cutter.end()
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const FEATURES = /"features"\s*:\s*$/

class Cutter {
  readonly #lettersMax: number
  /** Letters since the last feature, or of the one that is open. */
  #held = ''
  #depth = 0
  #isInString = false
  #isEscaped = false
  /** Whether the list of features is open: then depth 2 is between features. */
  #isInList = false
  #hadList = false

  constructor(lettersMax: number) {
    this.#lettersMax = lettersMax
  }

  *take(chunk: string): Generator<string> {
    let start = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const unit = chunk.charCodeAt(at)
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (unit === BACKSLASH) this.#isEscaped = true
        else if (unit === QUOTE) this.#isInString = false
        continue
      }
      if (unit === QUOTE) this.#isInString = true
      else if (unit === 0x7b || unit === 0x5b) {
        const before = this.#held + chunk.slice(start, at)
        if (unit === 0x5b && this.#depth === 1 && !this.#hadList && FEATURES.test(before)) {
          this.#isInList = true
          this.#hadList = true
        } else if (this.#isInList && this.#depth === 2) {
          // What stood between two features was a comma.
          this.#held = ''
          start = at
        }
        this.#depth += 1
      } else if (unit === 0x7d || unit === 0x5d) {
        this.#depth -= 1
        if (this.#isInList && this.#depth === 2) {
          yield this.#held + chunk.slice(start, at + 1)
          this.#held = ''
          start = at + 1
        } else if (this.#isInList && this.#depth === 1) this.#isInList = false
      }
    }
    this.#held += chunk.slice(start)
    if (this.#held.length > this.#lettersMax) {
      throw new Error(`one feature has more than ${this.#lettersMax} letters`)
    }
  }

  *end(): Generator<string> {
    if (this.#depth !== 0 || this.#isInString) throw new Error('the file ends in the middle')
    if (!this.#hadList && this.#held.trim() !== '') yield this.#held.trim()
  }
}
