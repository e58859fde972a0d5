/** QR codes of EMVCo, to pay with: known here so that nobody takes one for a voucher code. Pure. */

/** Tag, value pairs of a merchant-presented QR, in their order. */
export type EmvTags = ReadonlyMap<string, string>

const CRC_TAG = '63'
const CRC_LENGTH = 4

/**
 * Reads the payload of a merchant-presented QR: two digits of tag, two of length, the value, and so on,
 * with the check sum last. Lengths count characters. Null when it is none, or its check sum is wrong.
 *
 * @see https://www.emvco.com/emv-technologies/qr-codes/
 */
export function parseEmvQr(payload: string): EmvTags | null {
  const letters = Array.from(payload)
  const tags = new Map<string, string>()
  let at = 0
  while (at < letters.length) {
    const head = letters.slice(at, at + 4).join('')
    if (!/^\d{4}$/.test(head)) return null
    const tag = head.slice(0, 2)
    const value = letters.slice(at + 4, at + 4 + Number(head.slice(2)))
    const isWhole = value.length === Number(head.slice(2)) && value.length > 0
    if (!isWhole || tags.has(tag)) return null
    if (at === 0 && (tag !== '00' || value.join('') !== '01')) return null
    tags.set(tag, value.join(''))
    at += 4 + value.length
    if (tag === CRC_TAG) break
  }
  const isEnd = at === letters.length && tags.get(CRC_TAG)?.length === CRC_LENGTH
  const checked = letters.slice(0, -CRC_LENGTH).join('')
  return isEnd && tags.get(CRC_TAG)?.toUpperCase() === crc16(checked) ? tags : null
}

/** CRC-16 of the UTF-8 bytes of a text: polynomial 0x1021, from 0xFFFF; four hexadecimal digits. */
export function crc16(text: string): string {
  let crc = 0xffff
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) {
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
    }
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}
