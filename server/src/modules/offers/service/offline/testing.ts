/** Phones that show coupons by themselves, and tills that accept them, for tests. */
import type { Actor } from '../../../../kernel/actor.ts'
import { assert } from '../../../../kernel/assert.ts'
import type { Id } from '../../../../kernel/id.ts'
import { stepAt } from '../../../../kernel/rotating-code.ts'
import { newPhoneKey, signedCodeText } from '../../../../kernel/signed-code.ts'
import { aPerson, testId } from '../../../../kernel/testing.ts'
import type { InWork } from '../../../../platform/work.ts'
import { startingLine } from '../../../../../testing/race.ts'
import { aGrant } from '../../testing.ts'
import { holder, noon, placeId, staff, type openStreet } from '../testing.ts'
import { takeAcceptances, type Sent } from './acceptances.ts'
import { certify } from './certificates.ts'
import { fetchList } from './lists.ts'

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

/** So many minutes after noon. */
export const minutes = (count: number) => new Date(noon.getTime() + count * 60_000)
export const tillId = (number = 1) => testId<'offline-till'>('offline-till', number)

/** Tills of a street that fetch lists and send what they accepted. */
export function openTills({ inWork, grant }: Awaited<ReturnType<typeof openStreet>>) {
  const fetch = (number = 1, as: Actor = staff) =>
    inWork(as, (work) =>
      fetchList(work, { placeId, tillId: tillId(number), label: `${number}번`, knownDigest: null }),
    )
  const send = (sent: readonly Sent[], number = 1, as: Actor = staff) =>
    takeAcceptances(inWork, as, { placeId, tillId: tillId(number) }, sent)

  /** Several tills send at once: all have begun their first work before any goes on. */
  async function sendTogether(lanes: readonly { sent: readonly Sent[]; number: number }[]) {
    const allAreOpen = startingLine(lanes.length)
    const outcomes = lanes.map(async ({ sent, number }) => {
      let isFirst = true
      const lined: typeof inWork = (actor, body) =>
        inWork(actor, async (work) => {
          if (isFirst) {
            isFirst = false
            await allAreOpen()
          }
          return body(work)
        })
      return takeAcceptances(lined, staff, { placeId, tillId: tillId(number) }, sent)
    })
    return Promise.all(outcomes)
  }
  /** A bill of 20,000 on which the first coupon takes 2,000 off, accepted some minutes after noon. */
  async function accepted(
    change: Partial<Sent> = {},
    coupon = 1,
    as: Actor = holder,
  ): Promise<Sent> {
    const { acceptedAt = minutes(10) } = change
    const phone = await openPhone(inWork, testId('coupon', coupon), as)
    const amounts = { billMinor: 20_000, discountMinor: 2_000, extrasMinor: 0 }
    const code = await phone.show(acceptedAt)
    const id = testId<'acceptance'>('acceptance', coupon)
    return { id, code, ...amounts, acceptedAt, undoneAt: null, ...change }
  }

  /** So many people with a coupon each, who all showed it at noon and ten minutes. */
  async function crowd(count: number): Promise<readonly Sent[]> {
    const all: Sent[] = []
    for (let number = 1; number <= count; number += 1) {
      await grant(aGrant({ number }))
      all.push(await accepted({}, number, aPerson({ number })))
    }
    return all
  }

  return { fetch, send, sendTogether, accepted, crowd }
}
