/** Commands as tests run them: on a database, with what they say and answer kept. */
import type { Command } from './command.ts'
import { silentProgress } from './progress.ts'

export type Ran = {
  readonly code: number
  /** Lines that were said, and complaints, in order. */
  readonly said: readonly string[]
  readonly answer: Record<string, unknown>
}

/** Runs a command on the database at `url`. */
export function runOn(command: Command, url: string): (...args: string[]) => Promise<Ran> {
  return async (...args) => {
    const said: string[] = []
    const answers: unknown[] = []
    const code = await command.run([...args, '--database', url], {
      say: (line) => void said.push(line),
      complain: (line) => void said.push(line),
      answer: (value) => void answers.push(value),
      isJson: false,
      progress: silentProgress,
    })
    return { code, said, answer: answers[0] as Record<string, unknown> }
  }
}
