/** Posts over HTTP, from the first word to the last decision. */
import { sql } from 'kysely'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { startingLine } from '../../../testing/race.ts'
import { freshServer } from '../../../testing/server.ts'
import { aWorld, type Who } from '../../../testing/world.ts'
import { postInvariants } from './service.ts'
import { likePost } from './service/reading.ts'
import { pinPost } from './service/writing.ts'

const server = await freshServer()
const world = await aWorld(server)
const { shop, otherShop, owner, staff, otherOwner, shopper, bystander, operator, offerId } = world
const posts = `/v1/merchants/${shop.merchantId}/posts`
const comments = `/v1/merchants/${shop.merchantId}/post-comments`
/** As much of what lists hold as is named here. */
type Item = { readonly id: string; readonly text: string; readonly editedAt: string | null }
const itemsOf = ({ body }: { readonly body: { items: Item[] } }) => body.items
const newId = () => server.platform.newId('thing')
const { db } = server.platform.database
beforeEach(async () => {
  server.at(server.start)
  await sql`truncate posts.post, posts.word, posts.mark cascade`.execute(db)
})

const as = async (
  who: Who | null,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: object,
) => server.call(method, url, { as: who?.token ?? null, ...(body && { body }) })
const write = async (change: object = {}, who: Who = owner) =>
  as(who, 'POST', posts, { id: newId(), text: '오늘 딸기 케이크가 나왔어요', ...change })
const at = async (placeId = shop.placeId, who: Who | null = null) =>
  itemsOf(await as(who, 'GET', `/v1/places/${placeId}/posts`))
const say = (postId: string, text: string, who: Who = shopper, id = newId()) =>
  as(who, 'POST', `/v1/posts/${postId}/comments`, { id, text })
const below = async (postId: string, who: Who | null = null) =>
  itemsOf(await as(who, 'GET', `/v1/posts/${postId}/comments`))
async function broken(): Promise<unknown[]> {
  const found = await Promise.all(postInvariants.map(({ query }) => sql.raw(query).execute(db)))
  return found.flatMap(({ rows }) => rows)
}

