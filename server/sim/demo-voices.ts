/** What the demo's café and its people say: posts and comments, a talk, and a survey that runs. */
import type { Id } from '../src/kernel/id.ts'
import { DAY_MS } from '../src/kernel/time.ts'
import { answerComment, writeComment } from '../src/modules/posts/service/comments.ts'
import { likePost, seePosts } from '../src/modules/posts/service/reading.ts'
import { writePost } from '../src/modules/posts/service/writing.ts'
import type { Question } from '../src/modules/surveys/model/survey.ts'
import { createSurvey, openSurvey } from '../src/modules/surveys/service.ts'
import { answerSurvey } from '../src/modules/surveys/service/answering.ts'
import { markAtShop, markMine } from '../src/modules/talk/service/looking.ts'
import { openTalk, writeToShop } from '../src/modules/talk/service/mine.ts'
import { answer } from '../src/modules/talk/service/shop.ts'
import { actorOf, inTurns, type Town } from './demo-rounds.ts'
import { demoActor, demoId } from './demo-town.ts'

const coffee = demoId('merchant', '골목커피')
const mangwon = demoId('place', '골목커피 망원점')

type DemoPost = {
  readonly daysAgo: number
  readonly text: string
  readonly placeId: Id<'place'> | null
  readonly offerId: Id<'offer'> | null
  readonly comment: string | null
  readonly answer: string | null
}
const posts: readonly DemoPost[] = [
  {
    daysAgo: 18,
    text: '새 원두가 들어왔어요. 이번에는 에티오피아 예가체프예요. 꽃향기가 나고 산미가 가벼워서, 드립으로 드시면 가장 좋아요.',
    placeId: null,
    offerId: null,
    comment: '향이 정말 좋아요. 원두만 살 수도 있나요?',
    answer: '네, 200g씩 담아 드려요. 계산하실 때 말씀해 주세요.',
  },
  {
    daysAgo: 10,
    text: '망원점 창가 자리를 넓혔어요. 콘센트도 네 개 더 달았으니 편하게 쉬다 가세요.',
    placeId: mangwon,
    offerId: null,
    comment: '창가 자리 기다렸어요! 주말에 갈게요.',
    answer: null,
  },
  {
    daysAgo: 5,
    text: '디저트를 함께 드시면 20% 빼 드려요. 쿠폰은 여기에서 바로 받으실 수 있어요.',
    placeId: null,
    offerId: demoId('offer', '디저트까지 20% 할인'),
    comment: null,
    answer: null,
  },
]
/** One of so many friends sees a post, and one of so many of them likes it. */
const SEE_EVERY = 3
const LIKE_EVERY = 2

const TALK_DAYS_AGO = 4
const SURVEY_DAYS_AGO = 6
const SURVEY_DAYS = 30
const ANSWERS_DAYS_AGO = 5
/** One of so many friends answers. */
const ANSWER_EVERY = 2
const surveyTitle = '골목커피, 어떠셨어요?'
const questions: readonly Question[] = [
  {
    kind: 'one',
    text: '얼마나 자주 들르세요?',
    isRequired: true,
    choices: ['거의 매일', '일주일에 한두 번', '가끔'],
    skips: [],
  },
  {
    kind: 'scale',
    text: '커피 맛은 어떠셨어요?',
    isRequired: true,
    from: 1,
    to: 5,
    fromWord: '아쉬워요',
    toWord: '아주 좋아요',
    skips: [],
  },
  { kind: 'text', text: '바라는 점이 있으면 적어 주세요.', isRequired: false },
]
const wishes = [
  '디카페인도 있으면 좋겠어요',
  '일요일 아침에 조금 더 일찍 열어 주세요',
  '지금이 딱 좋아요',
]

export type DemoVoices = {
  morning(daysAgo: number): Promise<void>
  /** @param friends of that evening, always in the same order */
  evening(daysAgo: number, friends: readonly Id<'person'>[]): Promise<void>
}

