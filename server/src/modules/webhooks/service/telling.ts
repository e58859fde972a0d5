/** Facts become messages, and messages are put in line; also once more, and for a test. */
import { assert } from '../../../kernel/assert.ts'
import type { PublicEvent } from '../../../kernel/event.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { LoggedFact } from '../../../platform/news.ts'
import type { Work } from '../../../platform/work.ts'
import {
  KEPT_DAYS,
  TEST_TYPE,
  bodyOf,
  webhookRefusals,
  type Attempt,
  type Delivery,
  type DeliveryState,
} from '../model.ts'
import { endpointOf } from '../service.ts'
import {
  attemptsOf,
  deliveriesBelow,
  deliveryBy,
  forgetMessages,
  insertMessages,
  listenersAmong,
  pairsOf,
  pairsSince,
  putPairsInLine,
  type Message,
} from '../store/delivery.ts'

/** How many are put in line again by one request; another one goes on from there. */
export const AGAIN_MAX = 10_000
const ATTEMPTS_SHOWN_MAX = 50
const FORGOTTEN_AT_ONCE_MAX = 2_000

/** Facts by their name, with how they are told. */
export type Catalogue = ReadonlyMap<string, PublicEvent>

/**
 * Turns facts into messages for whoever listens (WH2, WH4). Facts of shops that nobody listens to
 * are left alone.
 *
 * @returns whether anything was put in line
 */
export async function tell(
  work: Work,
  catalogue: Catalogue,
  facts: readonly LoggedFact[],
): Promise<boolean> {
  const told = facts.flatMap((fact) => {
    const event = catalogue.get(fact.name)
    return event ? [{ fact, event, ...event.tell(fact.data) }] : []
  })
  const listeners = await listenersAmong(
    work,
    told.map(({ merchantId }) => merchantId),
  )
  const messages = told
    .filter(({ merchantId }) => listeners.has(merchantId))
    .map(({ fact, event: { type }, merchantId, personId, data }): Message => {
      const customer = personId && { customerId: customerName(work, merchantId, personId) }
      const body = bodyOf({ type, at: fact.at, data: { merchantId, ...customer, ...data } })
      const id = work.newId('webhook-message')
      return { id, factId: fact.factId, merchantId, type, at: fact.at, body }
    })
  if (messages.length === 0) return false
  await insertMessages(work, messages)
  const pairs = await pairsOf(
    work,
    messages.map(({ id }) => id),
  )
  return (await putPairsInLine(work, pairs)).length > 0
}

/** What a person is called in the messages of one merchant, and in no other place (WH3). */
export function customerName(work: Work, merchantId: string, personId: string): string {
  return `cus_${work.digest(`webhook-customer/${merchantId}/${personId}`).slice(0, 22)}`
}

/**
 * Sends a message that says nothing but that it is a test.
 *
 * @throws {Refused} `webhook.unknown`, `webhook.off`
 */
export async function sendTest(
  work: Work,
  endpointId: Id<'webhook'>,
): Promise<Id<'webhook-delivery'>> {
  const endpoint = await endpointOf(work, endpointId, true)
  if (endpoint.state === 'off') throw new Refused(webhookRefusals, 'webhook.off')
  const id = work.newId('webhook-message')
  const data = { merchantId: endpoint.merchantId, endpointId, says: 'This is a test.' }
  const body = bodyOf({ type: TEST_TYPE, at: work.now, data })
  const { merchantId } = endpoint
  await insertMessages(work, [
    { id, factId: null, merchantId, type: TEST_TYPE, at: work.now, body },
  ])
  const [deliveryId] = await putPairsInLine(work, [{ messageId: id, endpointId }])
  assert(deliveryId, 'a new message is not in line yet')
  return deliveryId
}

/** What was told to an endpoint, the latest first. @throws {Refused} `webhook.unknown` */
export async function deliveriesOf(
  work: Work,
  endpointId: Id<'webhook'>,
  state: DeliveryState | null,
  { limit, after }: PageRequest,
): Promise<Page<Delivery>> {
  await endpointOf(work, endpointId)
  const below = after === null ? null : parseId<'webhook-delivery'>(after)
  const rows = await deliveriesBelow(work, endpointId, state, below, limit + 1)
  return pageOf(rows, limit, ({ id }) => id)
}

export type DeliveryWithAttempts = Delivery & {
  readonly body: string
  readonly tries: readonly Attempt[]
}

/** One delivery with its latest attempts (WH11). @throws {Refused} `webhook.delivery-unknown` */
export async function deliveryOf(
  work: Work,
  id: Id<'webhook-delivery'>,
): Promise<DeliveryWithAttempts> {
  const delivery = await ownDelivery(work, id)
  return { ...delivery, tries: await attemptsOf(work, id, ATTEMPTS_SHOWN_MAX) }
}

async function ownDelivery(work: Work, id: Id<'webhook-delivery'>, isLocked = false) {
  const delivery = await deliveryBy(work, id)
  if (!delivery) throw new Refused(webhookRefusals, 'webhook.delivery-unknown')
  try {
    const endpoint = await endpointOf(work, delivery.endpointId, isLocked)
    return { ...delivery, isOn: endpoint.state === 'on' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refused(webhookRefusals, 'webhook.delivery-unknown')
  }
}

/**
 * Tells one message again, with the same id (WH12). In line already, it stays as it is.
 *
 * @throws {Refused} `webhook.delivery-unknown`, `webhook.off`
 */
export async function tellAgain(work: Work, id: Id<'webhook-delivery'>): Promise<void> {
  const { isOn, messageId, endpointId } = await ownDelivery(work, id, true)
  if (!isOn) throw new Refused(webhookRefusals, 'webhook.off')
  await putPairsInLine(work, [{ messageId, endpointId }])
}

/**
 * Tells an endpoint again what failed, was stopped or was missed since a moment (WH12).
 *
 * @param isAll also what arrived
 * @returns how many; `AGAIN_MAX` means that there may be more
 * @throws {Refused} `webhook.unknown`, `webhook.off`, `webhook.too-old`
 */
export async function tellSince(
  work: Work,
  endpointId: Id<'webhook'>,
  since: Date,
  isAll: boolean,
): Promise<number> {
  const endpoint = await endpointOf(work, endpointId, true)
  if (endpoint.state === 'off') throw new Refused(webhookRefusals, 'webhook.off')
  if (since.getTime() < work.now.getTime() - KEPT_DAYS * DAY_MS) {
    throw new Refused(webhookRefusals, 'webhook.too-old', { keptDays: KEPT_DAYS })
  }
  const pairs = await pairsSince(work, endpointId, since, isAll, AGAIN_MAX)
  return (await putPairsInLine(work, pairs)).length
}

/** Forgets what is older than messages are kept, a bite at a time. */
export async function forgetOld(work: Work): Promise<boolean> {
  const before = new Date(work.now.getTime() - KEPT_DAYS * DAY_MS)
  return (await forgetMessages(work, before, FORGOTTEN_AT_ONCE_MAX)) === FORGOTTEN_AT_ONCE_MAX
}
