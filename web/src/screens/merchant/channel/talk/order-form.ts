/** What the form of an order card holds, and how it becomes a card. Pure. */
import { newId } from '../../../../ids.ts'

export type ItemFields = {
  /** Tells one row from another while they come and go. */
  readonly key: string
  readonly name: string
  readonly quantity: number
  /** Of one, in minor units; null while nothing is typed. */
  readonly priceMinor: number | null
}

export const anItem = (): ItemFields => ({ key: newId(), name: '', quantity: 1, priceMinor: null })

export function sumOf(items: readonly ItemFields[]): number {
  return items.reduce((sum, { quantity, priceMinor }) => sum + quantity * (priceMinor ?? 0), 0)
}

/** The card to send; null while something is missing. */
export function cardOf(items: readonly ItemFields[]) {
  const isWhole = ({ name, quantity, priceMinor }: ItemFields) =>
    name.trim() !== '' && quantity >= 1 && priceMinor !== null
  if (items.length === 0 || !items.every(isWhole)) return null
  return {
    kind: 'order',
    items: items.map(({ name, quantity, priceMinor }) => ({
      name: name.trim(),
      quantity,
      priceMinor: priceMinor ?? 0,
    })),
  } as const
}
