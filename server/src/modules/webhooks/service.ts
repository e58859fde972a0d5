/** Endpoints: made, changed, removed; and their secrets. */
import { mayDecide, mayOperate, allow } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Outward } from '../../platform/outward.ts'
import type { Work } from '../../platform/work.ts'
import { endpointChanged } from './events.ts'
import {
  ENDPOINTS_MAX,
  OLD_SECRETS_MAX,
  OLD_SECRET_MS,
  webhookRefusals,
  type Endpoint,
} from './model.ts'
import { stopWaiting } from './store/delivery.ts'
import {
  deleteEndpoint,
  endpointBy,
  endpointsBy,
  insertSecret,
  lockOwner,
  saveEndpoint,
  secretsOf,
  type Owner,
} from './store/endpoint.ts'

export type EndpointChange = Partial<
  Pick<Endpoint, 'url' | 'description' | 'types'> & { readonly isOn: boolean }
>
/** What may be asked for: the way out judges addresses, the catalogue knows the types. */
export type EndpointNeeds = {
  readonly outward: Pick<Outward, 'objectionTo'>
  readonly types: ReadonlySet<string>
}

const mayManage = (work: Work, owner: Owner) =>
  owner === null ? mayOperate(work.actor) : mayDecide(work.actor, owner)

/** The endpoints of a merchant, or (null) of the market. @throws {Refused} `access.forbidden` */
export async function endpointsOf(work: Work, owner: Owner): Promise<readonly Endpoint[]> {
  allow(mayManage(work, owner))
  return endpointsBy(work, owner)
}

/**
 * An endpoint that the asker decides on; for everybody else there is none (WH1).
 *
 * @throws {Refused} `webhook.unknown`
 */
export async function endpointOf(
  work: Work,
  id: Id<'webhook'>,
  isLocked = false,
): Promise<Endpoint> {
  const endpoint = await endpointBy(work, id, isLocked)
  if (!endpoint || !mayManage(work, endpoint.merchantId)) {
    throw new Refused(webhookRefusals, 'webhook.unknown')
  }
  return endpoint
}

/**
 * Makes an endpoint. Its secret is in the answer and nowhere else (WH6).
 *
 * @throws {Refused} `access.forbidden`, `webhook.address` (WH14), `webhook.type-unknown`,
 *   `webhook.too-many` (WH15)
 */
export async function createEndpoint(
  work: Work,
  needs: EndpointNeeds,
  owner: Owner,
  wanted: Pick<Endpoint, 'url' | 'description' | 'types'>,
): Promise<Endpoint & { readonly secret: string }> {
  allow(mayManage(work, owner))
  judge(needs, wanted)
  await lockOwner(work, owner)
  if ((await endpointsBy(work, owner)).length >= ENDPOINTS_MAX) {
    throw new Refused(webhookRefusals, 'webhook.too-many', { endpointsMax: ENDPOINTS_MAX })
  }
  const endpoint: Endpoint = {
    id: work.newId('webhook'),
    merchantId: owner,
    url: wanted.url,
    description: wanted.description,
    types: [...new Set(wanted.types)],
    state: 'on',
    offReason: null,
    throttledUntil: null,
    failingSince: null,
    createdAt: work.now,
    changedAt: work.now,
  }
  await saveEndpoint(work, endpoint)
  announceEndpoint(work, endpoint)
  return { ...endpoint, secret: await newSecret(work, endpoint.id) }
}

function judge({ outward, types }: EndpointNeeds, wanted: EndpointChange): void {
  const objection = wanted.url === undefined ? null : outward.objectionTo(wanted.url)
  if (objection) throw new Refused(webhookRefusals, 'webhook.address', { objection })
  const unknown = (wanted.types ?? []).filter((type) => !types.has(type))
  if (unknown.length > 0) {
    throw new Refused(webhookRefusals, 'webhook.type-unknown', { types: unknown })
  }
}

/**
 * Changes an endpoint. Turned off, it stops what waits; turned on, it begins with a clean slate.
 *
 * @throws {Refused} `webhook.unknown`, `webhook.address` (WH14), `webhook.type-unknown`
 */
export async function changeEndpoint(
  work: Work,
  needs: EndpointNeeds,
  id: Id<'webhook'>,
  change: EndpointChange,
): Promise<Endpoint> {
  const before = await endpointOf(work, id, true)
  judge(needs, change)
  const { isOn = before.state === 'on', ...rest } = change
  const isTurned = isOn !== (before.state === 'on')
  const turned = isOn
    ? ({ state: 'on', offReason: null, throttledUntil: null, failingSince: null } as const)
    : ({ state: 'off', offReason: 'owner' } as const)
  const after: Endpoint = { ...before, ...rest, ...(isTurned && turned), changedAt: work.now }
  await saveEndpoint(work, after)
  if (isTurned && !isOn) await stopWaiting(work, id)
  announceEndpoint(work, after)
  return after
}

/** Removes an endpoint and all that is known of its deliveries. @throws {Refused} `webhook.unknown` */
export async function removeEndpoint(work: Work, id: Id<'webhook'>): Promise<void> {
  const endpoint = await endpointOf(work, id, true)
  await deleteEndpoint(work, id)
  const { merchantId } = endpoint
  work.announce(endpointChanged, { endpointId: id, merchantId, state: null, offReason: null })
}

/**
 * Gives an endpoint a new secret. The old one signs beside it for a day, so that nothing is lost
 * while the other side learns the new one (WH6).
 *
 * @throws {Refused} `webhook.unknown`, `webhook.too-many-secrets`
 */
export async function changeSecret(work: Work, id: Id<'webhook'>): Promise<string> {
  await endpointOf(work, id, true)
  // The current one and those before it.
  if ((await secretsOf(work, id)).length > OLD_SECRETS_MAX) {
    throw new Refused(webhookRefusals, 'webhook.too-many-secrets')
  }
  return newSecret(work, id)
}

async function newSecret(work: Work, endpointId: Id<'webhook'>): Promise<string> {
  const id = work.newId('webhook-secret')
  await insertSecret(work, endpointId, id, new Date(work.now.getTime() + OLD_SECRET_MS))
  return secretText(work, id)
}

/** The letters of a secret: 32 bytes that nobody can work out without the secret of the market. */
export function secretText(work: Work, id: Id<'webhook-secret'>): string {
  const bytes = Buffer.from(work.digest(`webhook-secret/${id}`), 'base64url')
  return `whsec_${bytes.toString('base64')}`
}

/** Tells that an endpoint is as it is now. */
export function announceEndpoint(work: Work, endpoint: Endpoint): void {
  const { id: endpointId, merchantId, state, offReason } = endpoint
  work.announce(endpointChanged, { endpointId, merchantId, state, offReason })
}
