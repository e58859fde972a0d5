/** Broadcasts over HTTP: shapes in, shapes out. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, instantIn, listOf, listQuery, type Http } from '../../../platform/http.ts'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { pictureRefusals } from '../../../platform/redraw.ts'
import { segments } from '../../loyalty/model/segments.ts'
import { outreachRefusals } from '../../outreach/model.ts'
import { deliveryRefusals, wayNames, type WayName } from '../../outreach/model/delivery.ts'
import { requireWays } from '../../outreach/service/way-terms.ts'
import { locales } from '../../people/model.ts'
import { placeRefusals } from '../../places/model.ts'
import {
  BODY_LETTERS_MAX,
  CONTROL_PERCENT,
  CONTROL_PERCENT_MAX,
  DAYS_MAX,
  everyFriend,
  LINK_LETTERS_MAX,
  PLACES_MAX,
  TAGS_MAX,
  TITLE_LETTERS_MAX,
  VISITS_MAX,
} from '../model/broadcast.ts'
import { sources } from '../model/friends.ts'
import { channelRefusals } from '../model/refusals.ts'
import { estimateReach, tryBroadcast } from '../service/audience.ts'
import {
  broadcastOf,
  broadcastsOf,
  cancelBroadcast,
  changeDraft,
  draftBroadcast,
  launchBroadcast,
  pauseBroadcast,
  resumeBroadcast,
} from '../service/broadcasts.ts'

const refusals = [
  accessRefusals,
  placeRefusals,
  channelRefusals,
  pictureRefusals,
  outreachRefusals,
  deliveryRefusals,
]
const ofMerchant = z.object({ merchantId: idOf('merchant') })
const ofBroadcast = ofMerchant.extend({ broadcastId: idOf('broadcast') })
const days = z.int().min(0).max(DAYS_MAX).nullable()

/** Who of the friends. */
export const audienceShape = z.strictObject({
  sources: z.array(z.enum(sources)).max(sources.length).default([]),
  friendDaysMin: days.default(null),
  friendDaysMax: days.default(null),
  segments: z.array(z.enum(segments)).max(segments.length).default([]),
  tags: z.array(z.string().min(1).max(30)).max(TAGS_MAX).default([]),
  redeemedDays: days.default(null),
  favouritesOnly: z.boolean().default(false),
  visitedDays: days.default(null),
  notVisitedDays: days.default(null),
  visitsMin: z.int().min(1).max(VISITS_MAX).nullable().default(null),
  visitPlaceIds: z.array(idOf('place')).max(PLACES_MAX).default([]),
  languages: z.array(z.enum(locales)).max(locales.length).default([]),
})
const audience = audienceShape
const content = z.strictObject({
  title: z.string().trim().min(1).max(TITLE_LETTERS_MAX),
  body: z.string().trim().min(1).max(BODY_LETTERS_MAX),
  pictureId: idOf('picture').nullable().default(null),
  offerId: idOf('offer').nullable().default(null),
  link: z.string().max(LINK_LETTERS_MAX).nullable().default(null),
  /** By which ways it goes, beside the inbox, to those who agreed to each. */
  ways: z.array(z.enum(wayNames)).max(wayNames.length).default([]),
})
const wall = z.strictObject({
  kind: z.literal('wall'),
  day: z.iso.date(),
  minuteOfDay: z.int().min(0).max(1_439),
})
const now = z.strictObject({ kind: z.literal('now') })
const draft = {
  content,
  audience: audience.default(() => ({
    ...everyFriend,
    sources: [],
    segments: [],
    tags: [],
    visitPlaceIds: [],
    languages: [],
  })),
  controlPercent: z.int().min(0).max(CONTROL_PERCENT_MAX).default(CONTROL_PERCENT),
  timing: z
    .discriminatedUnion('kind', [
      now,
      z.strictObject({ kind: z.literal('at'), at: instantIn }),
      wall,
    ])
    .default({ kind: 'now' }),
}
const broadcast = z.object({
  id: idOf('broadcast'),
  merchantId: idOf('merchant'),
  content,
  audience,
  controlPercent: z.int(),
  timing: z.discriminatedUnion('kind', [
    now,
    z.strictObject({ kind: z.literal('at'), at: instant }),
    wall,
  ]),
  state: z.enum(['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled']),
  createdAt: instant,
  launchedAt: instant.nullable(),
  startsAt: instant.nullable(),
  finishedAt: instant.nullable(),
  reach: z.int().nullable(),
  /** Of those it is meant for: how many were gone through, and how many of them got it. */
  done: z.int(),
  sent: z.int(),
  /** Narrowed, and meant for fewer than five: then `reach` says five. */
  isMeantForFew: z.boolean(),
  /** Narrowed, and fewer than five got it: then `sent` says five, and no report tells what they did. */
  isSentToFew: z.boolean(),
  /** What came of it person by person is exported by this; null for a draft. */
  mailingId: idOf('mailing').nullable(),
})
const reach = z.object({ people: z.int(), isFew: z.boolean() })

