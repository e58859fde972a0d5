/** Phone numbers as people type them. Pure. */

const PHONE_DIGITS_MIN = 8

export function isPhone(phone: string): boolean {
  return phone.replace(/\D/g, '').length >= PHONE_DIGITS_MIN
}

/** `010-1234-5678` as one types it. */
export function spacedPhone(typed: string): string {
  if (typed.trim().startsWith('+')) return typed.replace(/[^\d+ -]/g, '')
  const digits = typed.replace(/\D/g, '').slice(0, 11)
  if (digits.length < 4) return digits
  if (digits.length < 8) return `${digits.slice(0, 3)}-${digits.slice(3)}`
  const middle = digits.length === 11 ? 7 : 6
  return `${digits.slice(0, 3)}-${digits.slice(3, middle)}-${digits.slice(middle)}`
}

/** `+821012345678` as people here write it: `010-1234-5678`; numbers of elsewhere stay as they are. */
export function phoneNumber(phone: string): string {
  const [, area, middle, end] = /^\+82(1\d)(\d{3,4})(\d{4})$/.exec(phone) ?? []
  return area && middle && end ? `0${area}-${middle}-${end}` : phone
}
