/** What a phone needs to show coupons by itself, over HTTP. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { base64Url, bytesOfBase64Url, KEY_BYTES } from '../../../kernel/signed-code.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import { certify, WANTED_MAX } from '../service/offline/certificates.ts'

const KEY_LETTERS = Math.ceil((KEY_BYTES * 4) / 3)
/** A public key on P-256: x and y, in base 64 for addresses. */
const publicKey = z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${KEY_LETTERS - 1}}[AQgw]$`))

export function certificateRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/me/coupon-certificates',
    summary: 'Signs for a phone that it may show coupons by itself, for a day at most',
    tag: 'wallet',
    access: 'person',
    status: 200,
    body: z.strictObject({
      coupons: z
        .array(z.strictObject({ couponId: idOf('coupon'), publicKey }))
        .min(1)
        .max(WANTED_MAX),
    }),
    reply: z.object({
      /** By this clock the steps are counted; a phone that shows codes offline keeps the difference. */
      now: instant,
      /** Coupons that are used, gone or unknown are left out. */
      items: z.array(
        z.object({ couponId: idOf('coupon'), certificate: z.string(), expiresAt: instant }),
      ),
    }),
    refusals: [accessRefusals],
    handle: async (work, { body }) => {
      const wanted = body.coupons.map(({ couponId, publicKey: key }) => {
        return { couponId, phoneKey: bytesOfBase64Url(key) }
      })
      const items = await certify(work, wanted)
      return {
        now: work.now,
        items: items.map((it) => ({ ...it, certificate: base64Url(it.certificate) })),
      }
    },
  })
}
