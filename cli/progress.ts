/** Shows how far long work is: a bar on a terminal, a line now and then elsewhere. */

export type Progress = {
  /** `count` more are done. */
  add(count: number): void
  /** Says how it ended, and stops drawing. */
  end(summary?: string): void
}

/** `total` is null where nobody knows it yet: then there is a count and a rate, no end in sight. */
export type ProgressFactory = (what: string, total: number | null, unit?: string) => Progress

export type ProgressOutput = {
  readonly isTerminal: boolean
  readonly columns: number
  write(text: string): void
  /** Milliseconds of a clock that never goes back. */
  nowMs(): number
}

const BAR_CELLS = 24
const REDRAW_MS = 100
const LINE_EVERY_MS = 3_000

export const silentProgress: ProgressFactory = () => ({
  add: () => undefined,
  end: () => undefined,
})

export function progressTo(output: ProgressOutput): ProgressFactory {
  return (what, total, unit = '') => {
    const startedAtMs = output.nowMs()
    const everyMs = output.isTerminal ? REDRAW_MS : LINE_EVERY_MS
    let done = 0
    let drawnAtMs = startedAtMs
    const draw = () => {
      drawnAtMs = output.nowMs()
      const line = progressLine({ what, total, unit, done, elapsedMs: drawnAtMs - startedAtMs })
      output.write(
        output.isTerminal ? `\r\u001b[K${line.slice(0, output.columns - 1)}` : `${line}\n`,
      )
    }
    return {
      add(count) {
        done += count
        if (output.nowMs() - drawnAtMs >= everyMs) draw()
      },
      end(summary) {
        if (summary === undefined) draw()
        else output.write(`${output.isTerminal ? '\r\u001b[K' : ''}${summary}`)
        if (output.isTerminal || summary !== undefined) output.write('\n')
      },
    }
  }
}

export type ProgressState = {
  readonly what: string
  readonly total: number | null
  readonly unit: string
  readonly done: number
  readonly elapsedMs: number
}

/** One line: what, bar, share, counts, rate, and the time it may still take. */
export function progressLine({ what, total, unit, done, elapsedMs }: ProgressState): string {
  const perSecond = elapsedMs > 0 ? (done * 1000) / elapsedMs : 0
  const rate = `${grouped(perSecond)}${unit && ` ${unit}`}/s`
  if (total === null) return `${what} ${grouped(done)}${unit && ` ${unit}`} · ${rate}`
  const share = total > 0 ? Math.min(1, done / total) : 1
  const cells = Math.round(share * BAR_CELLS)
  const bar = '█'.repeat(cells) + '░'.repeat(BAR_CELLS - cells)
  const counts = `${grouped(done)}/${grouped(total)}`
  const left = perSecond > 0 ? ` · ${duration((total - done) / perSecond)} left` : ''
  return `${what} ${bar} ${Math.floor(share * 100)} % ${counts} · ${rate}${share < 1 ? left : ''}`
}

function grouped(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
