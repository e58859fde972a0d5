/** The command line as people meet it first: help, mistakes, exit codes. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')

function golmok(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
  })
  return { stdout, stderr, status }
}

test('without a command it lists the commands', () => {
  const { stdout, status } = golmok()
  expect(stdout).toMatch(/^Usage: golmok COMMAND[^]* {2}start {2}/)
  expect(status).toBe(0)
})

test('an unknown command is refused with what was probably meant', () => {
  const { stdout, stderr, status } = golmok('strat')
  expect(stderr).toContain('Did you mean "start"?')
  expect(stdout).toBe('')
  expect(status).toBe(2)
})

test('an unknown option is refused with the way to the help', () => {
  const { stderr, status } = golmok('start', '--prot', '80')
  expect(stderr).toContain('golmok start --help')
  expect(status).toBe(2)
})

test('every command tells its help', () => {
  const { stdout, status } = golmok('start', '--help')
  expect(stdout).toMatch(/^Usage: golmok start/)
  expect(status).toBe(0)
})
