/** Outreach over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { nameShapes } from '../../platform/http/shapes.ts'
import { idOf, instant, listOf, listQuery, pageRequest, type Http } from '../../platform/http.ts'
import { isPushAddress, outreachRefusals, shownTitle, type InboxMessage } from './model.ts'
import { settingsOf } from './service/hearing.ts'
import {
  blockMerchant,
  blocksOfAsker,
  clickMessage,
  changeSettings,
  inboxMessage,
  inboxOf,
  isBlockedByAsker,
  readMessage,
  unblockMerchant,
} from './service/inbox.ts'
import { optOutToken } from './service/opt-out.ts'
import { muteMerchant, mutedByAsker, unmuteMerchant } from './service/mutes.ts'
import { subscribe, unsubscribe, type IsAllowedAddress } from './service/push.ts'

export type OutreachNeeds = {
  /** Signs the ways out. */
  readonly secret: string
  /** Stands in messages of merchants that have no contact of their own. */
  readonly contact: string
  /** By which browsers subscribe. */
  readonly pushKey: string
  /** Tests let a service on this machine in. */
  readonly isAllowedAddress?: IsAllowedAddress
}

const none = z.undefined()
const refusals = [outreachRefusals]
const message = z.object({
  id: idOf('message'),
  merchantId: idOf('merchant'),
  merchantName: z.string(),
  purpose: z.enum(['marketing', 'information']),
  /** Marketing begins with (광고). */
  title: z.string(),
  body: z.string(),
  link: z.string().nullable(),
  couponId: idOf('coupon').nullable(),
  campaignId: idOf('campaign').nullable(),
  decisionId: idOf('decision').nullable(),
  sentAt: instant,
  readAt: instant.nullable(),
  clickedAt: instant.nullable(),
  pictureId: idOf('picture').nullable(),
  /** A coupon of this offer can be taken from the message. */
  offerId: idOf('offer').nullable(),
  isAdvertisement: z.boolean(),
  /** Wakes nobody, and is not counted as unread. */
  isQuiet: z.boolean(),
  /** Who sent it, and how to reach them. */
  sender: z.object({ name: z.string(), contact: z.string() }),
  /** The free way out of marketing: opens without sign-in. */
  optOutPath: z.string().nullable(),
})

nameShapes({ InboxMessage: message })

/** Declares the routes of outreach. */
export function outreachRoutes(http: Http, needs: OutreachNeeds): void {
  inboxRoutes(http, needs)
  blockRoutes(http)
  muteRoutes(http)
  pushRoutes(http, needs)
  settingsRoutes(http)
}

function shown({ secret, contact }: OutreachNeeds, each: InboxMessage) {
  const { merchantName, merchantContact, personId, merchantId, ...rest } = each
  const isAdvertisement = each.purpose === 'marketing'
  const token = isAdvertisement ? optOutToken(secret, { personId, merchantId }) : null
  return {
    ...rest,
    merchantId,
    merchantName,
    title: shownTitle(each),
    isAdvertisement,
    sender: { name: merchantName, contact: merchantContact ?? contact },
    optOutPath: token && `/opt-out/${token}`,
  }
}

function inboxRoutes(http: Http, needs: OutreachNeeds): void {
  const personOnly = { tag: 'inbox', access: 'person' } as const
  const params = z.object({ messageId: idOf('message') })

  http.route({
    method: 'GET',
    url: '/v1/me/inbox',
    summary: 'My messages, newest first',
    ...personOnly,
    query: z.strictObject(listQuery),
    reply: listOf(message).extend({ unread: z.int() }),
    handle: async (work, { query }) => {
      const { items, nextCursor, unread } = await inboxOf(work, pageRequest(query))
      return { items: items.map((each) => shown(needs, each)), nextCursor, unread }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/me/inbox/:messageId',
    summary: 'One of my messages',
    ...personOnly,
    params,
    reply: message,
    refusals,
    handle: async (work, call) => shown(needs, await inboxMessage(work, call.params.messageId)),
  })

  http.route({
    method: 'POST',
    url: '/v1/me/inbox/:messageId/read',
    summary: 'Marks a message as read',
    ...personOnly,
    params,
    reply: message,
    status: 200,
    refusals,
    handle: async (work, call) => shown(needs, await readMessage(work, call.params.messageId)),
  })

  http.route({
    method: 'POST',
    url: '/v1/me/inbox/:messageId/click',
    summary: 'Notes that I follow where a message leads',
    ...personOnly,
    params,
    reply: message,
    status: 200,
    refusals,
    handle: async (work, call) => shown(needs, await clickMessage(work, call.params.messageId)),
  })
}

function blockListRoute(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/me/blocks',
    summary: 'The merchants whose marketing I blocked, the latest first',
    tag: 'inbox',
    access: 'person',
    reply: z.object({
      items: z.array(
        z.object({
          merchantId: idOf('merchant'),
          /** As in its latest message to me; null when there is none any more. */
          merchantName: z.string().nullable(),
          since: instant,
        }),
      ),
    }),
    handle: async (work) => ({ items: [...(await blocksOfAsker(work))] }),
  })
}

