/** Which reasons of a decision are about the person. Pure. */
import type { DecisionReason } from '../../../shapes.ts'

/** The others are about the shop's own planning, and are shown on request. */
const personal: ReadonlySet<string> = new Set([
  'trigger',
  'location-consent',
  'marketing-consent',
  'not-bought',
  'favourite-near',
  'favourite',
  'viewed',
  'visited-at-least',
  'visited-at-most',
  'first-visit',
  'not-redeemed',
  'new-within',
  'retrigger',
  'person-cap',
  'gate',
  'control-group',
])

/** Whatever said no is always shown; a comparison that nobody is part of says nothing. */
export function aboutMe(reason: DecisionReason): boolean {
  if (!reason.ok) return true
  if (reason.rule === 'control-group' && reason.params['percent'] === 0) return false
  return personal.has(reason.rule)
}
