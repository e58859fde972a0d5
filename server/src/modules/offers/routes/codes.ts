/** Voucher codes over HTTP, from the side of whoever holds one; the shop's side is beside. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import { hmacSha256 } from '../../../platform/secrets.ts'
import { codeRefusals } from '../model/codes/refusals.ts'
import { TYPED_LENGTH_MAX } from '../model/codes/typed.ts'
import { offerRefusals } from '../model/refusals.ts'
import { claimWithCode } from '../service/codes/claim.ts'
import { myVouchers } from '../service/codes/publish.ts'
import { batchRoutes } from './codes/batches.ts'
import { myVoucher, myVoucherView } from './codes/shapes.ts'
import { voucherRoutes } from './codes/vouchers.ts'

const refusals = [accessRefusals, offerRefusals, codeRefusals]

export type CodeNeeds = {
  /** Hides the addresses that wrong codes come from. */
  readonly secret: string
  /** The address people reach this installation by. */
  readonly origin: () => string
}

export function codeRoutes(http: Http, needs: CodeNeeds): void {
  batchRoutes(http)
  voucherRoutes(http, needs.origin)
  holderRoutes(http, needs)
}

function holderRoutes(http: Http, { secret }: CodeNeeds): void {
  const hidden = (address: string) => hmacSha256(secret, `offers.address/${address}`)

  http.route({
    method: 'POST',
    url: '/v1/me/voucher-claims',
    summary: 'Exchanges a code that was typed or scanned for a coupon',
    tag: 'codes',
    access: 'person',
    status: 200,
    plain: true,
    body: z.strictObject({
      code: z.string().max(TYPED_LENGTH_MAX),
      couponId: idOf('coupon'),
    }),
    reply: z.object({
      couponId: idOf('coupon'),
      offerId: idOf('offer'),
      expiresAt: instant,
      /** False when this code had given me that coupon before. */
      isNew: z.boolean(),
    }),
    refusals,
    rate: { perMinute: 30 },
    handle: ({ actor, inWork, request, body: { code, couponId } }) => {
      const asker = { actor, addressHash: hidden(request.ip) }
      return claimWithCode(inWork, asker, { text: code, couponId })
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/me/vouchers',
    summary: 'Codes that were given to me and wait to be exchanged',
    tag: 'codes',
    access: 'person',
    reply: z.object({ items: z.array(myVoucher) }),
    refusals: [accessRefusals],
    handle: async (work) => ({ items: (await myVouchers(work)).map(myVoucherView) }),
  })
}
