/** What a mail that came back says (RFC 3464). Pure. */

export type BounceNews = {
  readonly state: 'delivered' | 'bounced' | 'failed'
  readonly reason: string
}

const RETURN_MARK = 'bounce+'

/** The address a delivery's mail comes back to: `bounce+<token>@…` (VERP). */
export function returnAddress(bounceAddress: string, token: string): string {
  const domain = bounceAddress.slice(bounceAddress.lastIndexOf('@') + 1)
  return `${RETURN_MARK}${token}@${domain}`
}

/** The token in one of our return addresses; null when it is none. */
export function returnToken(address: string): string | null {
  return /^bounce\+([\w-]{20,80})@/i.exec(address.trim())?.[1] ?? null
}

/**
 * What a delivery status says about its first recipient; null when it settles nothing, as with a
 * mail that is only late. 5.1.z says that nobody is there, 5.2.1 that the mailbox is closed; other
 * failures, as of a full mailbox, are of this mail only.
 */
export function bounceNews(deliveryStatus: string): BounceNews | null {
  const fields = fieldsOf(deliveryStatus)
  const action = fields.get('action')?.toLowerCase()
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? ''
  const diagnostic = fields.get('diagnostic-code') ?? ''
  const reason = [status, diagnostic].filter(Boolean).join(' ').slice(0, 400) || 'no reason given'
  if (action === 'delivered') return { state: 'delivered', reason }
  if (action !== 'failed') return null
  const isNobody = /^5\.1\.|^5\.2\.1$/.test(status)
  return { state: isNobody ? 'bounced' : 'failed', reason }
}

/** Fields of all blocks, folded lines joined; of a name that comes twice, the first counts. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
    const key = name?.toLowerCase()
    if (key && value !== undefined && !fields.has(key)) fields.set(key, value.trim())
  }
  return fields
}
