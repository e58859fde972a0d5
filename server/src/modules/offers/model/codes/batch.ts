/** Batches of voucher codes: what they are, and who may claim with a code, and when. Pure. */
import type { Id } from '../../../../kernel/id.ts'
import { DAY_MS, HOUR_MS } from '../../../../kernel/time.ts'
import type { OfferState } from '../offer.ts'
import type { Pattern } from './pattern.ts'
import type { CodeRefusal } from './refusals.ts'

/** One code that many use, or many codes that one uses each. */
export type BatchKind = 'shared' | 'unique'

export type Batch = {
  readonly id: Id<'code-batch'>
  readonly offerId: Id<'offer'>
  readonly merchantId: Id<'merchant'>
  readonly title: string
  readonly kind: BatchKind
  /** Null where no code is made up: shared ones, and those that come from a file. */
  readonly pattern: Pattern | null
  /** How many codes are to be made up, and how many codes there are. */
  readonly wanted: number
  readonly made: number
  readonly claims: number
  /** When codes can be claimed with; null means from at once, and as long as the offer. */
  readonly claimFrom: Date | null
  readonly claimUntil: Date | null
  /** How long a code is good once it is published to somebody; null means like the others. */
  readonly publishDays: number | null
  readonly createdAt: Date
  readonly voidedAt: Date | null
  readonly archivedAt: Date | null
}

export type Voucher = {
  readonly batchId: Id<'code-batch'>
  /** Counts the codes of a batch, from 1. */
  readonly number: number
  readonly text: string
  readonly claims: number
  readonly claimsMax: number
  /** Who alone may claim with it; both null for anyone. */
  readonly holderId: Id<'person'> | null
  readonly holderPhone: string | null
  readonly publishedAt: Date | null
  /** Set when it is published. */
  readonly claimUntil: Date | null
  readonly voidedAt: Date | null
}

export type VoucherState = 'free' | 'published' | 'claimed' | 'void' | 'expired'

export const BATCH_TITLE_LENGTH_MAX = 60
export const PUBLISH_DAYS_MAX = 730
export const CLAIMS_MAX = 10_000_000
/** Codes for one person need so many letters when nobody knows how they were made up (OF30). */
export const UNIQUE_KEY_LENGTH_MIN = 8
/** Codes of one import. */
export const IMPORT_CODES_MAX = 1_000
/** Codes on one sheet: drawing it takes a second or two. */
export const SHEET_CODES_MAX = 210

/** Wrong codes within LOCK_HOURS after which a person, or an address, has to wait (OF37). */
export const PERSON_MISSES_MAX = 10
export const ADDRESS_MISSES_MAX = 100
export const LOCK_HOURS = 1
export const LOCK_MS = LOCK_HOURS * HOUR_MS
/** What counts as a wrong code: each of these also tells a guesser something. */
export const missCodes: readonly string[] = [
  'voucher.unknown',
  'voucher.claimed',
  'voucher.void',
  'voucher.other-holder',
] satisfies readonly CodeRefusal[]

/** Why nobody could ever claim with the codes of a batch; null when somebody could. */
export function objectionToWindow(
  { claimFrom, claimUntil }: Pick<Batch, 'claimFrom' | 'claimUntil'>,
  at: Date,
): CodeRefusal | null {
  if (claimUntil === null) return null
  return claimUntil <= at || (claimFrom && claimUntil <= claimFrom) ? 'batch.window-empty' : null
}

/** Until when a code is good that is published now; null means as long as its offer (OF34). */
export function publishedUntil(
  { claimUntil, publishDays }: Pick<Batch, 'claimUntil' | 'publishDays'>,
  at: Date,
): Date | null {
  if (publishDays === null) return claimUntil
  const end = at.getTime() + publishDays * DAY_MS
  return new Date(Math.min(end, claimUntil?.getTime() ?? Infinity))
}

/** Who claims: the phone counts as far as it is known. */
export type Claimant = { readonly personId: Id<'person'>; readonly phone: string | null }

/** Why a person may not claim with a code; null when nothing speaks against it. In this order. */
export function objectionToVoucher(
  batch: Batch,
  voucher: Voucher,
  claimant: Claimant,
  at: Date,
): CodeRefusal | null {
  if (batch.voidedAt || voucher.voidedAt) return 'voucher.void'
  if (!isHolder(voucher, claimant)) return 'voucher.other-holder' // OF33
  if (voucher.claims >= voucher.claimsMax) {
    return batch.kind === 'shared' ? 'voucher.exhausted' : 'voucher.claimed' // OF32
  }
  if (batch.claimFrom && at < batch.claimFrom) return 'voucher.not-started' // OF34
  const until = untilOf(batch, voucher)
  return until && at >= until ? 'voucher.expired' : null // OF34
}

function isHolder({ holderId, holderPhone }: Voucher, { personId, phone }: Claimant): boolean {
  if (holderId === null && holderPhone === null) return true
  return holderId === personId || (holderPhone !== null && holderPhone === phone)
}

/** Until when a code is good; null means as long as its offer. */
export function untilOf(
  batch: Pick<Batch, 'claimUntil'>,
  voucher: Pick<Voucher, 'claimUntil'>,
): Date | null {
  return voucher.claimUntil ?? batch.claimUntil
}

export function voucherState(batch: Batch, voucher: Voucher, at: Date): VoucherState {
  if (voucher.claims >= voucher.claimsMax) return 'claimed'
  if (batch.voidedAt || voucher.voidedAt) return 'void'
  const until = untilOf(batch, voucher)
  if (until && at >= until) return 'expired'
  return voucher.publishedAt ? 'published' : 'free'
}

/** Why a batch may not be put away: codes of it that people hold would be forgotten (OF35). */
export function objectionToArchive(
  batch: Batch,
  offerState: OfferState,
  at: Date,
): CodeRefusal | null {
  const isOver = batch.voidedAt || offerState === 'ended'
  const isPast = batch.claimUntil && at >= batch.claimUntil
  return isOver || isPast ? null : 'batch.not-void'
}

/** A phone number as a shop sees it: enough to tell two apart, not enough to call. */
export function maskedPhone(phone: string): string {
  return `···${phone.slice(-4)}`
}
