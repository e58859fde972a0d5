/** Phones that show coupons by themselves, for tests. */
import type { Actor } from '../../../../kernel/actor.ts'
import { assert } from '../../../../kernel/assert.ts'
import type { Id } from '../../../../kernel/id.ts'
import { stepAt } from '../../../../kernel/rotating-code.ts'
import { newPhoneKey, signedCodeText } from '../../../../kernel/signed-code.ts'
import { testId } from '../../../../kernel/testing.ts'
import type { InWork } from '../../../../platform/work.ts'
import { holder } from '../testing.ts'
import { certify } from './certificates.ts'

/** A phone with a fresh certificate of a coupon; it shows the square of any moment. */
export async function openPhone(
  inWork: InWork,
  couponId: Id<'coupon'> = testId('coupon'),
  as: Actor = holder,
) {
  const { privateKey, publicKey } = await newPhoneKey()
  const [certified] = await inWork(as, (work) => certify(work, [{ couponId, phoneKey: publicKey }]))
  assert(certified, 'a coupon that may be shown is certified')
  const { certificate, expiresAt } = certified
  return {
    certificate,
    expiresAt,
    show: (at: Date) => signedCodeText(certificate, stepAt(at), privateKey),
  }
}
