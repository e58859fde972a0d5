/**
 * Whose an account is, by its key, and who may look at it and move what it holds (LE17).
 *
 * Pure. What the product itself keeps (points, fees, what is owed) is moved by its modules and by the
 * operator; a shop moves only what is its own, so that nobody writes off what they owe to others.
 */
import { mayDecide, mayOperate, mayServe, type Actor } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'

export type Owner =
  | { readonly kind: 'market' }
  | { readonly kind: 'merchant'; readonly id: Id<'merchant'> }
  | { readonly kind: 'person'; readonly id: Id<'person'> }

/** `own` is what its owner opened; anything else the product keeps. */
export type KeyParts = { readonly owner: Owner; readonly isOwn: boolean }

const keyForm = /^(?:(market)|(merchant|person)\/([^/]+))\/(own\/)?[a-z0-9][a-z0-9-]{0,39}$/

/** Reads the key of an account; null when it has no form that is known. */
export function partsOfKey(key: string): KeyParts | null {
  const match = keyForm.exec(key)
  if (!match) return null
  const isOwn = match[4] !== undefined
  if (match[1]) return { owner: { kind: 'market' }, isOwn }
  const text = match[3] ?? ''
  if (match[2] === 'merchant') {
    const id = parseId<'merchant'>(text)
    return id && { owner: { kind: 'merchant', id }, isOwn }
  }
  const id = parseId<'person'>(text)
  return id && { owner: { kind: 'person', id }, isOwn }
}

/** Whether the actor may see an account: their own, their shop's, or any as the operator. */
export function maySee(actor: Actor, key: string): boolean {
  if (mayOperate(actor)) return true
  const owner = partsOfKey(key)?.owner
  if (owner?.kind === 'merchant') return mayKeepBooks(actor, owner.id)
  return owner?.kind === 'person' && actor.kind === 'person' && actor.personId === owner.id
}

/** Whether the actor may move what an account holds: a shop its own, the operator all. */
export function mayMove(actor: Actor, key: string): boolean {
  if (mayOperate(actor)) return true
  const parts = partsOfKey(key)
  return parts?.owner.kind === 'merchant' && parts.isOwn && mayKeepBooks(actor, parts.owner.id)
}

/** Whether the actor may open an account: own ones only, the operator for anyone. */
export function mayOpen(actor: Actor, key: string): boolean {
  return partsOfKey(key)?.isOwn === true && mayMove(actor, key)
}

/** Owners, and the tills they gave a key; staff do not. */
function mayKeepBooks(actor: Actor, merchantId: Id<'merchant'>): boolean {
  return actor.kind === 'key' ? mayServe(actor, merchantId) : mayDecide(actor, merchantId)
}