/** What is said day by day. */
export function openDemoVoices(town: Town): DemoVoices {
  return {
    async morning(daysAgo) {
      for (const post of posts.filter((it) => it.daysAgo === daysAgo)) await publish(town, post)
      if (daysAgo === SURVEY_DAYS_AGO) await ask(town)
      if (daysAgo === TALK_DAYS_AGO) await talk(town)
    },
    async evening(daysAgo, friends) {
      for (const post of posts.filter((it) => it.daysAgo === daysAgo)) {
        await readPost(town, post, friends)
      }
      if (daysAgo !== ANSWERS_DAYS_AGO) return
      const answering = friends.filter((_, at) => at % ANSWER_EVERY === 0)
      await inTurns([...answering.entries()], ([at, personId]) => answerAsked(town, personId, at))
    },
  }
}

const postId = ({ text }: DemoPost) => demoId('post', text)

async function publish({ platform }: Town, post: DemoPost): Promise<void> {
  const { text, placeId, offerId } = post
  await platform.inWork(demoActor('owner'), (work) =>
    writePost(work, coffee, {
      id: postId(post),
      text,
      placeId,
      offerId,
      pictureIds: [],
      publishAt: work.now,
    }),
  )
}

async function readPost(
  { platform }: Town,
  post: DemoPost,
  friends: readonly Id<'person'>[],
): Promise<void> {
  const id = postId(post)
  const commentId = demoId('post-comment', post.text)
  const readers = friends.filter((_, at) => at % SEE_EVERY === 0)
  await inTurns([...readers.entries()], ([at, personId]) =>
    platform.inWork(actorOf(personId), async (work) => {
      await seePosts(work, [id])
      if (at % LIKE_EVERY === 0) await likePost(work, id, true)
      if (at === 0 && post.comment) {
        await writeComment(work, id, { id: commentId, text: post.comment })
      }
    }),
  )
  const { answer: words } = post
  if (words === null) return
  await platform.inWork(demoActor('owner'), (work) =>
    answerComment(work, { merchantId: coffee, commentId }, words),
  )
}

/** The shopper asks, staff answer, and the shopper reads it. */
async function talk({ platform: { inWork } }: Town): Promise<void> {
  const id = (word: string) => demoId('talk-message', word)
  const text = (words: string) => ({ kind: 'text', text: words }) as const
  const shopper = demoActor('shopper')
  const { id: talkId } = await inWork(shopper, async (work) => {
    const opened = await openTalk(work, { merchantId: coffee, placeId: mangwon })
    await writeToShop(work, opened.id, {
      id: id('question'),
      content: text('노트북으로 일하기 좋은 자리가 있나요? 콘센트가 있으면 좋겠어요.'),
    })
    return opened
  })
  const key = { merchantId: coffee, talkId }
  const { number } = await inWork(demoActor('staff'), async (work) => {
    await markAtShop(work, key, 1)
    const words = '네, 창가에 네 자리가 있어요. 점심때만 피하시면 편하게 쓰실 수 있어요.'
    return answer(work, key, { id: id('answer'), content: text(words) })
  })
  await inWork(shopper, (work) => markMine(work, talkId, number))
}

const surveyId = demoId('survey', surveyTitle)

async function ask({ platform }: Town): Promise<void> {
  await platform.inWork(demoActor('owner'), async (work) => {
    await createSurvey(
      work,
      { id: surveyId, merchantId: coffee },
      {
        title: surveyTitle,
        intro: '세 가지만 여쭤볼게요. 30초면 돼요.',
        questions,
        audience: 'friends',
        needsNumber: false,
        startsAt: work.now,
        endsAt: new Date(work.now.getTime() + SURVEY_DAYS * DAY_MS),
        rewardOfferId: null,
      },
    )
    await openSurvey(work, surveyId)
  })
}

async function answerAsked({ platform }: Town, personId: Id<'person'>, at: number): Promise<void> {
  const often = [1, 1, 0, 2, 1, 2][at % 6] ?? 1
  const taste = [5, 4, 5, 3, 4, 5, 4][at % 7] ?? 4
  const words = at % 4 === 0 ? (wishes[(at / 4) % wishes.length] ?? null) : null
  await platform.inWork(actorOf(personId), (work) =>
    answerSurvey(work, {
      surveyId,
      participationId: demoId('coupon', `${surveyTitle} ${personId}`),
      linkKey: null,
      answers: [[often], [taste], words],
    }),
  )
}
