/** What was begun here before the browser went to a provider: kept in this tab alone. */
import type { ReplyTo } from '../shapes.ts'

export type ProviderName = ReplyTo<'GET /v1/sign-in-ways'>['providers'][number]
export type Trip = {
  readonly provider: ProviderName
  /** To add an account to who is signed in, rather than to sign in. */
  readonly isLink: boolean
  /** Where to go afterwards. */
  readonly after: string
}

const KEY = 'golmok.provider-trip'

export function keepTrip(trip: Trip): void {
  sessionStorage.setItem(KEY, JSON.stringify(trip))
}

/** The trip that was begun, once; null when there was none. */
export function takeTrip(): Trip | null {
  const text = sessionStorage.getItem(KEY)
  sessionStorage.removeItem(KEY)
  return text ? (JSON.parse(text) as Trip) : null
}
