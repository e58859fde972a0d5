/** The only file that knows every module: wires them together on a platform. */
import { openHttp, type Http } from './platform/http.ts'
import { liveRoute } from './platform/http/live-route.ts'
import { marketRoutes, type DemoLogin } from './platform/http/market-routes.ts'
import { operatorRoutes } from './platform/http/operator-routes.ts'
import { platformInvariants, type Invariant } from './platform/invariants.ts'
import type { Reactions } from './platform/log.ts'
import type { Platform } from './platform/platform.ts'

export type House = {
  readonly http: Http
  readonly reactions: readonly Reactions[]
  /** Loads the demo town where one is wanted and missing. Call before the first request. */
  prepare(log: (line: string) => void): Promise<void>
  demoLogins(): Promise<readonly DemoLogin[]>
  close(): Promise<void>
}

/** Everything that must always hold, in every module. */
export const invariants: readonly Invariant[] = [...platformInvariants]

/** Puts the modules together on a platform. Nothing runs or listens yet. */
export async function openHouse(platform: Platform): Promise<House> {
  const { config, logger, metrics, inWork, clock, live } = platform
  const http = await openHttp({
    config,
    logger,
    metrics,
    inWork,
    clock,
    authenticate: () => ({ kind: 'nobody' }),
  })
  const demoLogins = async (): Promise<readonly DemoLogin[]> => []
  liveRoute({ app: http.app, live, metrics })
  marketRoutes(http, platform, demoLogins)
  operatorRoutes(http, platform, invariants)
  return {
    http,
    reactions: [],
    prepare: async () => {},
    demoLogins,
    close: () => http.app.close(),
  }
}
