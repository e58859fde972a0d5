/** Receipts: what providers tell us later of what they took. */
import PostalMime from 'postal-mime'
import { parseId, type Id } from '../../../kernel/id.ts'
import { hmacSha256, isSameSecret } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { bounceNews, returnAddress, returnToken } from '../model/bounce.ts'
import { nextStates, type DeliveryState, type WayName } from '../model/delivery.ts'
import { insertDeliveries, markUnreachable } from '../store/deliveries.ts'
import { lockReported, moveReported } from '../store/receipts.ts'
import { fallbackOf } from './deliveries.ts'

/** One thing a provider says of one delivery, by our key or by its own name for it. */
export type Receipt = {
  readonly way: WayName
  readonly deliveryId: Id<'delivery'> | null
  readonly providerId: string | null
  readonly state: Extract<DeliveryState, 'delivered' | 'bounced' | 'failed'>
  readonly reason: string | null
}

/**
 * Notes what receipts say, as far as it may follow: doubled, late or shuffled ones do no harm (OU45).
 * Those of deliveries we do not know are passed over.
 *
 * @param textsToo whether an Alimtalk that failed becomes a text
 * @returns how many deliveries moved
 */
export async function applyReceipts(
  work: Work,
  receipts: readonly Receipt[],
  textsToo: boolean,
): Promise<number> {
  if (receipts.length === 0) return 0
  const rows = await lockReported(work, receipts)
  const states = new Map(rows.map((row) => [row.deliveryId, row.state]))
  const moves = new Map<string, { state: Receipt['state']; reason: string | null }>()
  for (const receipt of receipts) {
    const row = rows.find(
      ({ deliveryId, way, providerId }) =>
        deliveryId === receipt.deliveryId ||
        (way === receipt.way && providerId !== null && providerId === receipt.providerId),
    )
    const state = row && states.get(row.deliveryId)
    if (!row || !state || !nextStates[state].includes(receipt.state)) continue
    states.set(row.deliveryId, receipt.state)
    moves.set(row.deliveryId, { state: receipt.state, reason: receipt.reason })
  }
  const moved = rows.flatMap((row) => {
    const move = moves.get(row.deliveryId)
    return move ? [{ ...row, ...move }] : []
  })
  await moveReported(work, moved)
  const bounced = moved.filter(({ state }) => state === 'bounced')
  await markUnreachable(
    work,
    bounced.map(({ way, address, reason }) => ({ way, address, reason: reason ?? 'bounced' })),
  )
  const failed = moved.filter(({ way, state }) => way === 'kakao' && state !== 'delivered')
  if (textsToo) {
    await insertDeliveries(
      work,
      failed.flatMap((row) => fallbackOf(work, row)),
    )
  }
  return moved.length
}

type SolapiReport = {
  readonly messageId: string
  readonly statusCode: string
  readonly statusMessage?: string | null | undefined
  readonly type?: string | null | undefined
  readonly customFields?: { readonly deliveryId?: string | undefined } | null | undefined
}

/**
 * What a report of SOLAPI says of a delivery; null when it settles nothing. 4000 is arrived, 2000 and
 * 3000 are on their way, and 1… and 3… are noes: from memory, as its list was not at hand.
 */
export function solapiReceipt(report: SolapiReport): Receipt | null {
  const { messageId: providerId, statusCode, statusMessage, type } = report
  const isOver = statusCode === '4000' || (/^[13]\d{3}$/.test(statusCode) && statusCode !== '3000')
  if (!isOver) return null
  const state = statusCode === '4000' ? 'delivered' : 'failed'
  const deliveryId = parseId<'delivery'>(report.customFields?.deliveryId ?? '')
  const way = /^(ATA|CTA|CTI|BMS_)/.test(type ?? '') ? 'kakao' : 'sms'
  const reason = state === 'failed' ? `${statusCode} ${statusMessage ?? ''}`.trim() : null
  return { way, deliveryId, providerId, state, reason }
}

const SIGNATURE_LETTERS = 16

/** Where the mail of a delivery comes back to; signed, so that nobody else makes mails come back. */
export function returnPathOf(secret: string, bounceAddress: string, id: Id<'delivery'>): string {
  const hex = id.replaceAll('-', '')
  return returnAddress(bounceAddress, `${hex}-${signatureOf(secret, id)}`)
}

const signatureOf = (secret: string, id: string) =>
  hmacSha256(secret, `outreach.return-path/${id}`).slice(0, SIGNATURE_LETTERS)

function deliveryOf(secret: string, address: string): Id<'delivery'> | null {
  const [hex = '', signature = ''] = (returnToken(address) ?? '').split('-')
  const dashed = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const id = parseId<'delivery'>(dashed)
  return id && isSameSecret(signature, signatureOf(secret, id)) ? id : null
}

/**
 * What a mail that came back says of one of our deliveries; null when it is none of ours, or settles
 * nothing (OU46).
 */
export async function bounceReceipt(secret: string, mail: string): Promise<Receipt | null> {
  const read = await PostalMime.parse(mail, {
    attachmentEncoding: 'utf8',
    forceRfc822Attachments: true,
  })
  const addressed = read.headers
    .filter(({ key }) => /^(to|delivered-to|x-original-to|envelope-to)$/.test(key))
    .flatMap(({ value }) => value.match(/[\w.+-]+@[\w.-]+/g) ?? [])
  const deliveryId = addressed.map((each) => deliveryOf(secret, each)).find((id) => id !== null)
  const status = read.attachments.find(({ mimeType }) => mimeType === 'message/delivery-status')
  const news = typeof status?.content === 'string' ? bounceNews(status.content) : null
  if (!deliveryId || !news) return null
  return { way: 'email', deliveryId, providerId: null, ...news }
}
