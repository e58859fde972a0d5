/** Gift cards: issued at a till, added to a wallet, spent in parts, and back. */
import { allow, mayDecide, mayServe, personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { randomToken, sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { ledgerRefusals, legsBetween } from '../../ledger/model.ts'
import { balanceOf, postTransfers } from '../../ledger/service.ts'
import { merchantsOf } from '../../places/service.ts'
import { giftExpiring } from '../events.ts'
import { giftOn, giftsOfMerchant } from '../model/accounts.ts'
import {
  drawsFor,
  GIFT_NOTICE_DAYS,
  giftExpiry,
  isGood,
  returnsFor,
  type GiftCard,
  type Purse,
} from '../model/gifts.ts'
import { GIFT_VALID_MONTHS } from '../model/programme.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import {
  countReturned,
  disableGiftCards,
  drawsOf,
  giftCardsOf,
  insertDraws,
  insertGiftCard,
  lockBoughtWith,
  lockGiftCard,
  setHolder,
  takeUnnoticed,
} from '../store/gift.ts'
import type { MemberKey } from '../store/member.ts'
import type { Spending } from '../store/spending.ts'
import { presentTerms } from '../store/terms.ts'
import { merchantServed } from './serving.ts'

/** A card as it is handed over: the code is shown this once. */
export type IssuedCard = {
  readonly giftCardId: Id<'gift-card'>
  readonly code: string
  readonly amountMinor: number
  readonly expiresAt: Date
}

/**
 * Issues a gift card at a till (LO20).
 *
 * @throws {Refused} `access.forbidden`, `gift.id-taken`
 */
export async function issueGiftCard(
  work: Work,
  order: {
    readonly id: Id<'gift-card'>
    readonly placeId: Id<'place'>
    readonly amountMinor: number
    /** The purchase that pays for it: the card goes back with that. */
    readonly boughtWith: Id<'purchase'> | null
  },
): Promise<IssuedCard> {
  const { id, placeId, amountMinor, boughtWith } = order
  const merchantId = await merchantServed(work, placeId)
  const terms = (await presentTerms(work, [merchantId])).get(merchantId)
  const expiresAt = giftExpiry(work.now, terms?.giftValidMonths ?? GIFT_VALID_MONTHS)
  const code = newCode()
  const card: GiftCard = {
    id,
    merchantId,
    amountMinor,
    boughtWith,
    availableAt: null,
    holderId: null,
    isDisabled: false,
    issuedAt: work.now,
    expiresAt,
  }
  const isFirst = await insertGiftCard(work, card, digestOf(code))
  if (!isFirst) throw new Refused(loyaltyRefusals, 'gift.id-taken')
  await postTransfers(work, [
    {
      id: id as string as Id<'transfer'>,
      legs: legsBetween(giftsOfMerchant(merchantId), giftOn(id), amountMinor),
      because: `gift-card/${id}`,
      memo: '',
      reverses: null,
    },
  ])
  return { giftCardId: id, code, amountMinor, expiresAt }
}

const CODE_BYTES = 10

/** Twenty letters that nobody misreads (0 to 9, A to F), in groups of four. */
function newCode(): string {
  const letters = Buffer.from(randomToken(CODE_BYTES), 'base64url').toString('hex').toUpperCase()
  return letters.replaceAll(/(.{4})(?=.)/g, '$1 ')
}

/** What is kept of a code. It has 80 bits of chance, so a plain digest cannot be guessed back. */
function digestOf(code: string): Uint8Array {
  return Buffer.from(sha256(code.toUpperCase().replaceAll(/[\s-]/g, '')), 'hex')
}

/** The digest of a code that nobody knows: of a card that is in its holder's wallet from the start. */
export const freshDigest = () => digestOf(newCode())

/** A gift card in the wallet. */
export type HeldGift = {
  readonly giftCardId: Id<'gift-card'>
  readonly merchantId: Id<'merchant'>
  readonly merchantName: string
  readonly color: string
  readonly amountMinor: number
  /** What can be spent of it now. */
  readonly availableMinor: number
  /** What can be spent later: it was given for something that may still come back. */
  readonly upcomingMinor: number
  /** When it is good; null for at once. */
  readonly availableAt: Date | null
  readonly expiresAt: Date
}

/**
 * Adds a card to the wallet of whoever knows its code. Adding it again changes nothing (LO20).
 *
 * @throws {Refused} `gift.unknown`, `gift.taken`, `gift.disabled`, `gift.expired`
 */
export async function addGiftCard(work: Work, code: string): Promise<HeldGift> {
  const personId = personOf(work.actor)
  const card = await lockGiftCard(work, digestOf(code))
  if (!card) throw new Refused(loyaltyRefusals, 'gift.unknown')
  if (card.holderId !== null && card.holderId !== personId) {
    throw new Refused(loyaltyRefusals, 'gift.taken')
  }
  if (card.isDisabled) throw new Refused(loyaltyRefusals, 'gift.disabled')
  if (card.expiresAt <= work.now) throw new Refused(loyaltyRefusals, 'gift.expired')
  if (card.holderId === null) await setHolder(work, card.id, personId)
  const [held] = await heldOf(work, [card])
  return held as HeldGift
}

/** The gift cards of whoever asks, first to run out first; empty and disabled ones are left out. */
export async function myGiftCards(work: Work): Promise<readonly HeldGift[]> {
  const cards = await giftCardsOf(work, personOf(work.actor), null)
  const held = await heldOf(work, cards)
  return held.filter((it) => it.availableMinor + it.upcomingMinor > 0 && it.expiresAt > work.now)
}

async function heldOf(work: Work, cards: readonly GiftCard[]): Promise<readonly HeldGift[]> {
  const merchants = await merchantsOf(work, [...new Set(cards.map((it) => it.merchantId))])
  const purses = await pursesOf(work, cards)
  return cards.map(({ id, merchantId, amountMinor, availableAt, expiresAt }, at) => ({
    giftCardId: id,
    merchantId,
    merchantName: merchants.get(merchantId)?.name ?? '',
    color: merchants.get(merchantId)?.color ?? '#1F1B16',
    amountMinor,
    ...splitByTime(purses[at]?.availableMinor ?? 0, availableAt, work.now),
    availableAt,
    expiresAt,
  }))
}

function splitByTime(minor: number, availableAt: Date | null, now: Date) {
  const isUpcoming = availableAt !== null && availableAt > now
  return { availableMinor: isUpcoming ? 0 : minor, upcomingMinor: isUpcoming ? minor : 0 }
}

async function pursesOf(work: Work, cards: readonly GiftCard[]): Promise<readonly Purse[]> {
  const purses: Purse[] = []
  for (const { id, availableAt, expiresAt } of cards) {
    const { available } = await balanceOf(work, giftOn(id))
    purses.push({ id, availableMinor: available, availableAt, expiresAt })
  }
  return purses
}

/** What a member can spend of gift cards of a shop. */
export async function giftAvailable(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<number> {
  const purses = await pursesOf(work, await giftCardsOf(work, personId, merchantId))
  return purses.reduce((sum, it) => sum + (isGood(it, work.now) ? it.availableMinor : 0), 0)
}

/**
 * Pays with gift cards: what runs out first pays first (LO21). Lock the member first, and write the
 * spending.
 *
 * @throws {Refused} `ledger.balance-too-low`
 */
export async function payWithGifts(
  work: Work,
  { merchantId, personId }: MemberKey,
  spendingId: Id<'spending'>,
  amount: number,
  memo: string,
): Promise<void> {
  const purses = await pursesOf(work, await giftCardsOf(work, personId, merchantId))
  const draws = drawsFor(purses, amount, work.now)
  if (!draws) throw new Refused(ledgerRefusals, 'ledger.balance-too-low')
  await insertDraws(work, spendingId, draws)
  const sides = draws.map((it) => ({ account: giftOn(it.giftCardId), amount: -it.amount }))
  await postTransfers(work, [
    {
      id: spendingId as string as Id<'transfer'>,
      legs: [...sides, { account: giftsOfMerchant(merchantId), amount }],
      because: `spending/${spendingId}`,
      memo,
      reverses: null,
    },
  ])
}

/** Gives an amount of a spending back to the cards it came from (LO22). Lock the member first. */
export async function giveBackToGifts(
  work: Work,
  { id, merchantId }: Spending,
  amount: number,
  transferId: Id<'transfer'>,
  memo: string,
): Promise<void> {
  const returns = returnsFor(await drawsOf(work, id), amount)
  await countReturned(work, id, returns)
  const sides = returns.map((it) => ({ account: giftOn(it.giftCardId), amount: it.amount }))
  await postTransfers(work, [
    {
      id: transferId,
      legs: [{ account: giftsOfMerchant(merchantId), amount: -amount }, ...sides],
      because: `spending/${id}`,
      memo,
      reverses: id as string as Id<'transfer'>,
    },
  ])
}

/**
 * Takes back the cards that a purchase paid for (LO23): nobody can add them any more, and what is left
 * on them goes to the shop.
 *
 * @returns what was spent of them, and so is no money to hand over
 */
export async function disableBought(work: Work, purchaseId: Id<'purchase'>): Promise<number> {
  const cards = (await lockBoughtWith(work, purchaseId)).filter((it) => !it.isDisabled)
  if (cards.length === 0) return 0
  await disableGiftCards(
    work,
    cards.map(({ id }) => id),
  )
  let spent = 0
  for (const { id, merchantId, amountMinor } of cards) {
    const { available } = await balanceOf(work, giftOn(id))
    spent += amountMinor - available
    if (available === 0) continue
    await postTransfers(work, [
      {
        id: work.newId('transfer'),
        legs: legsBetween(giftOn(id), giftsOfMerchant(merchantId), available),
        because: `gift-card-back/${id}`,
        memo: '',
        reverses: null,
      },
    ])
  }
  return spent
}

/**
 * What a shop owes on gift cards.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function giftFloat(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<{ readonly owedMinor: number }> {
  allow(mayDecide(work.actor, merchantId) || mayServe(work.actor, merchantId))
  const { balance } = await balanceOf(work, giftsOfMerchant(merchantId))
  return { owedMinor: 0 - balance }
}

/** Cards that one round looks at. */
export const NOTICES_MAX = 200

/** Tells of cards that run out soon, once each (LO20). Answers how many. */
export async function announceExpiring(work: Work): Promise<number> {
  const soon = new Date(work.now.getTime() + GIFT_NOTICE_DAYS * DAY_MS)
  const cards = await takeUnnoticed(work, soon, NOTICES_MAX)
  for (const { id, merchantId, holderId, expiresAt } of cards) {
    const { available } = await balanceOf(work, giftOn(id))
    if (holderId === null || available === 0) continue
    const fact = { giftCardId: id, merchantId, personId: holderId, availableMinor: available }
    work.announce(
      giftExpiring,
      { ...fact, expiresAt: expiresAt.toISOString() },
      { subjectId: holderId },
    )
  }
  return cards.length
}
