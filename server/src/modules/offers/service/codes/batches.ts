/** What owners do with batches of voucher codes: make, look, change, call back. */
import { actorName, allow, mayDecide, mayOperate } from '../../../../kernel/actor.ts'
import type { Id } from '../../../../kernel/id.ts'
import type { Page, PageRequest } from '../../../../kernel/page.ts'
import { Refused } from '../../../../kernel/refused.ts'
import { MINUTE_MS } from '../../../../kernel/time.ts'
import type { Work } from '../../../../platform/work.ts'
import { keyOf } from '../../model/codes/alphabet.ts'
import {
  objectionToArchive,
  objectionToWindow,
  UNIQUE_KEY_LENGTH_MIN,
  type Batch,
  type Voucher,
} from '../../model/codes/batch.ts'
import { chanceLettersMin, objectionToPattern, type Pattern } from '../../model/codes/pattern.ts'
import { codeRefusals } from '../../model/codes/refusals.ts'
import { KEY_LENGTH_MIN } from '../../model/codes/typed.ts'
import { offerRefusals } from '../../model/refusals.ts'
import {
  batchById,
  batchesOfOffer,
  insertBatch,
  lockBatch,
  updateBatch,
} from '../../store/codes/batch.ts'
import {
  claimTimes,
  insertVouchers,
  voidVoucher,
  voucherOf,
  vouchersOfBatch,
  type VoucherKey,
} from '../../store/codes/voucher.ts'
import { offersByIds, type StoredOffer } from '../../store/offer.ts'
import { makeCodesJob } from './make.ts'

/** Where the codes of a batch come from. */
export type CodesWanted =
  | { readonly kind: 'shared'; readonly text: string; readonly claimsMax: number }
  | { readonly kind: 'made-up'; readonly pattern: Pattern; readonly count: number }
  /** They are brought in afterwards (`importVouchers`). */
  | { readonly kind: 'from-file' }

export type BatchRequest = {
  readonly id: Id<'code-batch'>
  readonly offerId: Id<'offer'>
  readonly title: string
  readonly codes: CodesWanted
  readonly claimFrom: Date | null
  readonly claimUntil: Date | null
  readonly publishDays: number | null
}

/** A command makes its codes itself; when it dies, a job goes on after so long. */
const TAKEN_OVER_MINUTES = 10

/**
 * Makes a batch. The codes of a pattern are made up by a job, or by whoever says `isMadeByCaller`.
 *
 * @throws {Refused} `offer.unknown`, `access.forbidden`, or with a code of `codeRefusals`
 */
export async function createBatch(
  work: Work,
  request: BatchRequest,
  { isMadeByCaller = false }: { readonly isMadeByCaller?: boolean } = {},
): Promise<Batch> {
  const { id, offerId, codes } = request
  const offer = await ownOffer(work, offerId)
  const objection = objectionToWindow(request, work.now)
  if (objection) throw new Refused(codeRefusals, objection)
  if (codes.kind === 'made-up') assertPattern(codes.pattern, codes.count)

  const batch = {
    ...request,
    merchantId: offer.merchantId,
    kind: codes.kind === 'shared' ? ('shared' as const) : ('unique' as const),
    pattern: codes.kind === 'made-up' ? codes.pattern : null,
    wanted: codes.kind === 'made-up' ? codes.count : codes.kind === 'shared' ? 1 : 0,
  }
  const isNew = await insertBatch(work, batch, actorName(work.actor))
  if (!isNew) throw new Refused(codeRefusals, 'batch.id-taken')
  if (codes.kind === 'shared') await writeShared(work, id, codes)
  if (codes.kind === 'made-up') {
    const runAt = new Date(
      work.now.getTime() + (isMadeByCaller ? TAKEN_OVER_MINUTES * MINUTE_MS : 0),
    )
    work.enqueue(makeCodesJob, { batchId: id }, { runAt, key: `code-batch/${id}` })
  }
  const made = codes.kind === 'shared' ? 1 : 0
  return { ...batch, made, claims: 0, createdAt: work.now, voidedAt: null, archivedAt: null }
}

function assertPattern(pattern: Pattern, count: number): void {
  const objection = objectionToPattern(pattern, count)
  if (objection === 'batch.pattern-too-small') {
    const needed = chanceLettersMin(pattern.alphabet, count)
    throw new Refused(codeRefusals, objection, { chanceLettersMin: needed })
  }
  if (objection) throw new Refused(codeRefusals, objection)
}

async function writeShared(
  work: Work,
  batchId: Id<'code-batch'>,
  { text, claimsMax }: Extract<CodesWanted, { kind: 'shared' }>,
): Promise<void> {
  const key = keyOf(text)
  if (key.length < KEY_LENGTH_MIN) throw new Refused(codeRefusals, 'voucher.too-short')
  // A word is chosen, not drawn: `batch` bounds what it gives, and not how hard it is to guess.
  const voucher = { text: text.toUpperCase(), key, claimsMax, holderPhone: null }
  const written = await insertVouchers(work, batchId, [voucher])
  if (written.length === 0) throw new Refused(codeRefusals, 'voucher.taken')
}

/** Why a text may not be a code for one person; null when it may. */
export function objectionToUniqueText(
  text: string,
): 'voucher.malformed' | 'voucher.too-short' | null {
  const isPlain = /^[\p{L}\p{N}][\p{L}\p{N} .-]*$/u.test(text) && text.length <= 60
  if (!isPlain) return 'voucher.malformed'
  return keyOf(text).length < UNIQUE_KEY_LENGTH_MIN ? 'voucher.too-short' : null
}

