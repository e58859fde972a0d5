/** A database, a dispatcher and a listening program for the tests of webhooks. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach } from 'vitest'
import { z } from 'zod'
import { freshDatabase, testInstant } from '../../../../testing/pg.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { defineEvent, publish } from '../../../kernel/event.ts'
import type { Id } from '../../../kernel/id.ts'
import { openOutward } from '../../../platform/outward.ts'
import { webhookReactions } from '../reactions.ts'
import { createEndpoint } from '../service.ts'
import { aListener, listenersNetwork } from '../testing.ts'
import { openDispatcher, type Dispatcher } from './sending.ts'
import { deliveriesOf } from './telling.ts'

const thingHappened = defineEvent(
  'tests.thing-happened',
  1,
  'Something happened.',
  z.object({
    merchantId: z.uuid(),
    personId: z.uuid().nullable(),
    secret: z.string(),
    count: z.int(),
  }),
)
const otherHappened = defineEvent(
  'tests.other-happened',
  1,
  'Something else happened.',
  z.object({ merchantId: z.uuid() }),
)
const events = [
  publish(thingHappened, 'thing.happened', 'Something happened.', z.object({ count: z.int() })),
  publish(otherHappened, 'other.happened', 'Something else happened.', z.object({})),
]

export const merchantId = randomUUID() as Id<'merchant'>
export const personId = randomUUID()
/** A phone number in the fact that must not get out. */
export const phone = '010-1234-5678'
export const ownerOf = (id: Id<'merchant'>): Actor => ({
  kind: 'person',
  personId: randomUUID() as Id<'person'>,
  sessionId: randomUUID() as Id<'session'>,
  isOperator: false,
  memberships: [{ merchantId: id, role: 'owner' }],
})
export const owner = ownerOf(merchantId)
export const system: Actor = { kind: 'system', name: 'test' }

/** Everything for one test file; each test begins with an empty database at the test instant. */
// oxlint-disable-next-line eslint/max-lines-per-function -- closures over one database
export async function aSender() {
  const server = await freshDatabase()
  const { platform, inWork, at } = server
  const outward = openOutward({ inside: [listenersNetwork] })
  const dispatcher = openDispatcher({ ...platform, outward, answerMsMax: 1_000 })
  const listener = await aListener()
  const needs = { outward, types: new Set(events.map(({ type }) => type)) }
  afterAll(async () => {
    await dispatcher.stop()
    await outward.close()
    listener.close()
  })
  beforeEach(async () => {
    await dispatcher.settled()
    await server.clear()
    listener.heard.splice(0)
    listener.answerWith(204)
    listener.whenHeard(() => {})
    at(testInstant)
  })
  const reactionsWith = (wake: () => void) => [
    { ...webhookReactions(events, { ...dispatcher, wake }), timers: [] },
  ]
  return {
    ...server,
    outward,
    dispatcher,
    listener,
    needs,
    /** Another process that sends. */
    another: (answerMsMax = 1_000): Dispatcher =>
      openDispatcher({ ...platform, outward, answerMsMax }),
    create: (
      types: readonly string[] = [],
      actor: Actor = owner,
      merchant: Id<'merchant'> | null = merchantId,
      url = listener.url,
    ) =>
      inWork(actor, (work) =>
        createEndpoint(work, needs, merchant, { url, description: '', types }),
      ),
    happen: (count = 1, of: Id<'merchant'> = merchantId) =>
      inWork(system, async (work) => {
        for (let number = 1; number <= count; number += 1) {
          const fact = { merchantId: of, personId, secret: phone, count: number }
          work.announce(thingHappened, fact)
        }
      }),
    /** Works off the log, and sends nothing. */
    read: () => server.runReactions(reactionsWith(() => {})),
    /** Works off the log and sends what is due. */
    async settle() {
      await server.runReactions(reactionsWith(() => {}))
      await dispatcher.settled()
    },
    async later(ms: number) {
      at(new Date(platform.clock().getTime() + ms))
      await dispatcher.settled()
    },
    async log(id: Id<'webhook'>) {
      const page = { limit: 100, after: null }
      return (await inWork(owner, (work) => deliveriesOf(work, id, null, page))).items
    },
  }
}
