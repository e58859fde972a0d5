/** The list of brands: every merchant that has a place for people, by name. */
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import type { Work } from '../../../platform/work.ts'
import type { Merchant } from '../model.ts'
import type { CategoryId } from '../model/categories.ts'
import { typedPattern } from '../model/hangul.ts'
import { merchantsByName } from '../store.ts'

export type BrandsAsked = {
  /** What was typed of a name; empty for all. */
  readonly typed: string
  readonly category: CategoryId | null
}

/** Brands by name, a page at a time (PL26). */
export async function brandsByName(
  work: Work,
  { typed, category }: BrandsAsked,
  page: PageRequest,
): Promise<Page<Merchant>> {
  const pattern = typedPattern(typed)
  // Marks alone are in no name.
  if (pattern === null && typed.trim() !== '') return { items: [], nextCursor: null }
  const rows = await merchantsByName(work, { pattern, category }, page)
  return pageOf(rows, page.limit, ({ id }) => id)
}
