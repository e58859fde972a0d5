/**
 * Tells people before points or gift value run out (LO25): once for what runs out together, by day, and
 * only of what is still there by then.
 */
import { z } from 'zod'
import { parseId, type Id } from '../../../kernel/id.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import { defineJob } from '../../../platform/jobs.ts'
import type { Work } from '../../../platform/work.ts'
import { balanceOf, lotsOf } from '../../ledger/service.ts'
import { quietUntil } from '../../outreach/model.ts'
import { sendMessages } from '../../outreach/service.ts'
import { settingsOf } from '../../outreach/service/hearing.ts'
import { timeZonesOf } from '../../people/service/time-zones.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf } from '../../places/service.ts'
import { giftOn, pointsAt } from '../model/accounts.ts'
import { noticeText } from '../model/notices.ts'

const TELL_TIMEOUT_MS = 30 * SECOND_MS
const TELL_ATTEMPTS_MAX = 5

const notice = z.object({
  of: z.enum(['points', 'gift']),
  personId: z.uuid(),
  merchantId: z.uuid(),
  /** Of gift value: on which card. */
  giftCardId: z.uuid().nullable(),
  expiresAt: z.iso.datetime(),
})
type Notice = z.output<typeof notice>

/** Sends one notice. Run by day: it waits for the end of the quiet hours. */
export const tellExpiringJob = defineJob({
  name: 'loyalty.tell-expiring',
  shape: notice,
  timeoutMs: TELL_TIMEOUT_MS,
  attemptsMax: TELL_ATTEMPTS_MAX,
  run: ({ inWork }, payload) =>
    inWork({ kind: 'system', name: 'loyalty.tell-expiring' }, (work) => tell(work, payload)),
})

/** A lot of points, as the ledger announces it. */
export type ExpiringLot = { readonly account: string; readonly expiresAt: string }

/** Sees to it that people hear of points that run out soon. */
export async function noticeLots(work: Work, lots: readonly ExpiringLot[]): Promise<void> {
  await hand(
    work,
    lots.flatMap(({ account, expiresAt }) => {
      const [kind, person = '', what, merchant = ''] = account.split('/')
      const [personId, merchantId] = [parseId<'person'>(person), parseId<'merchant'>(merchant)]
      if (kind !== 'person' || what !== 'points' || !personId || !merchantId) return []
      return [{ of: 'points', personId, merchantId, giftCardId: null, expiresAt }]
    }),
  )
}

/** Sees to it that people hear of gift cards that run out soon. */
export async function noticeGifts(
  work: Work,
  gifts: readonly Pick<Notice, 'personId' | 'merchantId' | 'giftCardId' | 'expiresAt'>[],
): Promise<void> {
  await hand(
    work,
    gifts.map((gift) => ({ of: 'gift', ...gift })),
  )
}

async function hand(work: Work, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  // Information may be sent at any hour; but nobody wants to be woken for points.
  const settings = await settingsOf(work)
  const zones = await timeZonesOf(work, [
    ...new Set(notices.map(({ personId }) => personId as Id<'person'>)),
  ])
  for (const one of notices) {
    const { of, personId, merchantId, giftCardId, expiresAt } = one
    const zone = zones.get(personId as Id<'person'>) ?? settings.timeZone
    const runAt = quietUntil(work.now, settings, zone) ?? work.now
    const key = ['expiring', of, personId, merchantId, giftCardId ?? '', expiresAt].join('/')
    work.enqueue(tellExpiringJob, one, { runAt, key })
  }
}

async function tell(work: Work, payload: Notice): Promise<void> {
  const personId = payload.personId as Id<'person'>
  const merchantId = payload.merchantId as Id<'merchant'>
  const expiresAt = new Date(payload.expiresAt)
  const amount = expiresAt > work.now ? await left(work, payload, expiresAt) : 0
  const person = (await peopleOf(work, [personId])).get(personId)
  if (amount === 0 || !person) return
  const merchant = (await merchantsOf(work, [merchantId])).get(merchantId)
  const text = noticeText({ of: payload.of, amount, expiresAt }, person.locale)
  await sendMessages(work, [
    {
      personId,
      merchantId,
      merchantName: merchant?.name ?? '',
      merchantContact: merchant?.contact ?? null,
      purpose: 'information',
      ...text,
      link: `/wallet/shops/${merchantId}`,
      couponId: null,
      campaignId: null,
      decisionId: null,
    },
  ])
}

/** What is still there of what runs out: some may have been spent since it was announced. */
async function left(work: Work, { giftCardId, ...of }: Notice, expiresAt: Date): Promise<number> {
  if (giftCardId !== null) {
    return (await balanceOf(work, giftOn(giftCardId as Id<'gift-card'>))).available
  }
  const account = pointsAt(of.personId as Id<'person'>, of.merchantId as Id<'merchant'>)
  const lots = await lotsOf(work, account)
  return lots
    .filter((lot) => lot.expiresAt !== null && lot.expiresAt.getTime() <= expiresAt.getTime())
    .reduce((sum, lot) => sum + lot.remaining, 0)
}