/** @throws {Refused} `offer.unknown`, `access.forbidden` */
async function ownOffer(work: Work, offerId: Id<'offer'>): Promise<StoredOffer> {
  const offer = (await offersByIds(work, [offerId])).get(offerId)
  if (!offer) throw new Refused(offerRefusals, 'offer.unknown')
  allow(mayDecide(work.actor, offer.merchantId) || mayOperate(work.actor))
  return offer
}

/**
 * A batch of the asker's shop. Its codes are worth money, so they are the owner's business alone.
 *
 * @throws {Refused} `batch.unknown`, also for a batch of another shop
 */
export async function batchOf(work: Work, id: Id<'code-batch'>): Promise<Batch> {
  return ownBatch(work, await batchById(work, id))
}

/** The same, locked until the work ends. */
export async function lockedBatch(work: Work, id: Id<'code-batch'>): Promise<Batch> {
  return ownBatch(work, await lockBatch(work, id))
}

function ownBatch({ actor }: Work, batch: Batch | null): Batch {
  const isOwn = batch && (mayDecide(actor, batch.merchantId) || mayOperate(actor))
  if (!isOwn) throw new Refused(codeRefusals, 'batch.unknown')
  return batch
}

/** The batches of an offer, newest first: those in use, or those put away. */
export async function batchesOf(
  work: Work,
  offerId: Id<'offer'>,
  { isArchived, page }: { readonly isArchived: boolean; readonly page: PageRequest },
): Promise<Page<Batch>> {
  await ownOffer(work, offerId)
  return batchesOfOffer(work, offerId, isArchived, page)
}

export type BatchChange = {
  readonly title?: string
  readonly claimFrom?: Date | null
  readonly claimUntil?: Date | null
  readonly publishDays?: number | null
  /** Calls all codes back that are not claimed. There is no way back from there. */
  readonly isVoid?: true
  readonly isArchived?: boolean
}

/**
 * Changes a batch; what is not named stays. Codes that are published keep the end they were given.
 *
 * @throws {Refused} `batch.unknown`, `batch.window-empty`, `batch.not-void`
 */
export async function changeBatch(
  work: Work,
  id: Id<'code-batch'>,
  change: BatchChange,
): Promise<Batch> {
  const before = await lockedBatch(work, id)
  const { isVoid, isArchived, ...named } = change
  const voidedAt = isVoid ? (before.voidedAt ?? work.now) : before.voidedAt
  const after: Batch = { ...before, ...named, voidedAt }
  if (named.claimFrom !== undefined || named.claimUntil !== undefined) {
    const objection = objectionToWindow(after, work.now)
    if (objection) throw new Refused(codeRefusals, objection)
  }
  if (isArchived === true) {
    const offer = (await offersByIds(work, [before.offerId])).get(before.offerId)
    const objection = objectionToArchive(after, offer?.state ?? 'ended', work.now)
    if (objection) throw new Refused(codeRefusals, objection)
  }
  const archivedAt = isArchived === undefined ? before.archivedAt : isArchived ? work.now : null
  await updateBatch(work, { ...after, archivedAt })
  return { ...after, archivedAt }
}

/** A code as its shop sees it. */
export type ShopVoucher = { readonly voucher: Voucher; readonly claimedAt: Date | null }

/**
 * Codes of a batch in the order of their numbers.
 *
 * @param query `search` is how a code begins; `page.after` the number of the last one
 */
export async function vouchersIn(
  work: Work,
  id: Id<'code-batch'>,
  query: { readonly search: string | null; readonly page: PageRequest },
): Promise<{ readonly batch: Batch; readonly page: Page<ShopVoucher> }> {
  const batch = await batchOf(work, id)
  const { limit, after } = query.page
  const keyStart = query.search === null ? null : keyOf(query.search)
  const asked = { keyStart, after: Number(after ?? 0), limit: limit + 1 }
  const rows = await vouchersOfBatch(work, id, asked)
  const shown = rows.slice(0, limit)
  const items = await withClaims(work, id, shown)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { batch, page: { items, nextCursor: last ? String(last.number) : null } }
}

/** Codes with the time they were claimed. */
export async function withClaims(
  work: Work,
  id: Id<'code-batch'>,
  vouchers: readonly Voucher[],
): Promise<readonly ShopVoucher[]> {
  const claimed = vouchers.filter((voucher) => voucher.claims > 0)
  const times =
    claimed.length === 0
      ? null
      : await claimTimes(
          work,
          id,
          claimed.map(({ number }) => number),
        )
  return vouchers.map((voucher) => ({
    voucher,
    claimedAt: times?.get(voucher.number) ?? null,
  }))
}

/** @throws {Refused} `batch.unknown`, `voucher.unknown` */
export async function voucherIn(work: Work, key: VoucherKey): Promise<Voucher> {
  await batchOf(work, key.batchId)
  const voucher = await voucherOf(work, key)
  if (!voucher) throw new Refused(codeRefusals, 'voucher.unknown')
  return voucher
}

/**
 * Calls one code back. Coupons it gave stay; calling it back again changes nothing.
 *
 * @throws {Refused} `batch.unknown`, `voucher.unknown`
 */
export async function voidOne(work: Work, key: VoucherKey): Promise<Voucher> {
  const voucher = await voucherIn(work, key)
  const isNow = await voidVoucher(work, key)
  return isNow ? { ...voucher, voidedAt: work.now } : voucher
}
