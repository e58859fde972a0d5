/** Who asks: what a unit of work knows of its caller, and what that entitles to. */
import type { Id } from './id.ts'
import { Refused, type Refusals } from './refused.ts'

/** An owner has all in hand; a manager runs the shop, but not its people and keys; staff serve. */
export type Role = 'owner' | 'manager' | 'staff'
export type Membership = {
  readonly merchantId: Id<'merchant'>
  readonly role: Role
  /** The branches it is limited to; all places of the merchant when there are none. */
  readonly placeIds?: readonly Id<'place'>[] | null
}
export type KeyScope = 'till' | 'signals'

/** As what somebody acted for a merchant, or (null) for the market. */
export type ActingRole = Role | 'till' | 'operator'
/** Hears for whom an actor was found to act, so that the record of staff actions forgets nobody. */
export type ActionNotes = {
  note(merchantId: Id<'merchant'> | null, role: ActingRole): void
}

export type Actor =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person'
      readonly personId: Id<'person'>
      readonly sessionId: Id<'session'>
      readonly isOperator: boolean
      readonly memberships: readonly Membership[]
      readonly notes?: ActionNotes
    }
  /** A machine. `merchantId` is null for keys of the market itself, made by an operator. */
  | {
      readonly kind: 'key'
      readonly keyId: Id<'api-key'>
      readonly merchantId: Id<'merchant'> | null
      readonly scopes: readonly KeyScope[]
      readonly notes?: ActionNotes
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

/**
 * Whether the actor serves at the counter of a merchant: owner, manager, staff, or a till's key. Who is
 * limited to branches serves at these alone; without `placeId` it is asked whether they serve anywhere.
 */
export function mayServe(
  actor: Actor,
  merchantId: Id<'merchant'>,
  placeId?: Id<'place'> | null,
): boolean {
  if (actor.kind === 'key') {
    const isTill = actor.merchantId === merchantId && actor.scopes.includes('till')
    if (isTill) actor.notes?.note(merchantId, 'till')
    return isTill
  }
  const membership = membershipOf(actor, merchantId)
  if (!membership || (placeId && !coversPlace(membership, placeId))) return false
  return noted(actor, membership)
}

/**
 * Whether the actor decides for a merchant: an owner or a manager. What is for all places, those of
 * the headquarters decide alone (no `placeId`); for one place, those of its branch too.
 */
export function mayDecide(
  actor: Actor,
  merchantId: Id<'merchant'>,
  placeId?: Id<'place'> | null,
): boolean {
  const membership = membershipOf(actor, merchantId)
  if (!membership || membership.role === 'staff') return false
  const isCovered = placeId ? coversPlace(membership, placeId) : !membership.placeIds
  return isCovered && noted(actor, membership)
}

/** Whether the actor is an owner of a merchant: for its people, its keys, and the record of both. */
export function mayOwn(actor: Actor, merchantId: Id<'merchant'>): boolean {
  const membership = membershipOf(actor, merchantId)
  return membership?.role === 'owner' && noted(actor, membership)
}

function membershipOf(actor: Actor, merchantId: Id<'merchant'>): Membership | undefined {
  if (actor.kind !== 'person') return undefined
  return actor.memberships.find((membership) => membership.merchantId === merchantId)
}

function coversPlace({ placeIds }: Membership, placeId: Id<'place'>): boolean {
  return !placeIds || placeIds.includes(placeId)
}

function noted(actor: Actor, { merchantId, role }: Membership): true {
  if (actor.kind === 'person') actor.notes?.note(merchantId, role)
  return true
}

/** Whether the actor runs the market. Commands of the installation itself count as the operator's. */
export function mayOperate(actor: Actor): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'person' || !actor.isOperator) return false
  actor.notes?.note(null, 'operator')
  return true
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
