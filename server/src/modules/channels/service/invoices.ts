/** Invoices of channels: made once a month, seen by owner and operator, taken back by a credit note. */
import { actorName, allow, mayDecide, mayOperate } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { legsBetween, type AccountName } from '../../ledger/model.ts'
import { postTransfers } from '../../ledger/service.ts'
import { chargesToBill, merchantsCharged, noteBilled } from '../../outreach/service/way-terms.ts'
import { merchantsOf } from '../../places/service.ts'
import { invoiceIssued } from '../events.ts'
import { invoiceOf } from '../model/invoice.ts'
import { monthOf, spanOf, type Month } from '../model/plan.ts'
import { channelRefusals } from '../model/refusals.ts'
import {
  choicesOf,
  firstOf,
  insertInvoices,
  invoiceById,
  invoicesBelow,
  plansSet,
  unbilledIn,
  usesIn,
  type Invoice,
} from '../store/plans.ts'
import { PLANS_SET_MAX } from './plans.ts'

/** A month is billed when it has been over for a day: what was sent at its end has settled. */
const BILLED_AFTER_MS = DAY_MS
/** After a long standstill, so many months are made good. */
const MONTHS_BACK = 3
const SHOPS_AT_ONCE = 200

const system = { kind: 'system', name: 'channels.invoices' } as const

/** The shop's side in the ledger: below zero, it owes. */
const channelDue = (merchantId: Id<'merchant'>): AccountName => ({
  key: `merchant/${merchantId}/channel`,
  unit: 'KRW',
  guarded: false,
  keepsLots: false,
})
const marketChannelFees: AccountName = {
  key: 'market/channel-fees',
  unit: 'KRW',
  guarded: false,
  keepsLots: false,
}

/** Makes the invoices that are due; harmless to run twice, or twice at once (CH12). */
export async function issueDue(inWork: InWork, now: Date, signal: AbortSignal): Promise<void> {
  for (const month of monthsDue(now)) {
    let after: Id<'merchant'> | null = null
    do {
      const from: Id<'merchant'> | null = after
      after = await inWork(system, (work) => issueSome(work, month, from))
    } while (after !== null && !signal.aborted)
  }
}

function monthsDue(now: Date): readonly Month[] {
  const months: Month[] = []
  let month = monthOf(new Date(now.getTime() - BILLED_AFTER_MS))
  for (let back = 0; back < MONTHS_BACK; back += 1) {
    month = monthOf(new Date(spanOf(month).from.getTime() - 1))
    months.unshift(month)
  }
  return months
}

/** Issues some; answers the shop after which to go on, null when all were looked at. */
async function issueSome(
  work: Work,
  month: Month,
  after: Id<'merchant'> | null,
): Promise<Id<'merchant'> | null> {
  const { until } = spanOf(month)
  const shops = await unbilledIn(work, month, {
    until,
    after,
    limit: SHOPS_AT_ONCE,
    charged: merchantsCharged(firstOf(month)),
  })
  const plans = await plansSet(work, PLANS_SET_MAX)
  const choices = await choicesOf(work, shops)
  const uses = await usesIn(work, month, shops)
  const charges = await chargesToBill(work, shops, firstOf(month))
  const due = shops.flatMap((merchantId) => {
    const [chosen, used] = [choices.get(merchantId) ?? [], uses.get(merchantId) ?? []]
    const sums = invoiceOf(month, plans, chosen, used, charges.get(merchantId) ?? [])
    // Where more is to be given back than to be paid, the next invoice takes it off.
    if (sums.netMinor <= 0) return []
    return [{ ...sums, merchantId, month, kind: 'invoice' as const, credits: null, reason: null }]
  })
  const fresh = await issue(work, due)
  await noteBilled(
    work,
    fresh.map(({ merchantId }) => merchantId),
    firstOf(month),
  )
  return shops.length < SHOPS_AT_ONCE ? null : (shops.at(-1) ?? null)
}

async function issue(
  work: Work,
  due: readonly Omit<Invoice, 'id' | 'number' | 'issuedAt' | 'issuedBy'>[],
): Promise<readonly Invoice[]> {
  const issuedBy = actorName(work.actor)
  const fresh = await insertInvoices(
    work,
    due.map((each) => {
      return { ...each, id: work.newId('channel-invoice'), issuedAt: work.now, issuedBy }
    }),
  )
  await postTransfers(
    work,
    fresh.map(({ id, merchantId, kind, netMinor, vatMinor }) => {
      const [shop, market] = [channelDue(merchantId), marketChannelFees]
      const amount = netMinor + vatMinor
      const legs =
        kind === 'invoice' ? legsBetween(shop, market, amount) : legsBetween(market, shop, amount)
      const because = `channels/${id}`
      return { id: work.newId('transfer'), legs, because, memo: '', reverses: null }
    }),
  )
  for (const { id, merchantId, month, kind, netMinor, vatMinor } of fresh) {
    work.announce(invoiceIssued, { invoiceId: id, merchantId, month, kind, netMinor, vatMinor })
  }
  return fresh
}

/**
 * Takes an invoice back as a whole. Repeating it answers with the credit note that is there.
 *
 * @throws {Refused} `access.forbidden`, `invoice.unknown`, `invoice.credited`
 */
export async function creditInvoice(
  work: Work,
  id: Id<'channel-invoice'>,
  reason: string,
): Promise<Invoice> {
  allow(mayOperate(work.actor))
  const known = await invoiceById(work, id)
  if (known?.kind !== 'invoice') throw new Refused(channelRefusals, 'invoice.unknown')
  const { merchantId, month, lines, netMinor, vatMinor } = known
  const note = { merchantId, month, lines, netMinor, vatMinor, reason, credits: id }
  const [fresh] = await issue(work, [{ ...note, kind: 'credit-note' }])
  if (!fresh) throw new Refused(channelRefusals, 'invoice.credited')
  return fresh
}

export type SeenInvoice = Invoice & { readonly merchantName: string }

/**
 * Invoices and credit notes, newest first: of one shop for its owner, of all for the operator.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function invoices(
  work: Work,
  merchantId: Id<'merchant'> | null,
  { limit, after }: PageRequest,
): Promise<Page<SeenInvoice>> {
  const mayOwn = merchantId !== null && mayDecide(work.actor, merchantId)
  allow(mayOwn || mayOperate(work.actor))
  const below = after === null ? null : Number(after)
  const rows = await invoicesBelow(work, merchantId, below, limit + 1)
  const page = pageOf(rows, limit, ({ number }) => String(number))
  const merchants = await merchantsOf(work, [...new Set(page.items.map((it) => it.merchantId))])
  return {
    nextCursor: page.nextCursor,
    items: page.items.map((each) => ({
      ...each,
      merchantName: merchants.get(each.merchantId)?.name ?? '',
    })),
  }
}
