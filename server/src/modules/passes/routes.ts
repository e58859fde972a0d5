/** Passes over HTTP, for whoever holds a coupon. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../kernel/actor.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { passRefusals } from './model.ts'
import { appleRoutes } from './routes/apple.ts'
import { applePassFile, contentOf, googleLink, passFor, type PassNeeds } from './service.ts'

const refusals = [accessRefusals, passRefusals]
const ofCoupon = z.object({ couponId: idOf('coupon') })
/** Signing costs milliseconds of the processor: no till or script needs more. */
const PASSES_PER_MINUTE = 30

export function passRoutes(http: Http, needs: PassNeeds): void {
  appleRoutes(http, needs)

  http.route({
    method: 'POST',
    url: '/v1/me/coupons/:couponId/pass',
    summary: 'Makes the pass of my coupon, and says how to put it into a wallet of the phone',
    tag: 'passes',
    access: 'person',
    status: 200,
    plain: true,
    params: ofCoupon,
    reply: z.object({
      passId: idOf('pass'),
      /** Where the pass file for Apple Wallet is. */
      appleUrl: z.string(),
      /** Leads to Google Wallet. */
      googleUrl: z.string(),
      /** True while the certificates are for tests: the wallets of real phones refuse them. */
      isAppleTest: z.boolean(),
      isGoogleTest: z.boolean(),
    }),
    refusals,
    rate: { perMinute: PASSES_PER_MINUTE },
    handle: async ({ actor, now, inWork, params: { couponId } }) => {
      const content = await inWork(actor, async (work) =>
        contentOf(work, await passFor(work, couponId), needs.origin()),
      )
      const [apple, google] = await Promise.all([needs.signers.apple(), needs.signers.google()])
      return {
        passId: content.id,
        appleUrl: `/v1/me/coupons/${couponId}/coupon.pkpass`,
        googleUrl: await googleLink(needs, content, now),
        isAppleTest: apple.isTest,
        isGoogleTest: google.isTest,
      }
    },
  })

  http.file({
    method: 'GET',
    url: '/v1/me/coupons/:couponId/coupon.pkpass',
    summary: 'The pass file of my coupon, for Apple Wallet',
    tag: 'passes',
    access: 'person',
    type: 'application/vnd.apple.pkpass',
    params: ofCoupon,
    refusals,
    rate: { perMinute: PASSES_PER_MINUTE },
    handle: async ({ actor, inWork, params: { couponId } }) => {
      const content = await inWork(actor, async (work) =>
        contentOf(work, await passFor(work, couponId), needs.origin()),
      )
      return { name: 'coupon.pkpass', body: await applePassFile(needs, content) }
    },
  })
}
