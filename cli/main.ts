/** The command line: finds the command, gives it a terminal, turns its end into an exit code. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError, type Command, type CommandIo } from './command.ts'
import { progressTo, silentProgress } from './progress.ts'

const commandsDir = path.join(import.meta.dirname, 'commands')

/** A command is a file of its name; tests beside it are none. */
const names = readdirSync(commandsDir)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => path.basename(file, '.ts'))

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return helpOf(rest[0] ?? null)
  }
  if (name === '--version' || name === '-v') {
    process.stdout.write(`${version()}\n`)
    return 0
  }
  if (!names.includes(name)) {
    process.stderr.write(`There is no command "${name}".${hint(name)}\n`)
    process.stderr.write('`golmok --help` lists the commands.\n')
    return 2
  }
  const command = await load(name)
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(`${command.usage.trim()}\n`)
    return 0
  }
  return runCommand(command, rest)
}

async function runCommand(command: Command, args: readonly string[]): Promise<number> {
  const isJson = args.includes('--json')
  try {
    const io = terminal(isJson)
    return await command.run(
      args.filter((arg) => arg !== '--json'),
      io,
    )
  } catch (error) {
    if (isUsageError(error)) {
      process.stderr.write(`${error.message}\n\`golmok ${command.name} --help\` shows how.\n`)
      return 2
    }
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    return 1
  }
}

/** Loaded when asked for: one command must not wait for what only another one needs. */
async function load(name: string): Promise<Command> {
  const file = pathToFileURL(path.join(commandsDir, `${name}.ts`)).href
  return ((await import(file)) as { command: Command }).command
}

async function helpOf(name: string | null): Promise<number> {
  if (name !== null && names.includes(name)) {
    process.stdout.write(`${(await load(name)).usage.trim()}\n`)
    return 0
  }
  const commands = await Promise.all(names.map(load))
  const width = Math.max(...names.map(({ length }) => length))
  const list = commands.map(({ name: key, summary }) => `  ${key.padEnd(width)}  ${summary}`)
  process.stdout.write(`Usage: golmok COMMAND [options]

Commands:
${list.join('\n')}

Options of every command:
  --help  What it does, and its own options
  --json  Machine-readable: JSON on standard output, no progress

golmok ${version()}
`)
  return 0
}

/** node:util's parseArgs throws plain errors with these codes for what the asker got wrong. */
function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  return code?.startsWith('ERR_PARSE_ARGS') === true
}

function hint(name: string): string {
  const near = names.find((known) => distance(known, name) <= 2)
  return near === undefined ? '' : ` Did you mean "${near}"?`
}

/** How many letters must change to make one word the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

function version(): string {
  const file = path.resolve(import.meta.dirname, '../package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function terminal(isJson: boolean): CommandIo {
  const output = {
    isTerminal: process.stderr.isTTY,
    columns: process.stderr.columns ?? 100,
    write: (text: string) => void process.stderr.write(text),
    nowMs: () => performance.now(),
  }
  return {
    isJson,
    say: (line) => void (isJson || process.stdout.write(`${line}\n`)),
    complain: (line) => void process.stderr.write(`${line}\n`),
    answer: (value) => void (isJson && process.stdout.write(`${JSON.stringify(value)}\n`)),
    progress: isJson ? silentProgress : progressTo(output),
  }
}
