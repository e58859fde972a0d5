/** Reports, appeals, and who decides them: from the button below a comment to the operator's word. */
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { startingLine } from '../../../../testing/race.ts'
import { freshServer } from '../../../../testing/server.ts'
import { aWorld, type Who } from '../../../../testing/world.ts'
import { postInvariants } from '../service.ts'
import { report as reportIt } from './reviews.ts'

const server = await freshServer()
const world = await aWorld(server)
const { shop, owner, staff, otherOwner, shopper, bystander, operator } = world
const posts = `/v1/merchants/${shop.merchantId}/posts`
const comments = `/v1/merchants/${shop.merchantId}/post-comments`
const reviews = '/v1/operator/post-reviews'
const newId = () => server.platform.newId('thing')
const { db } = server.platform.database

beforeEach(async () => {
  await sql`truncate posts.post, posts.word cascade`.execute(db)
})

const as = async (
  who: Who | null,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  body?: object,
) => server.call(method, url, { as: who?.token ?? null, ...(body && { body }) })
const listed = async (who: Who | null, url: string) =>
  (await as(who, 'GET', url)).body.items as { id: string }[]
async function aPost(): Promise<string> {
  const { body } = await as(owner, 'POST', posts, { id: newId(), text: '딸기 케이크가 나왔어요' })
  return String(body.id)
}
/** A comment of the shopper below a new post. */
async function aComment(text = '비싸요'): Promise<{ postId: string; commentId: string }> {
  const postId = await aPost()
  const body = { id: newId(), text }
  const said = await as(shopper, 'POST', `/v1/posts/${postId}/comments`, body)
  return { postId, commentId: said.body.id }
}
const below = (postId: string, who: Who | null = null) =>
  listed(who, `/v1/posts/${postId}/comments`)
const report = (who: Who, id: string, ground = 'insult', text: string | null = null) =>
  as(who, 'POST', '/v1/me/post-reports', { kind: 'comment', id, ground, text })
const hide = (who: Who, id: string) =>
  as(who, 'PUT', `${comments}/${id}/hidden`, { reason: '가게와 상관없는 말이에요' })
const keep = (who: Who, id: string) =>
  as(who, 'POST', `${comments}/${id}/kept`, { reason: '손님의 생각이에요' })
const decide = (id: string | undefined, decision: 'hide' | 'keep', who: Who = operator) =>
  as(who, 'POST', `${reviews}/${id}/decision`, { decision, reason: '살펴본 까닭이에요' })
async function broken(): Promise<unknown[]> {
  const found = await Promise.all(postInvariants.map(({ query }) => sql.raw(query).execute(db)))
  return found.flatMap(({ rows }) => rows)
}

test('PO8, PO10: what is hidden bears a reason; its author appeals once, and the operator decides', async () => {
  const { postId, commentId } = await aComment()
  expect((await hide(otherOwner, commentId)).status).toBe(403)
  expect((await hide(staff, commentId)).status).toBe(200)
  expect(await below(postId)).toEqual([])
  const reason = '가게와 상관없는 말이에요'
  expect(await below(postId, shopper)).toMatchObject([
    { hiddenBy: 'shop', hiddenReason: reason, appeal: null },
  ])
  const appeal = `/v1/me/post-comments/${commentId}/appeal`
  const text = { text: '욕이 아니에요' }
  expect((await as(bystander, 'POST', appeal, text)).status).toBe(404)
  expect((await as(shopper, 'POST', appeal, text)).status).toBe(201)
  expect((await as(shopper, 'POST', appeal, text)).body.code).toBe('review.asked')
  expect(await below(postId, shopper)).toMatchObject([{ appeal: 'waits' }])
  expect(await listed(operator, reviews)).toEqual([])
  const [review] = await listed(operator, `${reviews}?show=appeal`)
  expect(review).toMatchObject({
    kind: 'appeal',
    aboutText: '비싸요',
    hiddenReason: reason,
    merchantName: '모퉁이 커피',
    texts: ['욕이 아니에요'],
    grounds: [],
  })
  expect((await decide(review?.id, 'keep', owner)).status).toBe(403)
  expect((await decide(review?.id, 'keep')).status).toBe(201)
  expect((await decide(review?.id, 'keep')).body.code).toBe('review.decided')
  expect(await below(postId)).toHaveLength(1)
  expect(await broken()).toEqual([])
})

test('PO15 what the market let stand, no shop hides again', async () => {
  const { postId, commentId } = await aComment()
  await hide(owner, commentId)
  await as(shopper, 'POST', `/v1/me/post-comments/${commentId}/appeal`, { text: '사실이에요' })
  const [review] = await listed(operator, `${reviews}?show=appeal`)
  await decide(review?.id, 'keep')
  expect((await hide(owner, commentId)).body.code).toBe('comment.kept-by-market')
  expect(await below(postId)).toMatchObject([{ id: commentId }])
})

