/** Finds a browser for the tests: the one you name, the system's, Debian's, or one from npm. */
import { spawnSync, type SpawnSyncOptions } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'

const systemBrowsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Quiet: no calls home, which a closed network would refuse by the dozen. */
const quiet = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** Starts the browser, without a window. `extraArgs` go to Chromium, as for a fake camera. */
export async function launchBrowser(extraArgs: readonly string[] = []): Promise<Browser> {
  return chromium.launch(await launchOptions(extraArgs))
}

export async function launchOptions(extraArgs: readonly string[] = []): Promise<LaunchOptions> {
  const named = process.env['CHROMIUM'] ?? systemBrowsers.find((file) => existsSync(file))
  if (named !== undefined) return { executablePath: named, args: [...quiet, ...extraArgs] }
  if (installDebianChromium()) return launchOptions(extraArgs)
  // From npm: everything but notifications works in it.
  const { default: packed } = await import('@sparticuz/chromium')
  const executablePath = await packed.executablePath()
  return { executablePath, args: [...packed.args, ...quiet, ...extraArgs] }
}

/** @returns whether a browser is there now */
export function installDebianChromium(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  const silent: SpawnSyncOptions = { stdio: 'ignore', timeout: 300_000 }
  const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium']
  if (spawnSync('apt-get', install, silent).status !== 0) {
    spawnSync('apt-get', ['update', '-qq'], silent)
    spawnSync('apt-get', install, silent)
  }
  return existsSync('/usr/bin/chromium')
}

export function hasBrowser(): boolean {
  return process.env['CHROMIUM'] !== undefined || systemBrowsers.some((file) => existsSync(file))
}
