/** The only file that knows every module: wires them, starts and stops them. */
import type { Invariant } from './platform/invariants.ts'
import { platformInvariants } from './platform/invariants.ts'
import type { Reactions } from './platform/log.ts'
import type { Platform } from './platform/platform.ts'
import { openHttp, type Http } from './platform/http.ts'
import { liveRoute } from './platform/http/live-route.ts'
import { marketRoutes } from './platform/http/market-routes.ts'
import { operatorRoutes } from './platform/http/operator-routes.ts'

export type House = {
  readonly http: Http
  readonly reactions: readonly Reactions[]
  close(): Promise<void>
}

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
  liveRoute({ app: http.app, live, metrics })
  marketRoutes(http, platform, async () => [])
  operatorRoutes(http, platform, invariants)
  return { http, reactions: [], close: () => http.app.close() }
}
