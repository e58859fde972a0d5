/** Cursor lists: a page of things, and where the next one starts. */

export const PAGE_SIZE_MAX = 100
export const PAGE_SIZE = 30

/** A page asked for. `after` is the sort key of the last thing of the page before. */
export type PageRequest = { readonly limit: number; readonly after: string | null }
export type Page<Thing> = { readonly items: readonly Thing[]; readonly nextCursor: string | null }

/**
 * Cuts a page from rows that were read with one row more than the limit.
 *
 * @param keyOf the sort key of a row, which becomes the cursor of the next page
 */
export function pageOf<Thing>(
  rows: readonly Thing[],
  limit: number,
  keyOf: (row: Thing) => string,
): Page<Thing> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const isMore = rows.length > limit && last !== undefined
  return { items, nextCursor: isMore ? keyOf(last) : null }
}
