/** What tills accepted while they were by themselves: booked where it counts, flagged where not. */
import { actorName, mayDecide, type Actor } from '../../../../kernel/actor.ts'
import type { Id } from '../../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../../kernel/page.ts'
import { Refused } from '../../../../kernel/refused.ts'
import { parseSignedCode } from '../../../../kernel/signed-code.ts'
import { HOUR_MS } from '../../../../kernel/time.ts'
import type { InWork, Work } from '../../../../platform/work.ts'
import { acceptanceFlagged } from '../../events.ts'
import type { Bill } from '../../model/bill.ts'
import {
  CLOCK_SLACK_MS,
  extrasOf,
  goodUntil,
  isUndone,
  SENT_WITHIN_HOURS,
} from '../../model/offline.ts'
import { cartOfBill } from '../../model/pricing/cart.ts'
import { offerRefusals, type OfferRefusal } from '../../model/refusals.ts'
import {
  acceptanceOf,
  acceptancesAt,
  giveUnder,
  insertAcceptance,
  listAt,
  lockFlagged,
  lockTill,
  resolve,
  type OfflineTill,
  type Resolution,
  type ShownAcceptance,
  type StoredAcceptance,
  type StoredList,
} from '../../store/offline.ts'
import { makeBill } from '../bills.ts'
import { placeServed } from '../showing.ts'

export type SentFrom = { readonly placeId: Id<'place'>; readonly tillId: Id<'offline-till'> }

/** What a till did by itself. Amounts in minor units. */
export type Sent = {
  readonly id: Id<'acceptance'>
  /** The square as it was read: the proof. */
  readonly code: string
  readonly billMinor: number
  readonly discountMinor: number
  /** What was handed over beside the bill. */
  readonly extrasMinor: number
  /** When the square was read. */
  readonly acceptedAt: Date
  readonly undoneAt: Date | null
}

export type Outcome = Pick<StoredAcceptance, 'id' | 'state' | 'reason' | 'billId'>

export const SENT_AT_ONCE_MAX = 50

/** What is wrong with the sending, and not with what was sent. */
const notFlagged: readonly string[] = [
  'access.forbidden',
  'access.unauthenticated',
  'offline.till-unknown',
  'acceptance.id-taken',
] satisfies (OfferRefusal | 'access.forbidden' | 'access.unauthenticated')[]

/**
 * Takes in what a till accepted by itself, each in a work of its own: what is done stays done when
 * the rest is lost on the way, and what comes again gets its first answer (OF55).
 *
 * @throws {Refused} `access.forbidden`, `offline.till-unknown`, `acceptance.id-taken`
 */
export async function takeAcceptances(
  inWork: InWork,
  actor: Actor,
  from: SentFrom,
  sent: readonly Sent[],
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const one of sent) {
    // oxlint-disable-next-line no-await-in-loop -- in the order in which they were accepted
    outcomes.push(await takeAcceptance(inWork, actor, from, one))
  }
  return outcomes
}

async function takeAcceptance(
  inWork: InWork,
  actor: Actor,
  from: SentFrom,
  sent: Sent,
): Promise<Outcome> {
  try {
    return await inWork(actor, (work) => bookOnce(work, from, sent))
  } catch (error) {
    if (!(error instanceof Refused) || notFlagged.includes(error.code)) throw error
    const code = error.code as OfferRefusal
    return inWork(actor, (work) => flagOnce(work, from, sent, code))
  }
}

/** Books an acceptance as a use of its time, unless it is known already. */
async function bookOnce(work: Work, from: SentFrom, sent: Sent): Promise<Outcome> {
  const till = await tillServed(work, from)
  const known = await knownOf(work, till, sent)
  if (known) return known
  if (isUndone(sent)) return keep(work, till, sent, { state: 'undone' })
  const list = await listOf(work, till, sent)
  if (!(await giveUnder(work, list.id, sent.discountMinor + sent.extrasMinor))) {
    throw new Refused(offerRefusals, 'offline.over-cap')
  }
  const bill = await billOf(work, till, sent)
  return keep(work, till, sent, { state: 'counted', listId: list.id, billId: bill.id })
}

/** Keeps an acceptance that does not count, and says so. What it gave away counts against its cap. */
async function flagOnce(
  work: Work,
  from: SentFrom,
  sent: Sent,
  reason: OfferRefusal,
): Promise<Outcome> {
  const till = await tillServed(work, from)
  const known = await knownOf(work, till, sent)
  if (known) return known
  const list = await listOrNull(work, till, sent)
  const isUnder = list && (await giveUnder(work, list.id, sent.discountMinor + sent.extrasMinor))
  const listId = isUnder ? list.id : null
  const outcome = await keep(work, till, sent, { state: 'flagged', listId, reason })
  const { merchantId, placeId, id: tillId } = till
  const { id: acceptanceId, billMinor, discountMinor } = sent
  const about = { merchantId, placeId, tillId, reason, billMinor, discountMinor }
  work.announce(acceptanceFlagged, { acceptanceId, ...about })
  const data = { acceptanceId, placeId, reason, discountMinor }
  work.publish(`merchant/${merchantId}`, { name: 'flagged', data })
  return outcome
}

