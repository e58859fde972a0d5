/** A code that somebody types or scans becomes a coupon in their wallet. */
import { personOf, type Actor } from '../../../../kernel/actor.ts'
import { assert } from '../../../../kernel/assert.ts'
import type { Id } from '../../../../kernel/id.ts'
import { Refused } from '../../../../kernel/refused.ts'
import type { InWork, Work } from '../../../../platform/work.ts'
import { peopleOf } from '../../../people/service.ts'
import {
  ADDRESS_MISSES_MAX,
  LOCK_MS,
  missCodes,
  objectionToVoucher,
  PERSON_MISSES_MAX,
  untilOf,
} from '../../model/codes/batch.ts'
import { codeRefusals } from '../../model/codes/refusals.ts'
import { readTyped } from '../../model/codes/typed.ts'
import { offerRefusals } from '../../model/refusals.ts'
import { grantCoupons } from '../grants.ts'
import { countClaim, lockBatch } from '../../store/codes/batch.ts'
import { countMiss, forgetMisses, missesOf, uncountMiss } from '../../store/codes/miss.ts'
import {
  couponOfVoucher,
  insertClaim,
  lockVoucher,
  voucherByKey,
} from '../../store/codes/voucher.ts'
import { lockOffers } from '../../store/offer.ts'

/** Who claims, and from where: an address is known by its hash only. */
export type Asker = { readonly actor: Actor; readonly addressHash: string }

export type CodeClaim = {
  /** As it was typed or scanned. */
  readonly text: string
  /** Made by the asker, so that asking twice gives one coupon (OF9). */
  readonly couponId: Id<'coupon'>
}

export type ClaimedByCode = {
  readonly couponId: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly expiresAt: Date
  /** False when this code had given this person that coupon before. */
  readonly isNew: boolean
}

/**
 * Exchanges a code for a coupon (OF32). Each try is counted before it is judged, in a work of its own,
 * and the count is taken back when it was no guess: so a thousand guesses at once are ten guesses (OF37).
 *
 * @throws {Refused} with a code of `codeRefusals` or `offerRefusals`
 */
export async function claimWithCode(
  inWork: InWork,
  asker: Asker,
  claim: CodeClaim,
): Promise<ClaimedByCode> {
  const typed = readTyped(claim.text)
  if (typed.kind === 'refused') throw new Refused(codeRefusals, typed.code)
  const { actor } = asker
  await inWork(actor, (work) => admit(work, asker))
  try {
    return await inWork(actor, async (work) => {
      const claimed = await exchange(work, typed.key, claim.couponId)
      await uncountMiss(work, whoOf(actor))
      return claimed
    })
  } catch (error) {
    // A fault, too, was no guess; but where the database is gone, nothing can be taken back.
    const isGuess = error instanceof Refused && missCodes.includes(error.code)
    await inWork(actor, (work) => settle(work, asker, isGuess))
    throw error
  }
}

const whoOf = (actor: Actor) => `person/${personOf(actor)}`
const whereOf = ({ addressHash }: Asker) => `address/${addressHash}`
const hourBefore = (now: Date) => new Date(now.getTime() - LOCK_MS)

/** @throws {Refused} `voucher.locked` */
async function admit(work: Work, asker: Asker): Promise<void> {
  const who = whoOf(asker.actor)
  const since = hourBefore(work.now)
  const address = await missesOf(work, whereOf(asker), since)
  if (address.misses >= ADDRESS_MISSES_MAX) throw locked(address.since)
  const isFree = await countMiss(work, who, { since, max: PERSON_MISSES_MAX })
  if (!isFree) throw locked((await missesOf(work, who, since)).since)
}

function locked(since: Date): Refused {
  const lockedUntil = new Date(since.getTime() + LOCK_MS).toISOString()
  return new Refused(codeRefusals, 'voucher.locked', { lockedUntil })
}

async function settle(work: Work, asker: Asker, isGuess: boolean): Promise<void> {
  if (!isGuess) return uncountMiss(work, whoOf(asker.actor))
  const limit = { since: hourBefore(work.now), max: ADDRESS_MISSES_MAX }
  await countMiss(work, whereOf(asker), limit)
}

/**
 * The offer, which guards its coupons, is locked first, as everywhere; then the batch and the code. Of
 * two hundred who race for a code, one finds it unused, and the constraint of the code would hold too.
 */
async function exchange(work: Work, key: string, couponId: Id<'coupon'>): Promise<ClaimedByCode> {
  const personId = personOf(work.actor)
  const found = await voucherByKey(work, key)
  if (!found) throw new Refused(codeRefusals, 'voucher.unknown')
  const { offerId, batchId } = found
  await lockOffers(work, [offerId])
  const batch = await lockBatch(work, batchId)
  const voucher = await lockVoucher(work, found)
  assert(batch && voucher, 'codes are never deleted')

  const earlier = await couponOfVoucher(work, voucher, personId)
  if (earlier) return { ...earlier, offerId, isNew: false }
  const phone = (await peopleOf(work, [personId])).get(personId)?.phone ?? null
  const objection = objectionToVoucher(batch, voucher, { personId, phone }, work.now)
  if (objection) {
    throw new Refused(codeRefusals, objection, {
      claimFrom: batch.claimFrom?.toISOString() ?? null,
      claimUntil: untilOf(batch, voucher)?.toISOString() ?? null,
    })
  }
  const source = { kind: 'voucher' } as const
  const [outcome] = await grantCoupons(work, [{ couponId, offerId, personId, source }])
  assert(outcome, 'a batch answers each grant')
  if (outcome.kind === 'refused') throw new Refused(offerRefusals, outcome.code)
  // The id of a coupon that came another way: this code is worth a coupon of its own.
  if (outcome.kind === 'repeated') throw new Refused(offerRefusals, 'coupon.id-taken')
  await insertClaim(work, voucher, { couponId, personId })
  await countClaim(work, batchId)
  return { couponId, offerId, expiresAt: outcome.expiresAt, isNew: true }
}

/** Forgets wrong codes that no longer count: who tried them is nobody's business any more. */
export function forgetOldMisses(work: Work): Promise<void> {
  return forgetMisses(work, hourBefore(work.now))
}
