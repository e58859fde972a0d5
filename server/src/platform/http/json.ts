/** How a JSON body is read: strictly, and without what the database could not keep. */
import type { FastifyRequest } from 'fastify'
import { problemOf } from './problems.ts'

const DEPTH_MAX = 32

/** Parses a body; an empty one is `undefined`. Refuses what no honest client sends. */
export function readJson(
  _request: FastifyRequest,
  body: string | Buffer,
  done: (error: Error | null, value?: unknown) => void,
): void {
  const text = body.toString()
  if (text.length === 0) {
    done(null, undefined)
    return
  }
  try {
    const value: unknown = JSON.parse(text)
    // Escapes are the only way to a NUL, a lone surrogate or a hidden `__proto__`.
    const isPlain = !text.includes('\\u') && !text.includes('__proto__')
    if (!isPlain && !isClean(value, 0)) throw problemOf('json')
    if (depthOf(text) > DEPTH_MAX) throw problemOf('json')
    done(null, value)
  } catch {
    done(problemOf('json'))
  }
}

/**
 * An upper bound of how deep a text nests, without recursion; what lies beyond the limit is not looked
 * at. It leaps from bracket to bracket: most of a large body is between them.
 */
function depthOf(text: string): number {
  const next = brackets.map((bracket) => placeOf(text, bracket, 0))
  let depth = 0
  let deepest = 0
  while (deepest <= DEPTH_MAX) {
    let nearest = 0
    for (let one = 1; one < next.length; one += 1) {
      if ((next[one] as number) < (next[nearest] as number)) nearest = one
    }
    const at = next[nearest] as number
    if (at === Infinity) break
    depth += nearest < OPENING ? 1 : -1
    if (depth > deepest) deepest = depth
    next[nearest] = placeOf(text, brackets[nearest] as string, at + 1)
  }
  return deepest
}

/** The first two open. */
const brackets = ['{', '[', '}', ']']
const OPENING = 2

function placeOf(text: string, bracket: string, from: number): number {
  const at = text.indexOf(bracket, from)
  return at < 0 ? Infinity : at
}

function isClean(value: unknown, depth: number): boolean {
  if (depth > DEPTH_MAX) return false
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(
    ([key, part]) => key !== '__proto__' && isClean(key, depth + 1) && isClean(part, depth + 1),
  )
}
