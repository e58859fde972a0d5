/** Words of the screen on which brands are ticked. */

import type { brands as brandsKo } from '../ko/brands.ts'

export const brands: typeof brandsKo = {
  title: 'Choose brands',
  lead: 'When a brand you ticked starts a sale in its shops, you hear of it in your inbox.',
  detail: 'Tick the brands whose sales you want to hear of',
  search: 'Name of a brand',
  categories: 'Kinds',
  list: 'All brands',
  found: (words) => `Found for “${words}”`,
  mine: 'My brands',
  mineCount: (count) => count,
  mineNone: 'None yet. Tick some below.',
  untick: (name) => `Stop hearing from ${name}`,
  manage: 'Change what I get',
  nothing: (words) => `No brand matches “${words}”`,
  nothingBody: 'Try a part of its name.',
  empty: 'There are no brands yet',
  emptyBody: 'They appear here as soon as shops open.',
  signIn: {
    title: 'Please sign in to tick brands',
    body: 'Only you see what you ticked. Shops do not learn who did.',
  },
  ask: {
    button: (count) => `Get sale news of ${count} brands`,
    title: 'Advertisements and coupons, too?',
    why: 'News of a sale is advertising: it comes only from shops you said yes to.',
    of: 'Shops that may write to you',
    more: (count) => `and ${count} more`,
    yes: 'Yes, please',
    later: 'Later',
    kept: 'We keep when you agreed and to which words. You can take it back any time under “Me › Shops I follow”.',
    done: 'You will hear of the sales of the brands you ticked.',
  },
}
