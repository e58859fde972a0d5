/** Chooses the ways out of an installation by its settings. */
import type { WayConfig } from '../../../platform/config.ts'
import type { WayName } from '../model/delivery.ts'
import type { LineAccount, Way } from '../ports.ts'
import { returnPathOf } from '../service/receipts.ts'
import { emailWay } from './email.ts'
import { standInWay } from './stand-in.ts'

/** Opens the ways that are set up; with stand-ins, the rest is played in this process. */
export async function openWays(
  config: WayConfig,
  secret: string,
  line: LineAccount | null,
): Promise<ReadonlyMap<WayName, Way>> {
  const ways = new Map<WayName, Way>()
  if (config.email) {
    const { smtpUrl, from, bounceAddress } = config.email
    ways.set(
      'email',
      emailWay({
        smtpUrl,
        from,
        returnPath: (key) => (bounceAddress ? returnPathOf(secret, bounceAddress, key) : null),
      }),
    )
  }
  if (config.solapi) {
    // Its SDK weighs much: only who has an account there loads it.
    const { solapiWays } = await import('./solapi.ts')
    for (const way of solapiWays(config.solapi)) ways.set(way.name, way)
  }
  if (line) ways.set('line', line)
  if (config.hasStandIns) {
    for (const name of ['email', 'sms', 'kakao', 'line'] as const) {
      if (!ways.has(name)) ways.set(name, standInWay(name))
    }
  }
  return ways
}

/** The LINE account of an installation; null where there is none. */
export async function openLine({ line }: WayConfig): Promise<LineAccount | null> {
  if (!line) return null
  const { lineAccount } = await import('./line.ts')
  return lineAccount(line)
}