describe('a post', () => {
  test('PO1 is written by owners of the shop, and by nobody else', async () => {
    expect((await write({}, staff)).status).toBe(403)
    expect((await write({}, otherOwner)).status).toBe(403)
    expect((await write({ placeId: otherShop.placeId })).body.code).toBe('post.place-elsewhere')
    expect((await write({ text: ' ' })).body.code).toBe('post.empty')
    const { status, body } = await write({ offerId })
    expect(status).toBe(201)
    expect(await at()).toMatchObject([{ id: body.id, offerTitle: '아메리카노 1,000원 할인' }])
    const theirs = `/v1/merchants/${otherShop.merchantId}/posts/${body.id}`
    expect((await as(otherOwner, 'DELETE', theirs)).body.code).toBe('post.unknown')
    const again = await as(owner, 'POST', posts, { id: body.id, text: '다른 글' })
    expect(again.body).toMatchObject({ text: '오늘 딸기 케이크가 나왔어요' })
  })

  test('PO2 is seen from its time on, and told of once', async () => {
    const soon = new Date(server.start.getTime() + 3_600_000)
    const draft = (await write({ isDraft: true })).body.id
    const coming = (await write({ publishAt: soon.toISOString() })).body.id
    expect(await at()).toEqual([])
    expect((await as(shopper, 'GET', `/v1/posts/${draft}`)).status).toBe(404)
    const listed = async (show: string) => itemsOf(await as(staff, 'GET', `${posts}?show=${show}`))
    expect(await listed('draft')).toMatchObject([{ id: draft }])
    expect(await listed('coming')).toMatchObject([{ id: coming }])
    server.at(soon)
    await server.settle()
    await server.settle()
    expect(await at()).toMatchObject([{ id: coming }])
    const { rows } = await sql<{ data: object }>`
      select data from platform.fact where name = 'posts.post-published'
        and data ->> 'postId' = ${coming}`.execute(db)
    expect(rows).toHaveLength(1)
  })

  test('PO4 says that it was edited, and takes its pictures with it', async () => {
    const canvas = { width: 30, height: 30, channels: 3, background: '#fff' } as const
    const bytes = await sharp({ create: canvas }).png().toBuffer()
    const sent = await server.call('POST', `/v1/merchants/${shop.merchantId}/pictures`, {
      as: owner.token,
      body: bytes,
      headers: { 'content-type': 'image/png' },
    })
    const pictureId = sent.body.id
    const { id } = (await write({ pictureIds: [pictureId] })).body
    const change = { text: '다 팔렸어요', pictureIds: [pictureId] }
    await as(owner, 'PUT', `${posts}/${id}`, change)
    const [post] = await at()
    expect(post).toMatchObject({ text: '다 팔렸어요', pictureIds: [pictureId] })
    expect(post?.editedAt).not.toBe(null)
    const uses = async () =>
      (
        await sql<{
          uses: number
        }>`select uses from platform.picture where id = ${pictureId}`.execute(db)
      ).rows
    expect(await uses()).toEqual([{ uses: 1 }])
    await say(id, '아쉬워요')
    expect((await as(owner, 'DELETE', `${posts}/${id}`)).status).toBe(200)
    expect(await uses()).toEqual([{ uses: 0 }])
    expect(await at()).toEqual([])
  })

  test('PO13 has limits: pinned ones, and posts a day', async () => {
    const pin = async () => {
      const { id } = (await write()).body
      return (await as(owner, 'PUT', `${posts}/${id}/pin`)).status
    }
    expect([await pin(), await pin(), await pin(), await pin()]).toEqual([200, 200, 200, 409])
    for (let more = 4; more < 30; more += 1) await write()
    expect((await write()).body.code).toBe('post.too-many-today')
  })

  test('PO13 of many who pin at the same moment, as many come through as there is room', async () => {
    const ids = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async () => (await write()).body.id as string),
    )
    const open = startingLine(ids.length)
    const actor = {
      kind: 'person',
      personId: owner.personId,
      sessionId: newId() as never,
      isOperator: false,
      memberships: [{ merchantId: shop.merchantId, role: 'owner', placeIds: null }],
    } as const
    const pin = (postId: never) =>
      server.platform.inWork(actor, async (work) => {
        await open()
        await pinPost(work, { merchantId: shop.merchantId, postId }, true)
      })
    const results = await Promise.allSettled(ids.map((id) => pin(id as never)))
    const lost = results.flatMap((it) =>
      it.status === 'rejected' ? [(it.reason as { code: string }).code] : [],
    )
    expect(lost).toEqual(['post.too-many-pinned', 'post.too-many-pinned', 'post.too-many-pinned'])
  })
})