function blockRoutes(http: Http): void {
  blockListRoute(http)
  const personOnly = { tag: 'inbox', access: 'person' } as const
  const url = '/v1/me/blocks/:merchantId'
  const params = z.object({ merchantId: idOf('merchant') })
  const reply = z.object({ isBlocked: z.boolean() })

  http.route({
    method: 'GET',
    url,
    summary: 'Whether I blocked the marketing of a merchant',
    ...personOnly,
    params,
    reply,
    handle: async (work, call) => ({
      isBlocked: await isBlockedByAsker(work, call.params.merchantId),
    }),
  })

  http.route({
    method: 'PUT',
    url,
    summary: 'Blocks the marketing of a merchant',
    ...personOnly,
    params,
    reply,
    handle: async (work, call) => {
      await blockMerchant(work, call.params.merchantId)
      return { isBlocked: true }
    },
  })

  http.route({
    method: 'DELETE',
    url,
    summary: 'Lets the marketing of a merchant through again',
    ...personOnly,
    params,
    reply,
    handle: async (work, call) => {
      await unblockMerchant(work, call.params.merchantId)
      return { isBlocked: false }
    },
  })
}

function muteRoutes(http: Http): void {
  const muted = {
    tag: 'inbox',
    access: 'person',
    url: '/v1/me/mutes/:merchantId',
    params: z.object({ merchantId: idOf('merchant') }),
    reply: z.object({ isMuted: z.boolean() }),
  } as const

  http.route({
    method: 'GET',
    summary: 'Whether the messages of a merchant come without a sound',
    ...muted,
    handle: async (work, { params: { merchantId } }) => ({
      isMuted: (await mutedByAsker(work, [merchantId])).has(merchantId),
    }),
  })

  http.route({
    method: 'PUT',
    summary: 'Lets the messages of a merchant come without a sound',
    ...muted,
    handle: async (work, { params: { merchantId } }) => {
      await muteMerchant(work, merchantId)
      return { isMuted: true }
    },
  })

  http.route({
    method: 'DELETE',
    summary: 'Lets the messages of a merchant wake my devices again',
    ...muted,
    handle: async (work, { params: { merchantId } }) => {
      await unmuteMerchant(work, merchantId)
      return { isMuted: false }
    },
  })
}

function pushRoutes(http: Http, { pushKey, isAllowedAddress }: OutreachNeeds): void {
  const personOnly = { tag: 'push', access: 'person' } as const
  const url = '/v1/me/push-subscriptions'
  const endpoint = z.string().min(10).max(2_000)
  const base64url = (lettersMax: number) =>
    z
      .string()
      .max(lettersMax)
      .regex(/^[\w-]+={0,2}$/, 'not base64url')

  http.route({
    method: 'GET',
    url: '/v1/push-key',
    summary: 'The key that browsers subscribe to web push with',
    tag: 'push',
    access: 'anyone',
    plain: true,
    reply: z.object({ key: z.string() }),
    handle: () => ({ key: pushKey }),
  })

  http.route({
    method: 'PUT',
    url,
    summary: 'Has my messages brought to this device',
    ...personOnly,
    // As the browser gives it; its expiry is not needed, as a service says when a device is gone.
    body: z.strictObject({
      endpoint,
      expirationTime: z.number().nullable().optional(),
      keys: z.strictObject({ p256dh: base64url(200), auth: base64url(100) }),
    }),
    reply: z.object({ id: idOf('push-subscription') }),
    refusals,
    handle: async (work, { body }) => {
      const device = { endpoint: body.endpoint, ...body.keys }
      return { id: await subscribe(work, device, isAllowedAddress ?? isPushAddress) }
    },
  })

  http.route({
    method: 'DELETE',
    url,
    summary: 'Leaves this device in peace',
    ...personOnly,
    body: z.strictObject({ endpoint }),
    reply: none,
    status: 204,
    handle: async (work, { body }) => {
      await unsubscribe(work, body.endpoint)
      return undefined
    },
  })
}

function settingsRoutes(http: Http): void {
  const operatorOnly = { tag: 'operator', access: 'operator' } as const
  const url = '/v1/operator/outreach-settings'
  const minute = z.int().min(0).max(1_440)
  const cap = z.int().min(0).max(100)
  const settings = z.strictObject({
    marketingPerDayMax: cap,
    marketingPerWeekMax: z.int().min(0).max(700),
    marketingPerMerchantDayMax: cap,
    quietFromMinute: minute,
    quietUntilMinute: minute,
    timeZone: z
      .string()
      .max(60)
      .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'no such time zone'),
  })

  http.route({
    method: 'GET',
    url,
    summary: 'The caps and quiet hours of marketing',
    ...operatorOnly,
    reply: settings,
    handle: (work) => settingsOf(work),
  })

  http.route({
    method: 'PUT',
    url,
    summary: 'Changes the caps and quiet hours of marketing',
    ...operatorOnly,
    body: settings,
    reply: settings,
    handle: (work, { body }) => changeSettings(work, body),
  })
}
