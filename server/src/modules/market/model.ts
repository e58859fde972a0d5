/** Rules about who runs the market, and when it may open. Pure: same input, same answer. */
import type { Refusals } from '../../kernel/refused.ts'

/**
 * What has to be told of whom the market is run by. Taken from the Location Information Act §9 (report
 * of the business) and §21-2 (what its policy names), the Personal Information Protection Act §30, and
 * the E-Commerce Act §10 and §20 (who runs an intermediary). The lists of §21-2 and §30 were written
 * from memory: whoever opens a market checks them with the law in force.
 */
export const items = [
  'businessName',
  'representative',
  'address',
  'phone',
  'email',
  'businessNumber',
  'mailOrderReport',
  'locationReport',
  'locationManager',
  'locationManagerContact',
  'privacyOfficer',
  'privacyOfficerContact',
] as const
export type Item = (typeof items)[number]

/** Every item is there; one that nobody filled in yet is empty. */
export type Details = Readonly<Record<Item, string>>

/** Letters of one item at most. */
export const ITEM_LETTERS_MAX = 200

export const noDetails = Object.fromEntries(items.map((item) => [item, ''])) as Details

/** Trims each item, and writes a business number as 123-45-67890. */
export function tidyDetails(said: Details): Details {
  const entries = items.map((item) => [item, said[item].normalize('NFC').trim()] as const)
  const details = Object.fromEntries(entries) as Details
  const digits = details.businessNumber.replaceAll(/\D/g, '')
  if (digits.length !== BUSINESS_NUMBER_DIGITS) return details
  const businessNumber = `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`
  return { ...details, businessNumber }
}

const BUSINESS_NUMBER_DIGITS = 10
const WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5] as const

/** Whether these are ten digits whose last one fits the others, as the tax office gives them out. */
export function isBusinessNumber(text: string): boolean {
  if (!/^\d{3}-?\d{2}-?\d{5}$/.test(text)) return false
  const digits = Array.from(text.replaceAll('-', ''), Number)
  const weighted = WEIGHTS.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0)
  // The ninth digit counts with its carry as well.
  const carry = Math.floor(((digits[8] ?? 0) * 5) / 10)
  return (10 - ((weighted + carry) % 10)) % 10 === digits[9]
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const isContact = (text: string) => email.test(text) || text.replaceAll(/\D/g, '').length >= 8

/** The items that are missing or cannot be right, in the order they are asked (MK2). */
export function missing(details: Details): readonly Item[] {
  return items.filter((item) => {
    const text = details[item]
    if (text === '') return true
    if (item === 'businessNumber') return !isBusinessNumber(text)
    if (item === 'email') return !email.test(text)
    if (item === 'phone' || item.endsWith('Contact')) return !isContact(text)
    return false
  })
}

/** Whether others than this machine reach an address. Null is the address we listen on ourselves. */
export function isPublicOrigin(origin: string | null): boolean {
  if (origin === null) return false
  const { hostname } = new URL(origin)
  return !/^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

export const marketRefusals = {
  'market.details-missing': {
    kind: 'conflict',
    says: 'Something that the law wants told about the market is missing.',
    todo: 'Fill in the items of `missing`, then open the market.',
  },
  'market.is-open': {
    kind: 'conflict',
    says: 'The market is open: what the law wants told cannot be emptied.',
    todo: 'Fill in the items of `missing`.',
  },
  'market.not-open': {
    kind: 'conflict',
    says: 'This market is not open yet: nobody’s location is collected.',
    todo: 'The operator fills in the details of the market, and opens it.',
  },
  'market.details-changed': {
    kind: 'conflict',
    says: 'Somebody else changed the details meanwhile.',
    todo: 'Load them again, and change what is left to change.',
  },
} as const satisfies Refusals