nameShapes({ Broadcast: broadcast })

const tag = 'channels'
const list = '/v1/merchants/:merchantId/broadcasts'
const one = '/v1/merchants/:merchantId/broadcasts/:broadcastId'

/** @param open the ways this market sends on, beside the inbox */
export function broadcastRoutes(http: Http, open: readonly WayName[]): void {
  estimateRoutes(http)
  writingRoutes(http, open)
  changingRoutes(http, open)
  movingRoutes(http)
}

function estimateRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/reach',
    summary: 'About how many friends an audience holds; small numbers are blurred',
    tag,
    access: 'merchant',
    status: 200,
    params: ofMerchant,
    body: z.strictObject({ audience }),
    reply: reach,
    refusals,
    rate: { perMinute: 120 },
    handle: (work, { params, body }) => estimateReach(work, params.merchantId, body.audience),
  })

  http.route({
    method: 'POST',
    url: '/v1/merchants/:merchantId/broadcast-trial',
    summary: 'What would become of a broadcast now, by outcome; nothing is sent',
    tag,
    access: 'merchant',
    status: 200,
    params: ofMerchant,
    body: z.strictObject({ audience: draft.audience, controlPercent: draft.controlPercent }),
    reply: z.object({
      /** Fewer than five: then no outcome is told. */
      isFew: z.boolean(),
      outcomes: z.array(reach.extend({ outcome: z.string() })),
      isWhole: z.boolean(),
    }),
    refusals,
    rate: { perMinute: 20 },
    handle: (work, { params, body }) => tryBroadcast(work, params.merchantId, body),
  })
}

function writingRoutes(http: Http, open: readonly WayName[]): void {
  http.route({
    method: 'GET',
    url: list,
    summary: "A shop's broadcasts, newest first",
    tag,
    access: 'merchant',
    params: ofMerchant,
    query: z.strictObject({ ...listQuery, cursor: idOf('broadcast').optional() }),
    reply: listOf(broadcast),
    refusals,
    handle: (work, { params, query: { limit, cursor } }) =>
      broadcastsOf(work, params.merchantId, { limit, after: cursor ?? null }),
  })

  http.route({
    method: 'POST',
    url: list,
    summary: 'Writes a broadcast down as a draft',
    tag,
    access: 'merchant',
    params: ofMerchant,
    body: z.strictObject({ id: idOf('broadcast'), ...draft }),
    reply: broadcast,
    refusals,
    handle: async (work, { params, body }) => {
      const kept = await draftBroadcast(work, params.merchantId, body)
      // After it: who may not write here learns nothing of the ways, and a refusal undoes all of it.
      await requireWays(work, open, body.content.ways)
      return kept
    },
  })

  http.route({
    method: 'GET',
    url: one,
    summary: 'A broadcast, and how far it is',
    tag,
    access: 'merchant',
    params: ofBroadcast,
    reply: broadcast,
    refusals,
    handle: (work, { params }) => broadcastOf(work, params.merchantId, params.broadcastId),
  })
}

function changingRoutes(http: Http, open: readonly WayName[]): void {
  http.route({
    method: 'PUT',
    url: one,
    summary: 'Changes a draft as a whole',
    tag,
    access: 'merchant',
    params: ofBroadcast,
    body: z.strictObject(draft),
    reply: broadcast,
    refusals,
    handle: async (work, { params, body }) => {
      const kept = await changeDraft(work, params.merchantId, params.broadcastId, body)
      await requireWays(work, open, body.content.ways)
      return kept
    },
  })

  http.route({
    method: 'DELETE',
    url: one,
    summary: 'Calls a broadcast off: nobody more gets it; a draft is deleted',
    tag,
    access: 'merchant',
    params: ofBroadcast,
    reply: z.object({ broadcast: broadcast.nullable() }),
    refusals,
    handle: async (work, { params }) => ({
      broadcast: await cancelBroadcast(work, params.merchantId, params.broadcastId),
    }),
  })
}

function movingRoutes(http: Http): void {
  const moving = {
    method: 'POST',
    tag,
    access: 'merchant',
    status: 200,
    params: ofBroadcast,
    reply: broadcast,
    refusals,
  } as const

  http.route({
    ...moving,
    url: `${one}/launch`,
    summary: 'Sets a draft going, now or at its time; takes from the plan',
    handle: (work, { params }) => launchBroadcast(work, params.merchantId, params.broadcastId),
  })

  http.route({
    ...moving,
    url: `${one}/pause`,
    summary: 'Holds a broadcast at the next step',
    handle: (work, { params }) => pauseBroadcast(work, params.merchantId, params.broadcastId),
  })

  http.route({
    ...moving,
    url: `${one}/resume`,
    summary: 'Lets a broadcast go on where it stood',
    handle: (work, { params }) => resumeBroadcast(work, params.merchantId, params.broadcastId),
  })
}