async function tillServed(work: Work, { placeId, tillId }: SentFrom): Promise<OfflineTill> {
  const place = await placeServed(work, placeId)
  const till = await lockTill(work, tillId, place.id)
  if (!till) throw new Refused(offerRefusals, 'offline.till-unknown')
  return till
}

async function knownOf(work: Work, till: OfflineTill, sent: Sent): Promise<Outcome | null> {
  const known = await acceptanceOf(work, sent.id)
  if (known && known.tillId !== till.id) throw new Refused(offerRefusals, 'acceptance.id-taken')
  return known
}

/** The list that covers an acceptance. */
async function listOf(work: Work, till: OfflineTill, sent: Sent): Promise<StoredList> {
  const { acceptedAt } = sent
  const ageMs = work.now.getTime() - acceptedAt.getTime()
  if (ageMs < -CLOCK_SLACK_MS) throw new Refused(offerRefusals, 'offline.in-future')
  if (ageMs > SENT_WITHIN_HOURS * HOUR_MS) throw new Refused(offerRefusals, 'offline.too-late')
  const list = await listOrNull(work, till, sent)
  if (!list) throw new Refused(offerRefusals, 'offline.not-listed')
  return list
}

async function listOrNull(
  work: Work,
  till: OfflineTill,
  { acceptedAt }: Sent,
): Promise<StoredList | null> {
  const list = await listAt(work, till.id, new Date(acceptedAt.getTime() + CLOCK_SLACK_MS))
  return list && acceptedAt < goodUntil(list) ? list : null
}

/** The bill of an acceptance, at the price of its moment; another price is none of ours (OF56). */
async function billOf(work: Work, { placeId }: OfflineTill, sent: Sent): Promise<Bill> {
  const { code, billMinor, acceptedAt: at } = sent
  if (!parseSignedCode(code)) throw new Refused(offerRefusals, 'offline.letters')
  const cart = cartOfBill(billMinor)
  const basket = { placeId, codes: [code], memberCode: null, cart, paymentMethod: null, at }
  const making = { id: work.newId('bill'), holdMinutes: null, isPartial: false, reference: null }
  const { bill } = await makeBill(work, { ...basket, channel: 'counter' }, making)
  const extrasMinor = extrasOf(bill.uses)
  if (bill.discountMinor !== sent.discountMinor || extrasMinor !== sent.extrasMinor) {
    throw new Refused(offerRefusals, 'offline.price-differs')
  }
  return bill
}

async function keep(
  work: Work,
  till: OfflineTill,
  sent: Sent,
  became: Pick<StoredAcceptance, 'state'> &
    Partial<Pick<StoredAcceptance, 'listId' | 'reason' | 'billId'>>,
): Promise<Outcome> {
  const { id: tillId, merchantId, placeId } = till
  const read = parseSignedCode(sent.code)
  const kept: StoredAcceptance = {
    listId: null,
    reason: null,
    billId: null,
    ...sent,
    ...became,
    tillId,
    merchantId,
    placeId,
    code: became.state === 'undone' ? null : sent.code,
    couponId: read?.certificate.couponId ?? null,
    offerId: read?.certificate.offerId ?? null,
    step: read?.step ?? null,
    sentAt: work.now,
    sentBy: actorName(work.actor),
  }
  if (!(await insertAcceptance(work, kept))) {
    throw new Refused(offerRefusals, 'acceptance.id-taken')
  }
  return kept
}

/**
 * What was accepted at a place without a connection, newest first.
 *
 * @param isOpenOnly only what is flagged and not settled yet
 * @throws {Refused} `access.forbidden`
 */
export async function placeAcceptances(
  work: Work,
  placeId: Id<'place'>,
  page: PageRequest,
  isOpenOnly: boolean,
): Promise<Page<ShownAcceptance>> {
  const place = await placeServed(work, placeId)
  const [ms, lastId = ''] = page.after?.split('_') ?? []
  const before = ms === undefined ? null : ([new Date(Number(ms)), lastId] as const)
  const rows = await acceptancesAt(work, place.id, { limit: page.limit, before, isOpenOnly })
  return pageOf(rows, page.limit, (it) => `${it.acceptedAt.getTime()}_${it.id}`)
}

/**
 * Says who bears what was flagged: the shop, or nobody, since it was a mistake (OF57). Owners do.
 *
 * @throws {Refused} `acceptance.unknown`, `acceptance.resolved` where it was said otherwise
 */
export async function resolveAcceptance(
  work: Work,
  id: Id<'acceptance'>,
  resolution: Resolution,
): Promise<void> {
  const flagged = await lockFlagged(work, id)
  if (!flagged || !mayDecide(work.actor, flagged.merchantId)) {
    throw new Refused(offerRefusals, 'acceptance.unknown')
  }
  if (flagged.resolution === resolution) return
  if (flagged.resolution !== null) throw new Refused(offerRefusals, 'acceptance.resolved')
  await resolve(work, id, resolution, actorName(work.actor))
}
