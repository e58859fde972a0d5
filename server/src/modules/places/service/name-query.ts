/** How a name answers what somebody types: which letters it must hold, and how well it fits. */
import { initialsOf, isInitials, lettersOf, typedRanges } from '../model/hangul.ts'
import { marksOf, pairOf, type Marks } from './name-marks.ts'

/** How a name answers a search: the smaller, the better. */
export type NameRank = 0 | 1 | 2

/** A search made ready: which pairs of letters must occur, and how a name is judged. */
export type NameQuery = {
  readonly asked: string
  /** What is asked, in the letters in which names are compared. */
  readonly text: string
  /** Keys that must all occur, each as a choice of alternatives; empty when the text is too short. */
  readonly pairs: readonly (readonly number[])[]
  /** The marks of those letters that stand as they are: a name that lacks one of them is no answer. */
  readonly marks: Marks
  readonly kind: 'initials' | 'letters'
}

/** A text as a query. `text` comes from `searchText`, and is not empty. */
export function nameQuery(text: string): NameQuery {
  if (isInitials(text)) {
    return {
      asked: text,
      text,
      kind: 'initials',
      pairs: pairsOf(text),
      marks: marksOf(text, false),
    }
  }
  // The last letter may still be growing: every pair it may end in counts.
  const whole = pairsOf(text.slice(0, -1))
  const growing =
    text.length < 2 ? [] : [endingsOf(text.charCodeAt(text.length - 2), text.slice(-1))]
  const settled = growing[0]?.length === 1 ? text : text.slice(0, -1)
  return {
    asked: text,
    text: lettersOf(text),
    kind: 'letters',
    pairs: [...whole, ...growing],
    marks: marksOf(settled, true),
  }
}

function endingsOf(before: number, last: string): readonly number[] {
  return typedRanges(last).flatMap(([first, end]) =>
    Array.from({ length: end - first + 1 }, (_none, at) => pairOf(before, first + at)),
  )
}

function pairsOf(text: string): readonly (readonly number[])[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_none, at) => [
    pairOf(text.charCodeAt(at), text.charCodeAt(at + 1)),
  ])
}

/**
 * How a name answers a query; null when it does not.
 *
 * @param name a `searchText`
 */
export function rankOf({ asked, text, kind }: NameQuery, name: string): NameRank | null {
  // Most answers hold the very syllables; only the others are taken apart.
  if (kind === 'letters' && name.includes(asked)) {
    if (!name.startsWith(asked)) return 2
    return name.length === asked.length ? 0 : 1
  }
  const row = kind === 'initials' ? initialsOf(name) : lettersOf(name)
  const at = row.indexOf(text)
  if (at === -1) return null
  if (at === 0) return row.length === text.length ? 0 : 1
  return 2
}
