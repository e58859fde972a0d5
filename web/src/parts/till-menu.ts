/** What a place sells, as its till knows it: kept by this browser, for each place. Pure but for its ends. */
export type MenuItem = {
  /** The item's name is its id: what offers speak of. */
  readonly name: string
  /** What kind it is: `커피`. Empty for none. */
  readonly kind: string
  readonly unitMinor: number
}

export const MENU_MAX = 60
export const NAME_LENGTH_MAX = 40

const keyOf = (placeId: string) => `golmok.till.menu.${placeId}`

/** The menu of a place; null where none was written yet. */
export function keptMenu(placeId: string): readonly MenuItem[] | null {
  return menuIn(localStorage.getItem(keyOf(placeId)))
}

export function keepMenu(placeId: string, menu: readonly MenuItem[]): void {
  localStorage.setItem(keyOf(placeId), JSON.stringify(menu))
}

/** What a browser kept, as far as it is a menu. */
export function menuIn(text: string | null): readonly MenuItem[] | null {
  if (text === null) return null
  try {
    const kept: unknown = JSON.parse(text)
    return Array.isArray(kept) ? kept.filter(isItem) : null
  } catch {
    return null
  }
}

function isItem(it: unknown): it is MenuItem {
  if (typeof it !== 'object' || it === null) return false
  const { name, kind, unitMinor } = it as Record<string, unknown>
  return typeof name === 'string' && typeof kind === 'string' && Number.isInteger(unitMinor)
}

/** Items and kinds by name, each once: what an offer may be about. */
export function namesIn(menu: readonly MenuItem[]): readonly string[] {
  const kinds = menu.map(({ kind }) => kind).filter((kind) => kind !== '')
  return [...new Set([...kinds, ...menu.map(({ name }) => name)])]
}
