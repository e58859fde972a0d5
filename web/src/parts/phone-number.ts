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
