/** Gift value that a shop gives for buying: given with a purchase, and taken back with it (LO24). */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { legsBetween } from '../../ledger/model.ts'
import { balanceOf, postTransfers } from '../../ledger/service.ts'
import { giftOn, giftsOfMerchant } from '../model/accounts.ts'
import { giftExpiry } from '../model/gifts.ts'
import { givenTakes, paidFor, type GivenCard } from '../model/given-gifts.ts'
import { GIFT_VALID_MONTHS } from '../model/programme.ts'
import { availableAt } from '../model/validity.ts'
import { givenCardsOf, insertGivenCard, lowerDue, setPosted } from '../store/given-gift.ts'
import type { MemberKey } from '../store/member.ts'
import { presentTerms } from '../store/terms.ts'
import { freshDigest } from './gifts.ts'

/**
 * Gives gift value for a purchase: on a card of its own, in the wallet at once, good once the return
 * window has closed. What is owed from before is kept from it. Lock the member first.
 */
export async function giveGift(
  work: Work,
  key: MemberKey,
  purchaseId: Id<'purchase'>,
  amountMinor: number,
): Promise<void> {
  const { merchantId, personId } = key
  const terms = (await presentTerms(work, [merchantId])).get(merchantId)
  const opensAt = availableAt(work.now, terms?.pendingDays ?? 0)
  const id = work.newId('gift-card')
  const card = {
    id,
    merchantId,
    amountMinor,
    boughtWith: null,
    givenWith: purchaseId,
    holderId: personId,
    isDisabled: false,
    issuedAt: work.now,
    availableAt: opensAt,
    // It holds as long as one that was paid for, from when it is good.
    expiresAt: giftExpiry(opensAt, terms?.giftValidMonths ?? GIFT_VALID_MONTHS),
  }
  const isFirst = await insertGivenCard(work, card, freshDigest())
  if (!isFirst) return
  await postTransfers(work, [
    {
      id: id as string as Id<'transfer'>,
      legs: legsBetween(giftsOfMerchant(merchantId), giftOn(id), amountMinor),
      because: `gift-given/${purchaseId}`,
      memo: '',
      reverses: null,
    },
  ])
  await settleGiven(work, key)
}

/**
 * Takes back what was given for a purchase, in part (`backMinor`) or, with null, whole. Lock the member
 * first, and give back what paid for the purchase.
 *
 * @returns what was spent of it, and so is owed, with what is owed from before (LO16)
 */
export async function takeGiven(
  work: Work,
  key: MemberKey,
  purchaseId: Id<'purchase'>,
  backMinor: number | null,
): Promise<number> {
  if (backMinor === 0 || !(await lowerDue(work, purchaseId, backMinor))) return 0
  return settleGiven(work, key)
}

/** Takes what is there of what is due no more; answers what stays owed. Lock the member first. */
export async function settleGiven(work: Work, key: MemberKey): Promise<number> {
  const rows = await givenCardsOf(work, key)
  // Most have nothing that came back.
  if (rows.every(({ dueMinor, postedMinor }) => dueMinor === postedMinor)) return 0
  const { takes, posted, owedMinor } = givenTakes(await withLeft(work, rows), work.now)
  await postTransfers(
    work,
    takes.map(({ from, amountMinor }) => ({
      id: work.newId('transfer'),
      legs: legsBetween(giftOn(from), giftsOfMerchant(key.merchantId), amountMinor),
      because: `gift-given-back/${from}`,
      memo: '',
      reverses: null,
    })),
  )
  await setPosted(work, posted)
  return owedMinor
}

/** Marks what is owed as paid for in money. Lock the member first. */
export async function payOwedGift(work: Work, key: MemberKey, minor: number): Promise<void> {
  if (minor > 0) await setPosted(work, paidFor(await givenCardsOf(work, key), minor))
}

/** What would be owed if so much of what a purchase gave went back; null for all. Changes nothing. */
export async function triedGiven(
  work: Work,
  key: MemberKey,
  purchaseId: Id<'purchase'>,
  backMinor: number | null,
): Promise<number> {
  const rows = await givenCardsOf(work, key)
  if (!rows.some(({ givenWith }) => givenWith === purchaseId)) return 0
  const after = rows.map((it) => {
    if (it.givenWith !== purchaseId) return it
    return { ...it, dueMinor: Math.max(0, it.dueMinor - (backMinor ?? it.dueMinor)) }
  })
  return givenTakes(await withLeft(work, after), work.now).owedMinor
}

async function withLeft(
  work: Work,
  rows: readonly Omit<GivenCard, 'availableMinor'>[],
): Promise<readonly GivenCard[]> {
  const cards: GivenCard[] = []
  for (const row of rows) {
    const { available } = await balanceOf(work, giftOn(row.id))
    cards.push({ ...row, availableMinor: available })
  }
  return cards
}
