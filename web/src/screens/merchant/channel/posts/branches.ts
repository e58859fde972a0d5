/** What the screens of branches share: the question, and what it answers. */
import type { ItemOf, ReplyTo } from '../../../../shapes.ts'

export const BRANCHES = 'GET /v1/merchants/{merchantId}/posts/{postId}/places'
export type Branch = ItemOf<ReplyTo<typeof BRANCHES>>
