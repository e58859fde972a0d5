/** Who asks: what a unit of work knows of its caller, and what that entitles to. */
import type { Id } from './id.ts'
import { Refused, type Refusals } from './refused.ts'

export type Role = 'owner' | 'staff'
export type Membership = { readonly merchantId: Id<'merchant'>; readonly role: Role }
export type KeyScope = 'till' | 'signals'

export type Actor =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person'
      readonly personId: Id<'person'>
      readonly sessionId: Id<'session'>
      readonly isOperator: boolean
      readonly memberships: readonly Membership[]
    }
  /** A machine. `merchantId` is null for keys of the market itself, made by an operator. */
  | {
      readonly kind: 'key'
      readonly keyId: Id<'api-key'>
      readonly merchantId: Id<'merchant'> | null
      readonly scopes: readonly KeyScope[]
    }
  | { readonly kind: 'system'; readonly name: string }

export const accessRefusals = {
  'access.unauthenticated': {
    kind: 'unauthenticated',
    says: 'Nobody is signed in here.',
    todo: 'Sign in, or send a valid session or API key.',
  },
  'access.forbidden': {
    kind: 'forbidden',
    says: 'You may not do this.',
    todo: 'Ask the owner of the shop, or the operator of the market.',
  },
} as const satisfies Refusals

/** Whether the actor serves at the counter of a merchant: owner, staff, or a till's key. */
export function mayServe(actor: Actor, merchantId: Id<'merchant'>): boolean {
  if (actor.kind === 'person') return actor.memberships.some((m) => m.merchantId === merchantId)
  return actor.kind === 'key' && actor.merchantId === merchantId && actor.scopes.includes('till')
}

/** Whether the actor decides for a merchant. */
export function mayDecide(actor: Actor, merchantId: Id<'merchant'>): boolean {
  if (actor.kind !== 'person') return false
  return actor.memberships.some((m) => m.merchantId === merchantId && m.role === 'owner')
}

/** Whether the actor runs the market. Commands of the installation itself count as the operator's. */
export function mayOperate(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'person' && actor.isOperator)
}

/** @throws {Refused} `access.forbidden` unless `allowed` */
export function allow(allowed: boolean): void {
  if (!allowed) throw new Refused(accessRefusals, 'access.forbidden')
}

/**
 * The person who asks.
 *
 * @throws {Refused} `access.unauthenticated` for nobody, `access.forbidden` for a machine
 */
export function personOf(actor: Actor): Id<'person'> {
  if (actor.kind === 'person') return actor.personId
  const code = actor.kind === 'nobody' ? 'access.unauthenticated' : 'access.forbidden'
  throw new Refused(accessRefusals, code)
}

/** Who asks, as it is kept beside what was done: `person/<id>`, `key/<id>`. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return `person/${actor.personId}`
    case 'key':
      return `key/${actor.keyId}`
    case 'system':
      return `system/${actor.name}`
    case 'nobody':
      return 'nobody'
  }
}
