/** What providers tell us over HTTP. */
import { z } from 'zod'
import { Refused } from '../../../kernel/refused.ts'
import type { Http } from '../../../platform/http.ts'
import { hmacSha256, isSameSecret } from '../../../platform/secrets.ts'
import { deliveryRefusals } from '../model/delivery.ts'
import type { DeliveryNeeds } from '../service/deliveries.ts'
import { applyReceipts, bounceReceipt, solapiReceipt } from '../service/receipts.ts'

/** The secret in the addresses that providers report to; it follows from the market's own. */
export function inboundToken(secret: string): string {
  return hmacSha256(secret, 'outreach.inbound').slice(0, 40)
}

const inbound = { tag: 'inbound', access: 'anyone' } as const
const token = z.string().regex(/^[\da-f]{40}$/)
const taken = z.object({ moved: z.int() })

/** @throws {Refused} `delivery.link-unknown` */
export function expectToken(secret: string, given: string): void {
  if (!isSameSecret(given, inboundToken(secret))) {
    throw new Refused(deliveryRefusals, 'delivery.link-unknown')
  }
}

const SOLAPI_REPORTS_MAX = 1_000
const solapiReport = z.object({
  messageId: z.string().max(100),
  statusCode: z.string().max(10),
  statusMessage: z.string().max(300).nullish(),
  type: z.string().max(30).nullish(),
  customFields: z.object({ deliveryId: z.string().max(40).optional() }).nullish(),
})

/** Declares the routes that providers call. */
export function inboundRoutes(http: Http, needs: DeliveryNeeds): void {
  const { secret } = needs
  http.route({
    method: 'POST',
    url: '/v1/inbound/:token/solapi',
    summary: 'Takes what SOLAPI reports of texts and Alimtalk',
    ...inbound,
    params: z.object({ token }),
    body: z.array(solapiReport).max(SOLAPI_REPORTS_MAX),
    reply: taken,
    status: 200,
    refusals: [deliveryRefusals],
    handle: async (work, { params, body }) => {
      expectToken(secret, params.token)
      const receipts = body.flatMap((each) => solapiReceipt(each) ?? [])
      return { moved: await applyReceipts(work, receipts, needs.ways.has('sms')) }
    },
  })
  http.route({
    method: 'POST',
    url: '/v1/inbound/:token/mail',
    summary: 'Takes a mail that came back, whole, as a mail server pipes it',
    ...inbound,
    params: z.object({ token }),
    textTypes: ['message/rfc822', 'text/plain'],
    body: z.string().max(1_000_000),
    reply: taken,
    status: 200,
    refusals: [deliveryRefusals],
    handle: async (work, { params, body }) => {
      expectToken(secret, params.token)
      const receipt = await bounceReceipt(secret, body)
      const hasTexts = needs.ways.has('sms')
      return { moved: receipt ? await applyReceipts(work, [receipt], hasTexts) : 0 }
    },
  })
}