test('PO9 report once; what the market hid, no shop brings back', async () => {
  const { postId, commentId } = await aComment('거짓말이에요')
  expect((await report(bystander, commentId)).status).toBe(201)
  expect((await report(bystander, commentId)).body.code).toBe('review.asked')
  expect((await report(otherOwner, commentId, 'untrue')).status).toBe(201)
  const ofPost = { kind: 'post', id: postId, ground: 'advertising' }
  // The oldest is listed first; of one moment, ids decide, and those are drawn by chance.
  server.at(new Date(server.start.getTime() + 1_000))
  expect((await as(bystander, 'POST', '/v1/me/post-reports', ofPost)).status).toBe(201)
  const [first, second] = await listed(operator, reviews)
  expect(first).toMatchObject({ commentId, people: 2, grounds: ['insult', 'untrue'], texts: [] })
  expect(second).toMatchObject({ postId, people: 1, grounds: ['advertising'] })
  await decide(first?.id, 'hide')
  // Both reports of the comment are decided with the one; that of the post still waits.
  expect(await listed(operator, reviews)).toMatchObject([{ postId }])
  expect((await as(staff, 'DELETE', `${comments}/${commentId}/hidden`)).body.code).toBe(
    'comment.hidden-by-market',
  )
  await decide(second?.id, 'hide')
  const shown = () => listed(null, `/v1/places/${shop.placeId}/posts`)
  expect(await shown()).toEqual([])
  expect(await listed(owner, posts)).toMatchObject([
    { hiddenReason: '살펴본 까닭이에요', appeal: null },
  ])
  const appeal = await as(owner, 'POST', `${posts}/${postId}/appeal`, { text: '사실이에요' })
  expect(appeal.status).toBe(201)
  expect(await listed(owner, posts)).toMatchObject([{ appeal: 'waits' }])
  const [again] = await listed(operator, `${reviews}?show=appeal`)
  await decide(again?.id, 'keep')
  expect(await shown()).toMatchObject([{ id: postId }])
})

test('PO14 a report says why; the shop hears how many and why, and never from whom', async () => {
  const { commentId } = await aComment()
  expect((await report(bystander, commentId, 'other')).body.code).toBe('review.no-words')
  const words = '제 전화번호가 적혀 있어요'
  expect((await report(bystander, commentId, 'other', words)).status).toBe(201)
  await report(otherOwner, commentId, 'insult')
  await report(operator, commentId, 'insult')
  const reported = await as(staff, 'GET', `${comments}?show=reported`)
  expect(reported.body.items).toMatchObject([
    {
      id: commentId,
      postText: '딸기 케이크가 나왔어요',
      reports: [
        { ground: 'insult', count: 2 },
        { ground: 'other', count: 1 },
      ],
    },
  ])
  const told = JSON.stringify(reported.body)
  for (const secret of [bystander.personId, otherOwner.personId, '지나가는', words]) {
    expect(told).not.toContain(secret)
  }
  expect((await as(otherOwner, 'GET', `${comments}?show=reported`)).status).toBe(403)
  // What is hidden is not there to be reported.
  await hide(staff, commentId)
  expect((await report(owner, commentId)).body.code).toBe('comment.unknown')
})

test('PO15 hidden by the shop it is decided for those who reported it; kept, the operator decides', async () => {
  const one = await aComment('별로예요')
  const other = await aComment('광고예요')
  await report(bystander, one.commentId)
  await report(bystander, other.commentId, 'advertising')
  expect(await listed(staff, `${comments}?show=reported`)).toHaveLength(2)
  expect((await keep(otherOwner, one.commentId)).status).toBe(403)
  expect((await keep(staff, one.commentId)).status).toBe(201)
  expect((await keep(staff, one.commentId)).body.code).toBe('comment.not-reported')
  await hide(staff, other.commentId)
  expect(await listed(staff, `${comments}?show=reported`)).toEqual([])
  const waiting = await listed(operator, reviews)
  expect(waiting).toMatchObject([{ commentId: one.commentId, keptReason: '손님의 생각이에요' }])
  // Reported once more, the shop looks once more.
  await report(otherOwner, one.commentId)
  expect(await listed(staff, `${comments}?show=reported`)).toMatchObject([{ id: one.commentId }])
  await decide(waiting[0]?.id, 'keep')
  expect(await listed(staff, `${comments}?show=reported`)).toEqual([])
  expect(await below(one.postId)).toHaveLength(1)
  expect(await broken()).toEqual([])
})

test('PO9 reports that come at the very same time are one for each person', async () => {
  const { commentId } = await aComment()
  const line = startingLine(8)
  const actorOf = ({ personId }: Who) =>
    ({
      kind: 'person',
      personId,
      sessionId: newId() as never,
      isOperator: false,
      memberships: [],
    }) as const
  const press = (who: Who) =>
    server.platform.inWork(actorOf(who), async (work) => {
      await line()
      await reportIt(
        work,
        { kind: 'comment', id: commentId as never },
        { ground: 'insult', text: null },
      )
    })
  const pressed = [1, 2, 3, 4].flatMap(() => [press(bystander), press(otherOwner)])
  const outcomes = await Promise.allSettled(pressed)
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
  expect(await listed(operator, reviews)).toMatchObject([{ people: 2 }])
})
