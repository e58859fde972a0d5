/** Progress of long work, on a terminal and elsewhere. */
import { describe, expect, test } from 'vitest'
import { progressLine, progressTo } from './progress.ts'

describe('progressLine', () => {
  test.each([
    ['half way', 50, 100, 'Places ████████████░░░░░░░░░░░░ 50 % 50/100 · 10 rows/s · 5 s left'],
    ['done', 100, 100, 'Places ████████████████████████ 100 % 100/100 · 20 rows/s'],
    ['nothing to do', 0, 0, 'Places ████████████████████████ 100 % 0/0 · 0 rows/s'],
    ['an unknown end', 1234, null, 'Places 1,234 rows · 247 rows/s'],
  ])('%s', (_name, done, total, line) => {
    expect(progressLine({ what: 'Places', unit: 'rows', done, total, elapsedMs: 5_000 })).toBe(line)
  })
})

describe('progressTo', () => {
  function output(isTerminal: boolean) {
    let nowMs = 0
    const written: string[] = []
    const write = (text: string) => void written.push(text)
    const columns = 80
    const progress = progressTo({ isTerminal, columns, write, nowMs: () => nowMs })
    return { written, progress, wait: (ms: number) => (nowMs += ms) }
  }

  test('elsewhere writes a line every few seconds, and the last one', () => {
    const { written, progress, wait } = output(false)
    const work = progress('Rows', 10)
    for (let row = 0; row < 10; row += 1) {
      wait(1_000)
      work.add(1)
    }
    work.end()
    expect(written).toHaveLength(4)
    expect(written.every((line) => line.endsWith('\n'))).toBe(true)
  })

  test('on a terminal redraws its line, never wider than the window', () => {
    const { written, progress, wait } = output(true)
    const work = progress('A very long name of what is being done here, as it happens', 10)
    wait(200)
    work.add(1)
    expect(written[0]?.startsWith('\r\u001b[K')).toBe(true)
    expect(written[0]?.length).toBeLessThanOrEqual(80 + 3)
  })
})
