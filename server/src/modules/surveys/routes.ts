/** Surveys over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, instant, type Http } from '../../platform/http.ts'
import type { Work } from '../../platform/work.ts'
import { offersOf } from '../offers/service.ts'
import { placeRefusals } from '../places/model.ts'
import { numberRefusals, numberStandings } from '../people/model/number-uses.ts'
import { surveyRefusals } from './model/refusals.ts'
import { QUESTIONS_MAX, type Survey, type SurveyPlan } from './model/survey.ts'
import {
  answerIn,
  questionIn,
  rowOf,
  survey,
  surveyCell,
  surveyIn,
  surveyRow,
  surveyShown,
} from './routes/shapes.ts'
import {
  changeSurvey,
  createSurvey,
  endSurvey,
  linkKeyOf,
  openSurvey,
  surveyOf,
  surveysAt,
} from './service.ts'
import { answerSurvey, myAnswerTo, myNumberIn } from './service/answering.ts'
import { crossedOf, resultsCsv, resultsOf } from './service/results.ts'

const tag = 'surveys'
const refusals = [accessRefusals, surveyRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofSurvey = z.object({ surveyId: idOf('survey') })
const linkKey = z.string().max(40)

export function surveyRoutes(http: Http): void {
  ownerRoutes(http)
  planRoute(http)
  stateRoutes(http)
  answerRoutes(http)
  resultRoutes(http)
  fileRoute(http)
}

async function shown(work: Work, it: Survey) {
  const { rewardOfferId: id } = it
  const title = id === null ? null : ((await offersOf(work, [id])).get(id)?.title ?? null)
  return surveyShown(it, title, work.now)
}

/** What an owner left to us: it begins now, and numbers count where there is a reward (SU12). */
const planFrom = (work: Work, plan: z.output<typeof surveyIn>): SurveyPlan => ({
  ...plan,
  startsAt: plan.startsAt ?? work.now,
  needsNumber: plan.needsNumber ?? plan.rewardOfferId !== null,
})

function ownerRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/surveys',
    summary: 'The surveys of a shop: all for its people, those that are out for everyone',
    tag,
    access: 'anyone',
    params: ofMerchant,
    reply: z.object({ items: z.array(surveyRow) }),
    handle: async (work, { params }) => ({
      items: (await surveysAt(work, params.merchantId)).map((it) => rowOf(it, work.now)),
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/surveys',
    summary: 'Writes a survey, as a draft',
    tag,
    access: 'merchant',
    params: ofMerchant,
    body: surveyIn.extend({ id: idOf('survey').optional() }),
    reply: survey,
    refusals: [...refusals, placeRefusals],
    handle: async (work, { params: { merchantId }, body: { id, ...plan } }) => {
      const key = { id: id ?? work.newId('survey'), merchantId }
      return shown(work, await createSurvey(work, key, planFrom(work, plan)))
    },
  })

  http.route({
    method: 'PUT',
    url: '/v1/surveys/:surveyId',
    summary: 'Writes a draft anew',
    tag,
    access: 'merchant',
    params: ofSurvey,
    body: surveyIn,
    reply: survey,
    refusals,
    handle: async (work, { params: { surveyId }, body }) =>
      shown(work, await changeSurvey(work, surveyId, planFrom(work, body))),
  })
}

function planRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/surveys/:surveyId/plan',
    summary: 'A survey as its owner wrote it, with the key of its link',
    tag,
    access: 'merchant',
    params: ofSurvey,
    reply: z.object({ survey, questions: z.array(questionIn), linkKey: z.string() }),
    refusals,
    handle: async (work, { params: { surveyId } }) => {
      const { survey: it } = await resultsOf(work, surveyId, 0)
      const questions = [...it.questions] as z.input<typeof questionIn>[]
      return { survey: await shown(work, it), questions, linkKey: linkKeyOf(work, surveyId) }
    },
  })
}

function stateRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/surveys/:surveyId/open',
    summary: 'Opens a draft: its questions are fixed from then on',
    tag,
    access: 'merchant',
    status: 200,
    params: ofSurvey,
    reply: survey,
    refusals,
    handle: async (work, { params }) => shown(work, await openSurvey(work, params.surveyId)),
  })

  http.route({
    method: 'POST',
    url: '/v1/surveys/:surveyId/end',
    summary: 'Ends a survey: no more answers',
    tag,
    access: 'merchant',
    status: 200,
    params: ofSurvey,
    reply: survey,
    refusals,
    handle: async (work, { params }) => shown(work, await endSurvey(work, params.surveyId)),
  })
}

const reward = {
  couponId: z.uuid().nullable(),
  /** `waits`: the coupon comes as soon as its offer gives it again. */
  reward: z.enum(['none', 'given', 'waits']),
}

function answerRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/surveys/:surveyId',
    summary: 'A survey, and what came of my answer; null where I have not answered',
    tag,
    access: 'anyone',
    params: ofSurvey,
    query: z.strictObject({ key: linkKey.optional() }),
    reply: z.object({
      survey,
      mine: z.object({ ...reward, at: instant }).nullable(),
      /** Null where numbers do not count, and for nobody. */
      myNumber: z.enum(numberStandings).nullable(),
    }),
    refusals,
    handle: async (work, { params: { surveyId }, query }) => {
      const it = await surveyOf(work, surveyId, query.key ?? null)
      const mine = await myAnswerTo(work, surveyId)
      return { survey: await shown(work, it), mine, myNumber: await myNumberIn(work, it) }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/surveys/:surveyId/answers',
    summary: 'Answers a survey, once; the coupon that is promised comes at the same moment',
    tag,
    access: 'person',
    params: ofSurvey,
    body: z.strictObject({
      participationId: idOf('coupon'),
      key: linkKey.optional(),
      answers: z.array(answerIn).max(QUESTIONS_MAX),
    }),
    reply: z.object(reward),
    refusals: [...refusals, numberRefusals],
    rate: { perMinute: 30 },
    handle: (work, { params, body: { participationId, key, answers } }) =>
      answerSurvey(work, { ...params, participationId, linkKey: key ?? null, answers }),
  })
}

const side = z
  .union([z.literal('segment'), z.coerce.number().int().min(0).max(QUESTIONS_MAX)])
  .meta({ description: 'The number of a question, counted from 0, or `segment`' })

function resultRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/surveys/:surveyId/results',
    summary: 'How many gave each answer; few are hidden',
    tag,
    access: 'merchant',
    params: ofSurvey,
    reply: z.object({
      answered: z.int(),
      counted: z.int(),
      results: z.array(
        z.object({ cells: z.array(surveyCell).nullable(), texts: z.array(z.string()) }),
      ),
      segments: z.array(surveyCell),
    }),
    refusals,
    handle: async (work, { params }) => {
      const { survey: it, counted, results, segments } = await resultsOf(work, params.surveyId)
      return {
        answered: it.answered,
        counted,
        results: results.map(({ cells, texts }) => ({ cells, texts })),
        segments,
      }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/surveys/:surveyId/table',
    summary: 'Two questions crossed; few are hidden, and so is what would tell them',
    tag,
    access: 'merchant',
    params: ofSurvey,
    query: z.strictObject({ row: side, column: side }),
    reply: z.object({
      counted: z.int(),
      rows: z.array(surveyCell),
      columns: z.array(surveyCell),
      figures: z.array(z.array(z.int().nullable())),
    }),
    refusals,
    rate: { perMinute: 120 },
    handle: (work, { params, query }) => crossedOf(work, params.surveyId, query),
  })
}

function fileRoute(http: Http): void {
  http.file({
    method: 'GET',
    url: '/v1/surveys/:surveyId/results.csv',
    summary: 'The results as a table for a spreadsheet',
    tag,
    access: 'merchant',
    params: ofSurvey,
    type: 'text/csv; charset=utf-8',
    refusals,
    rate: { perMinute: 20 },
    handle: async ({ actor, inWork, params }) => ({
      name: 'survey.csv',
      body: await inWork(actor, (work) => resultsCsv(work, params.surveyId)),
    }),
  })
}
