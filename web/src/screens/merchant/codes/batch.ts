/** What a batch of numbers is doing, and how a new one is asked for. Pure. */
import type { CodeBatch } from '../shapes.ts'

export type BatchState = 'making' | 'ready' | 'void' | 'archived'

export function batchState({
  made,
  wanted,
  voidedAt,
  archivedAt,
}: Pick<CodeBatch, 'made' | 'wanted' | 'voidedAt' | 'archivedAt'>): BatchState {
  if (archivedAt !== null) return 'archived'
  if (voidedAt !== null) return 'void'
  return made < wanted ? 'making' : 'ready'
}

/** While numbers are made, it is asked so often how many there are. */
export const MAKING_EVERY_MS = 1_500

/** Whether the numbers of a batch come from the shop's own files. */
export function isFromFile({ kind, pattern }: Pick<CodeBatch, 'kind' | 'pattern'>): boolean {
  return kind === 'unique' && pattern === null
}

export type Charset = 'crockford' | 'digits' | 'letters'
const letters: Readonly<Record<Charset, string>> = {
  crockford: '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
  digits: '0123456789',
  letters: 'ABCDEFGHJKMNPQRSTUVWXYZ',
}
/** So many numbers must be possible for each that is made; the server holds to the same. */
const POSSIBLE_FOR_EACH = 1_000_000
/** Shorter ones look like a mistake, however few there are. */
const LENGTH_MIN = 7

/** The pattern of a batch: the shop's own letters, then as many by chance as keep guessers out. */
export function patternOf(prefix: string, charset: Charset, count: number): string {
  const needed =
    Math.log(Math.max(1, count) * POSSIBLE_FOR_EACH) / Math.log(letters[charset].length)
  const length = Math.max(LENGTH_MIN, Math.ceil(needed - 1e-9))
  const start = prefix.trim().replaceAll(/[^\p{L}\p{N}-]/gu, '')
  return `${start}${start === '' || start.endsWith('-') ? '' : '-'}${'#'.repeat(length)}`
}

/** What a number of a pattern looks like; always the same, so that nothing flickers while one types. */
export function exampleOf(pattern: string, charset: Charset): string {
  const from = letters[charset]
  let at = 3
  return pattern.toUpperCase().replaceAll('#', () => from.charAt((at = (at * 7 + 5) % from.length)))
}
