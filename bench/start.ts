/** Cold start: from the command to the first page and the first answer of the API. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { beside, commit, machine, type BenchOptions, type BenchResult } from './result.ts'

const AIM_SECONDS = 5
const RUNS = 3
const POLL_MS = 10

/** Starts the installed checkout on a new data folder, and again on the folder it made. */
export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const first: number[] = []
  const again: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const folder = await mkdtemp(path.join(tmpdir(), 'golmok-start-'))
    try {
      first.push(await secondsToFirstPage(folder))
      again.push(await secondsToFirstPage(folder))
      log(
        `run ${run + 1}: new folder ${first.at(-1)?.toFixed(2)} s, again ${again.at(-1)?.toFixed(2)} s`,
      )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  const value = median(again)
  return {
    bench: 'start',
    machine: machine(),
    commit: commit(),
    seed: 0,
    figures: [
      {
        name: 'cold start to first page',
        value,
        unit: 's',
        aim: `< ${AIM_SECONDS} s`,
        met: value < AIM_SECONDS,
        note: 'median of 3, data folder exists',
      },
      beside('very first start', median(first), 's', 'creates the database and the demo town'),
    ],
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

async function secondsToFirstPage(dataDir: string): Promise<number> {
  const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url))
  const startedAt = performance.now()
  const child = spawn(process.execPath, [main, 'start', '--json', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, GOLMOK_LOG_LEVEL: 'error' },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  try {
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))
      child.once('exit', (code) => reject(new Error(`start ended with ${String(code)}`)))
    })
    const { address } = JSON.parse(line.split('\n')[0] ?? '') as { address: string }
    for (const page of ['/', '/v1/market']) {
      while (!(await fetch(new URL(page, address))).ok) {
        await new Promise((resolve) => setTimeout(resolve, POLL_MS))
      }
    }
    return (performance.now() - startedAt) / 1_000
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}
