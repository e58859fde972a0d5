/** A bill that shows what an offer does: one that people would believe. Pure. */
import type { Names, OfferForm } from './offer-form.ts'

export type ExampleLine = {
  readonly lineId: string
  readonly itemId: string
  readonly categoryIds: readonly string[]
  readonly unitMinor: number
  readonly quantity: number
}
export type ExampleCart = {
  readonly lines: readonly ExampleLine[]
  readonly deliveryMinor: number
}
export type Priced = { readonly name: string; readonly unitMinor: number }

const UNIT_MINOR = 5_000
const OTHER_MINOR = 12_000
const DELIVERY_MINOR = 3_000

/**
 * @param other what everything else on the bill is called
 * @param menu the items the till knows, for their prices
 * @param billMinor the sum the owner wants to try; null for one that fits
 */
export function exampleCart(
  form: OfferForm,
  other: string,
  menu: readonly Priced[],
  billMinor: number | null,
): ExampleCart {
  const lines: ExampleLine[] = []
  const add = (names: Names, quantity: number) => {
    const itemId = names[0] ?? other
    const unitMinor = menu.find(({ name }) => name === itemId)?.unitMinor ?? UNIT_MINOR
    const lineId = String(lines.length + 1)
    lines.push({ lineId, itemId, categoryIds: [...names], unitMinor, quantity })
  }
  switch (form.gift) {
    case 'item':
      add(form.items, form.stepsBy === 'quantity' ? Math.max(2, form.steps[0]?.from ?? 0) : 2)
      break
    case 'buy-get':
      add(form.items, Math.min(100, form.buyUnits + form.getUnits) || 1)
      break
    case 'bundle':
      add(form.items, 1)
      add(form.otherItems, 1)
      break
    case 'upgrade':
      add(form.items, 1)
      break
    case 'percent':
    case 'amount':
    case 'price':
    case 'free-item':
    case 'delivery':
    case 'points':
    case 'gift-value':
      break
  }
  if (form.needItems.length > 0) add(form.needItems, Math.max(1, form.needUnits))
  const sum = lines.reduce((all, { unitMinor, quantity }) => all + unitMinor * quantity, 0)
  // A bill that reaches the first larger discount shows it.
  const larger = form.stepsBy === 'amount' ? (form.steps[0]?.from ?? 0) : 0
  const least = Math.max(form.billMinorMin, form.afterMinorMin, larger)
  const wanted = billMinor ?? (least > 0 ? Math.max(least, OTHER_MINOR) : OTHER_MINOR)
  const left = wanted - sum
  const isNeeded = lines.length === 0 || billMinor !== null || least > sum
  if (isNeeded && left > 0) {
    const lineId = String(lines.length + 1)
    lines.push({ lineId, itemId: other, categoryIds: [], unitMinor: left, quantity: 1 })
  }
  return { lines, deliveryMinor: form.gift === 'delivery' ? DELIVERY_MINOR : 0 }
}
