/** Event pages over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../platform/http.ts'
import { sharedPage } from '../../platform/http/web-app.ts'
import { pictureRefusals } from '../../platform/redraw.ts'
import type { Work } from '../../platform/work.ts'
import { offersOf } from '../offers/service.ts'
import { ageRefusals } from '../people/model/age.ts'
import { merchantOf } from '../places/service.ts'
import { placeRefusals } from '../places/model.ts'
import { askedPoint } from '../places/service/asked-point.ts'
import { branchCount, branchesNear } from '../places/service/branches.ts'
import { numberRefusals, numberStandings } from '../people/model/number-uses.ts'
import { givesPrize, phaseOf, type EventPage, type PagePlan } from './model/page.ts'
import { pageRefusals } from './model/refusals.ts'
import { entry, eventPage, eventPlace, pageDraw, pageIn } from './routes/shapes.ts'
import { changePage, createPage, endPage, isOwn, openPage, pageOf, pagesAt } from './service.ts'
import { drawOf } from './service/drawing.ts'
import { takeEntryBack } from './service/taking-back.ts'
import { enterPage, myEntriesOn, myNumberOn, viewPage, views } from './service/entering.ts'

const tag = 'event pages'
const refusals = [accessRefusals, pageRefusals]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofPage = z.object({ pageId: idOf('page') })
const ofSlug = z.object({ slug: z.string().min(1).max(60) })

/** @param origin where the market is, for addresses that others read */
export function pageRoutes(http: Http, origin: () => string): void {
  ownerRoutes(http)
  stateRoutes(http)
  shopperRoutes(http)
  placeRoute(http)
  enterRoutes(http)
  sharedRoute(http, origin)
}

async function shown(work: Work, all: readonly EventPage[]) {
  const counts = await views(
    work,
    all.map(({ id }) => id),
  )
  return all.map(({ seed: _secret, skipped: _later, numbers: _drawn, ...page }) => ({
    ...page,
    code: isOwn(work, page.merchantId) ? page.code : null,
    phase: phaseOf(page, work.now),
    views: counts.get(page.id) ?? 0,
  }))
}

async function shownOne(work: Work, page: EventPage) {
  const [one] = await shown(work, [page])
  return one as NonNullable<typeof one>
}

type Given = Awaited<ReturnType<typeof enterPage>>
const entryShown = (it: Given) => ({ ...it, couponId: it.reward === 'given' ? it.id : null })

/** What an owner left to us: it begins now, and numbers count where there is something to win. */
const planFrom = (work: Work, plan: z.output<typeof pageIn>): PagePlan => ({
  ...plan,
  startsAt: plan.startsAt ?? work.now,
  needsNumber: plan.needsNumber ?? givesPrize(plan),
})

function ownerRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/merchants/:merchantId/pages',
    summary: 'The event pages of a shop: all for its people, those that come or go on for everyone',
    tag,
    access: 'anyone',
    params: ofMerchant,
    reply: z.object({ items: z.array(eventPage) }),
    handle: async (work, { params }) => ({
      items: await shown(work, await pagesAt(work, params.merchantId)),
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/pages',
    summary: 'Writes an event page, as a draft; its address is chosen here',
    tag,
    access: 'merchant',
    params: ofMerchant,
    body: pageIn.extend({
      id: idOf('page').optional(),
      slug: z.string().trim().max(60).optional().meta({
        description: 'A wish for the address; the title where none is said',
      }),
    }),
    reply: eventPage,
    refusals: [...refusals, placeRefusals, pictureRefusals],
    handle: async (work, { params: { merchantId }, body: { id, slug, ...plan } }) => {
      const key = { id: id ?? work.newId('page'), merchantId, wish: slug ?? plan.title }
      return shownOne(work, await createPage(work, key, planFrom(work, plan)))
    },
  })

  http.route({
    method: 'PUT',
    url: '/v1/pages/:pageId',
    summary: 'Writes a page anew; once it is open, only words, pictures and places change',
    tag,
    access: 'merchant',
    params: ofPage,
    body: pageIn,
    reply: eventPage,
    refusals: [...refusals, pictureRefusals],
    handle: async (work, { params: { pageId }, body }) =>
      shownOne(work, await changePage(work, pageId, planFrom(work, body))),
  })
}

function stateRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/pages/:pageId/open',
    summary: 'Opens a draft, and publishes the hash of the seed of its draw',
    tag,
    access: 'merchant',
    status: 200,
    params: ofPage,
    reply: eventPage,
    refusals,
    handle: async (work, { params }) => shownOne(work, await openPage(work, params.pageId)),
  })

  http.route({
    method: 'POST',
    url: '/v1/pages/:pageId/end',
    summary: 'Ends an event; winners are drawn within a minute',
    tag,
    access: 'merchant',
    status: 200,
    params: ofPage,
    reply: eventPage,
    refusals,
    handle: async (work, { params }) => shownOne(work, await endPage(work, params.pageId)),
  })
}

function shopperRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/pages/:slug',
    summary: 'An event page by its address, with its draw, and what I have entered',
    tag,
    access: 'anyone',
    params: ofSlug,
    reply: z.object({
      page: eventPage,
      merchantName: z.string(),
      rewardTitle: z.string().nullable(),
      /** The clock of the server, for counting down. */
      now: instant,
      draw: pageDraw.nullable(),
      mine: z.object({ entries: z.array(entry), hasTurn: z.boolean() }).nullable(),
      /** Null where numbers do not count, and for nobody. */
      myNumber: z.enum(numberStandings).nullable(),
    }),
    refusals,
    handle: async (work, { params: { slug } }) => {
      const page = await pageOf(work, slug)
      const { rewardOfferId: offerId } = page
      const offers = offerId === null ? null : await offersOf(work, [offerId])
      const mine = await myEntriesOn(work, page)
      return {
        page: await shownOne(work, page),
        merchantName: (await merchantOf(work, page.merchantId)).name,
        rewardTitle: (offerId && offers?.get(offerId)?.title) ?? null,
        now: work.now,
        draw: await drawOf(work, page),
        mine: mine && { ...mine, entries: mine.entries.map(entryShown) },
        myNumber: await myNumberOn(work, page),
      }
    },
  })
}

function placeRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/pages/:slug/places',
    summary: 'The shops where an event holds: the nearest first for who says where they stand',
    tag,
    access: 'anyone',
    params: ofSlug,
    query: z.strictObject({
      ...listQuery,
      cursor: idOf('place').optional(),
      lng: z.coerce.number().min(-180).max(180).optional(),
      lat: z.coerce.number().min(-90).max(90).optional(),
    }),
    reply: listOf(eventPlace).extend({ total: z.int() }),
    refusals: [...refusals, placeRefusals],
    handle: async (work, { params: { slug }, query }) => {
      const asked = await pageOf(work, slug)
      const from = askedPoint(query)
      const shops = await branchesNear(work, { ...asked, from }, pageRequest(query))
      return { ...shops, total: await branchCount(work, asked) }
    },
  })
}

function enterRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/pages/:slug/entries',
    summary: 'Enters an event: once, or once a day',
    tag,
    access: 'person',
    params: ofSlug,
    body: z.strictObject({ entryId: idOf('coupon'), code: z.string().max(60).optional() }),
    reply: entry,
    refusals: [...refusals, ageRefusals, numberRefusals],
    rate: { perMinute: 20 },
    handle: async (work, { params, body: { entryId, code } }) =>
      entryShown(await enterPage(work, { ...params, entryId, code: code ?? null })),
  })

  http.route({
    method: 'DELETE',
    url: '/v1/pages/:slug/entries/:entryId',
    summary: 'Takes my entry back, while the event goes on; one that is gone already stays gone',
    tag,
    access: 'person',
    status: 204,
    params: ofSlug.extend({ entryId: idOf('coupon') }),
    reply: z.undefined(),
    refusals,
    rate: { perMinute: 20 },
    handle: (work, { params }) => takeEntryBack(work, params),
  })

  http.route({
    method: 'POST',
    url: '/v1/pages/:slug/views',
    summary: 'Says that a page was opened; who did is not kept',
    tag,
    access: 'anyone',
    status: 204,
    params: ofSlug,
    reply: z.undefined(),
    refusals,
    rate: { perMinute: 30 },
    handle: (work, { params }) => viewPage(work, params.slug),
  })
}

/** What a page shows where its address is passed on (EV10); people get the web app with it. */
function sharedRoute({ app, inWork }: Http, origin: () => string): void {
  app.get('/e/:slug', { schema: { hide: true } }, async (request, reply) => {
    const { slug } = request.params as { slug: string }
    const page = await inWork(request.actor, (work) => pageOf(work, slug)).catch(() => null)
    const picture = page?.coverPictureId
    const html = await sharedPage(
      page && {
        title: page.title,
        summary: page.summary,
        url: `${origin()}/e/${encodeURIComponent(page.slug)}`,
        picture: picture ? `${origin()}/v1/pictures/${picture}` : null,
      },
    )
    return reply
      .code(page ? 200 : 404)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(html)
  })
}