describe('people', () => {
  test('PO5 like a post once, also when they press twice at once', async () => {
    const { id } = (await write()).body
    const both = startingLine(2)
    const actor = {
      kind: 'person',
      personId: shopper.personId,
      sessionId: newId() as never,
      isOperator: false,
      memberships: [],
    } as const
    const press = () =>
      server.platform.inWork(actor, async (work) => {
        await both()
        await likePost(work, id, true)
      })
    await Promise.all([press(), press()])
    expect(await at(shop.placeId, shopper)).toMatchObject([{ likes: 1, isLiked: true }])
    expect(await at(shop.placeId, bystander)).toMatchObject([{ likes: 1, isLiked: false }])
    await as(shopper, 'DELETE', `/v1/me/post-likes/${id}`)
    await as(shopper, 'DELETE', `/v1/me/post-likes/${id}`)
    expect(await at()).toMatchObject([{ likes: 0 }])
    expect(await broken()).toEqual([])
  })

  test('PO6 comment once under an id, get an answer, and take their own back', async () => {
    const { id } = (await write()).body
    const commentId = newId()
    expect((await say(id, '내일도 있나요?', shopper, commentId)).status).toBe(201)
    expect((await say(id, '내일도 있나요?', shopper, commentId)).status).toBe(201)
    expect((await say(id, '다른 말', shopper, commentId)).body.code).toBe('comment.id-taken')
    expect((await say(id, '내일도 있나요?', bystander, commentId)).body.code).toBe(
      'comment.id-taken',
    )
    const answer = { text: '네, 열 시부터요' }
    expect((await as(staff, 'POST', `${comments}/${commentId}/answer`, answer)).status).toBe(201)
    expect((await as(staff, 'POST', `${comments}/${commentId}/answer`, answer)).body.code).toBe(
      'comment.answered',
    )
    expect(await below(id)).toMatchObject([
      { name: '손님', side: 'person', isMine: false },
      { name: '모퉁이 커피', side: 'shop', answersId: commentId },
    ])
    expect((await as(bystander, 'DELETE', `/v1/me/post-comments/${commentId}`)).status).toBe(404)
    await as(shopper, 'DELETE', `/v1/me/post-comments/${commentId}`)
    expect(await below(id)).toEqual([])
    expect(await broken()).toEqual([])
  })

  test('PO7 comments with a word of a list wait for the shop, and only their author sees them', async () => {
    const { id } = (await write()).body
    const words = { words: ['광고'] }
    await as(owner, 'PUT', `/v1/merchants/${shop.merchantId}/post-words`, words)
    await as(operator, 'PUT', '/v1/operator/post-words', { words: ['바보'] })
    const held = (await say(id, '광 고 합니다')).body.id
    await say(id, '바보')
    expect(await below(id, bystander)).toEqual([])
    expect(await below(id, shopper)).toMatchObject([{ hiddenBy: 'words' }, { hiddenBy: 'words' }])
    expect(itemsOf(await as(staff, 'GET', `${comments}?show=hidden`))).toHaveLength(2)
    await as(staff, 'DELETE', `${comments}/${held}/hidden`)
    expect(await below(id, bystander)).toMatchObject([{ id: held }])
    expect(await broken()).toEqual([])
  })

  test('PO11 are counted once in the reach, and no quota knows of it', async () => {
    const { id } = (await write()).body
    const coming = (await write({ publishAt: '2027-01-01T00:00:00Z' })).body.id
    const see = (who: Who) => as(who, 'POST', '/v1/me/posts-seen', { postIds: [id, id, coming] })
    await see(shopper)
    await see(shopper)
    await see(bystander)
    const [post] = itemsOf(await as(owner, 'GET', posts))
    expect(post).toMatchObject({ id, reach: 2 })
    expect((await sql`select from posts.seen where post_id = ${coming}`.execute(db)).rows).toEqual(
      [],
    )
    expect(await broken()).toEqual([])
  })

  test('PO12 follow shops in a timeline that knows what is new', async () => {
    const first = (await write({ text: '첫째' })).body.id
    const timeline = async (query = '') =>
      (await as(shopper, 'GET', `/v1/me/timeline${query}`)).body as {
        items: Item[]
        nextCursor: string
      }
    expect((await timeline()).items).toEqual([])
    await as(shopper, 'PUT', `/v1/me/friends/${shop.merchantId}`, { source: 'place-page' })
    expect(await timeline()).toMatchObject({ fresh: 1, items: [{ id: first, isNew: true }] })
    await as(shopper, 'PUT', '/v1/me/timeline/mark')
    server.at(new Date(server.start.getTime() + 60_000))
    const second = (await write({ text: '둘째' })).body.id
    expect(await timeline()).toMatchObject({
      fresh: 1,
      items: [
        { id: second, isNew: true },
        { id: first, isNew: false },
      ],
    })
    const page = await timeline('?limit=1')
    expect(page.items).toMatchObject([{ id: second }])
    expect((await timeline(`?limit=1&cursor=${page.nextCursor}`)).items).toMatchObject([
      { id: first },
    ])
  })
})
