/** Texts as SOLAPI takes them. Its SDK weighs much: only who has an account there loads it. */
import { SMS_BYTES_MAX, phoneBytes } from '../kernel/phone-text.ts'

/** A short text where it fits, a long one where not: SOLAPI is not asked to guess. */
export function solapiText({ to, text }: { to: string; text: string }, from: string) {
  const type: 'SMS' | 'LMS' = phoneBytes(text) <= SMS_BYTES_MAX ? 'SMS' : 'LMS'
  return { ...solapiNumber(to), from, text, type, autoTypeDetect: false }
}

/**
 * SOLAPI wants numbers as they are dialled at home, and the country apart.
 *
 * @param phone E.164
 */
export function solapiNumber(phone: string): { to: string; country?: string } {
  if (phone.startsWith('+82')) return { to: `0${phone.slice(3)}` }
  const [, country = '', to = phone] = /^\+(1|7|[2-9]\d{1,2}?)(\d{6,})$/.exec(phone) ?? []
  return { to, country }
}
