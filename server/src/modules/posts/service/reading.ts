/** What people see of posts, and what they do with them: like, see, look at their timeline. */
import { personOf, type Actor } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { shopsFollowed } from '../../channels/service.ts'
import { offersOf } from '../../offers/service.ts'
import { merchantsOf, placeOf } from '../../places/service.ts'
import { isOut, type Post } from '../model/post.ts'
import { postRefusals } from '../model/refusals.ts'
import {
  addSeen,
  countSince,
  likedAmong,
  markOf,
  postById,
  postsAtPlace,
  postsOfShops,
  saveMark,
  setLike,
  type PostKey,
} from '../store/post.ts'

const AT_PLACE_MAX = 30
/** More than this is "many" to a person who looks again. */
const NEW_COUNTED_MAX = 99

/** A post as people see it. */
export type ShownPost = Post & {
  readonly merchantName: string
  readonly merchantColor: string
  readonly offerTitle: string | null
  readonly isLiked: boolean
}

/** Adds what a card shows: the shop, the offer, whether the asker likes it. */
export async function shown(work: Work, posts: readonly Post[]): Promise<readonly ShownPost[]> {
  const [merchants, offers, liked] = [
    await merchantsOf(work, [...new Set(posts.map(({ merchantId }) => merchantId))]),
    await offersOf(work, [...new Set(posts.flatMap(({ offerId }) => offerId ?? []))]),
    await likedBy(work, posts),
  ]
  return posts.map((post) => {
    const offer = post.offerId ? offers.get(post.offerId) : undefined
    // An offer that is not for everybody, or is over, is left out of sight.
    const isOpen = offer?.isPublic && offer.state === 'open' && offer.endsAt > work.now
    return {
      ...post,
      merchantName: merchants.get(post.merchantId)?.name ?? '',
      merchantColor: merchants.get(post.merchantId)?.color ?? '',
      offerId: isOpen ? post.offerId : null,
      offerTitle: isOpen ? offer.title : null,
      isLiked: liked.has(post.id),
    }
  })
}

const askerOf = (actor: Actor) => (actor.kind === 'person' ? actor.personId : null)

async function likedBy(work: Work, posts: readonly Post[]): Promise<ReadonlySet<Id<'post'>>> {
  const asker = askerOf(work.actor)
  const ids = posts.map(({ id }) => id)
  return asker === null || ids.length === 0 ? new Set() : likedAmong(work, asker, ids)
}

/** What is out at a place. @throws {Refused} `place.unknown` */
export async function placePosts(work: Work, placeId: Id<'place'>): Promise<readonly ShownPost[]> {
  const place = await placeOf(work, placeId)
  return shown(work, await postsAtPlace(work, place, AT_PLACE_MAX))
}

/** A post that is out. @throws {Refused} `post.unknown` (PO2) */
export async function outPost(work: Work, id: Id<'post'>): Promise<Post> {
  const post = await postById(work, id)
  if (!post || !isOut(post, work.now)) throw new Refused(postRefusals, 'post.unknown')
  return post
}

export type Timeline = Page<ShownPost & { readonly isNew: boolean }> & { readonly fresh: number }

/** The posts of the shops that the asker follows, and how many came since their last look (PO12). */
export async function myTimeline(work: Work, page: PageRequest): Promise<Timeline> {
  const personId = personOf(work.actor)
  const merchantIds = await shopsFollowed(work, personId)
  const mark = await markOf(work, personId)
  const { limit } = page
  const rows = await postsOfShops(work, merchantIds, keyIn(page.after), limit + 1)
  const { items, nextCursor } = pageOf(rows, limit, cursorOf)
  const since = mark ?? new Date(0)
  const fresh = await countSince(work, merchantIds, since, NEW_COUNTED_MAX)
  const posts = await shown(work, items)
  const isNew = ({ publishAt }: Post) => publishAt !== null && publishAt > since
  return { items: posts.map((post) => ({ ...post, isNew: isNew(post) })), nextCursor, fresh }
}

const cursorOf = ({ publishAt, id }: Post) => `${publishAt?.getTime() ?? 0}.${id}`

function keyIn(cursor: string | null): PostKey | null {
  const match = /^(\d{1,14})\.(.+)$/.exec(cursor ?? '')
  const id = parseId<'post'>(match?.[2] ?? '')
  return match && id ? { at: new Date(Number(match[1])), id } : null
}

/** Says that the asker has looked at their timeline just now. */
export async function markTimeline(work: Work): Promise<void> {
  await saveMark(work, personOf(work.actor), work.now)
}

/** Likes a post, or takes that back. @throws {Refused} `post.unknown` (PO5) */
export async function likePost(work: Work, id: Id<'post'>, isLiked: boolean): Promise<void> {
  await outPost(work, id)
  await setLike(work, id, personOf(work.actor), isLiked)
}

/** Counts that the asker saw posts (PO11). */
export async function seePosts(work: Work, ids: readonly Id<'post'>[]): Promise<void> {
  await addSeen(work, personOf(work.actor), [...new Set(ids)])
}
