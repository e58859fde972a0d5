/**
 * A provider that lives in this process: a market works with it without any account outside, and it
 * does what real ones do. Some addresses stand for trouble, so that it can be looked at.
 */
import type { WayName } from '../model/delivery.ts'
import type { Letter } from '../model/letters.ts'
import { WayFailed, type Way, type WayOutcome } from '../ports.ts'

export type StandInWay = Way & {
  /** What was taken, each letter once, the newest last. */
  readonly taken: readonly Letter[]
}

/** Letters that are remembered, to be looked at and to be known again. */
const REMEMBERED_MAX = 1_000

/** Which addresses play which part: of mails the name, of numbers the end. */
const parts = {
  gone: /^gone@|0404$/,
  refused: /^refused@|0400$/,
  later: /^later@|0503$/,
} as const

export function standInWay(
  name: WayName,
  report: (providerId: string, letter: Letter) => void = () => {},
): StandInWay {
  const taken: Letter[] = []
  return {
    name,
    taken,
    send(letter, signal): Promise<WayOutcome> {
      if (signal.aborted) return Promise.reject(new WayFailed('there was no time left'))
      const { address, key } = letter
      if (parts.later.test(address)) return Promise.reject(new WayFailed('not now'))
      if (parts.gone.test(address)) return Promise.resolve({ kind: 'gone', reason: 'nobody there' })
      if (parts.refused.test(address)) {
        return Promise.resolve({ kind: 'refused', reason: 'not this letter' })
      }
      const providerId = `stand-in/${key}`
      if (!taken.some((each) => each.key === key)) {
        taken.push(letter)
        if (taken.length > REMEMBERED_MAX) taken.shift()
        report(providerId, letter)
      }
      return Promise.resolve({ kind: 'taken', providerId })
    },
  }
}
