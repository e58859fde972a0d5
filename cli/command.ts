/** What a command of the command line is, and what it is given. */
import type { ProgressFactory } from './progress.ts'

/** Where a command reads and writes: the terminal, or a test. */
export type CommandIo = {
  /** For people, on standard output; silent with `--json`. */
  say(line: string): void
  /** For people, on standard error: never silent. */
  complain(line: string): void
  /** The machine-readable answer: one JSON value a line on standard output, with `--json` only. */
  answer(value: unknown): void
  readonly isJson: boolean
  readonly progress: ProgressFactory
}

export type Command = {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** All that `--help` shows. */
  readonly usage: string
  /** Resolves to the exit code: 0 done, 1 failed, 2 asked for wrongly. */
  run(args: readonly string[], io: CommandIo): Promise<number>
}

/** The asker's mistake: shown with a hint to `--help`, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
