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

/** An upper bound of how deep a text nests, without recursion. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 0x5b || unit === 0x7b) {
      depth += 1
      if (depth > deepest) deepest = depth
    } else if (unit === 0x5d || unit === 0x7d) depth -= 1
  }
  return deepest
}

function isClean(value: unknown, depth: number): boolean {
  if (depth > DEPTH_MAX) return false
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(
    ([key, part]) => key !== '__proto__' && isClean(key, depth + 1) && isClean(part, depth + 1),
  )
}
