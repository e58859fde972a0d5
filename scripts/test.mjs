// All checks and all tests; the last line counts them from the runners' own reports.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const reports = path.join(root, '.cache', 'reports')
const program = (place) => path.join(root, 'node_modules', place)

const [tsc, oxlint, oxfmt, vitest] = [
  program('typescript/bin/tsc'),
  program('oxlint/bin/oxlint'),
  program('oxfmt/bin/oxfmt'),
  program('vitest/vitest.mjs'),
]
const typed = ['.', 'web', 'e2e'].filter((dir) => existsSync(path.join(root, dir, 'tsconfig.json')))

const checks = [
  ['format', [[oxfmt, '--check']]],
  ['types', typed.map((dir) => [tsc, '-p', dir])],
  ['lint', [[oxlint, '--deny-warnings']]],
]

const args = process.argv.slice(2)
const isCheckOnly = args.includes('--check-only')
const forVitest = args.filter((arg) => arg !== '--check-only')

const checked = await runChecks()
const tested = isCheckOnly
  ? await runTests('tidy', ['--project', 'unit', 'tools/'])
  : await runEverything()
const passed = checked.passed + tested.passed
const failed = checked.failed + tested.failed
writeFileSync(path.join(reports, 'summary.json'), `${JSON.stringify({ passed, failed })}\n`)
if (tested.skipped > 0) console.log(`${tested.skipped} skipped`)
if (tested.passed === 0) console.log('No test ran: that counts as a failure.')
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || tested.passed === 0 ? 1 : 0

async function runChecks() {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  const results = await Promise.all(checks.map(([name, commands]) => runCheck(name, commands)))
  const count = (wanted) => results.filter((isGood) => isGood === wanted).length
  return { passed: count(true), failed: count(false) }
}

async function runCheck(name, commands) {
  const startedAt = performance.now()
  let isGood = true
  let said = ''
  for (const command of commands) {
    const run = await runNode(command, 'kept')
    if (run.code === 0) continue
    isGood = false
    said += run.said
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  if (said) console.log(said.trim())
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  return isGood
}

async function runEverything() {
  await readyBrowser()
  return runTests('tests', forVitest)
}

async function readyBrowser() {
  const { hasBrowser, installDebianChromium } = await import('../server/testing/browser.ts')
  if (hasBrowser()) return
  console.log('There is no browser yet: trying to install Debian’s (once, up to a few minutes) …')
  const found = installDebianChromium()
  console.log(found ? '… installed' : '… not possible here: using the one from npm')
}

/** Runs Vitest and counts by its report; what it could not even load counts as failed. */
async function runTests(name, selection) {
  const report = path.join(reports, `${name}.json`)
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await runNode([vitest, 'run', ...reporting, ...selection], 'shown')
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  const unloaded = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length
  const counted = numFailedTests + unloaded
  return {
    passed: numPassedTests,
    // A crash between tests, or an error nobody caught, is in no test's report.
    failed: counted === 0 && code !== 0 ? 1 : counted,
    skipped: numPendingTests + numTodoTests,
  }
}

function runNode(command, output) {
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: output === 'shown' ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text))
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, said: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })
}
