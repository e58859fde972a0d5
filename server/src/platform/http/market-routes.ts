/** What anyone may know of the installation: what it is called, whether it is well. */
import { sql } from 'kysely'
import { z } from 'zod'
import { accessRefusals, mayOperate } from '../../kernel/actor.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Http } from '../http.ts'
import type { Platform } from '../platform.ts'
import { isSameSecret } from '../secrets.ts'

/** A login that the demo town shows to everyone. */
export type DemoLogin = {
  readonly role: 'shopper' | 'owner' | 'staff' | 'operator'
  readonly name: string
  readonly email: string
  readonly password: string
}

const market = z.object({
  name: z.string(),
  contact: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  isDemo: z.boolean(),
  demoLogins: z.array(
    z.object({
      role: z.enum(['shopper', 'owner', 'staff', 'operator']),
      name: z.string(),
      email: z.string(),
      password: z.string(),
    }),
  ),
  tileUrl: z.string().nullable(),
})

/** Declares the market's own routes. `demoLogins` is empty unless the demo town is loaded. */
export function marketRoutes(
  { app, route }: Http,
  platform: Platform,
  demoLogins: () => Promise<readonly DemoLogin[]>,
): void {
  const { config, database, metrics } = platform
  route({
    method: 'GET',
    url: '/v1/market',
    summary: 'Says what this market is',
    tag: 'market',
    access: 'anyone',
    reply: market,
    plain: true,
    handle: async () => {
      const logins = await demoLogins()
      return {
        name: config.marketName,
        contact: config.contact,
        timeZone: 'Asia/Seoul',
        currency: 'KRW',
        isDemo: logins.length > 0,
        demoLogins: [...logins],
        tileUrl: config.tileUrl,
      }
    },
  })

  const quiet = { schema: { hide: true }, config: { rateLimit: false as const } }
  app.get('/health/live', quiet, () => ({ status: 'ok' }))
  app.get('/health/ready', quiet, async (_request, reply) => {
    try {
      await sql`select 1`.execute(database.db)
      return { status: 'ok' }
    } catch {
      return reply.code(503).header('retry-after', 2).send({ status: 'no database' })
    }
  })
  app.get('/metrics', quiet, async (request, reply) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    const isKnown =
      config.metricsToken !== null &&
      token !== undefined &&
      isSameSecret(token, config.metricsToken)
    const isLocal = /^(::1|127\.|::ffff:127\.)/.test(request.ip) && !config.trustProxy
    if (!isKnown && !isLocal && !mayOperate(request.actor)) {
      throw new Refused(accessRefusals, 'access.forbidden')
    }
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}
