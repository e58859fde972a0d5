/** Keeps the last answers on the device, so that a screen shows something at once, offline too. */
import { dehydrate, hydrate, type Query, type QueryClient } from '@tanstack/react-query'

const KEY = 'golmok.last-seen.1'
const SAVE_MS = 2_000
const CHARS_MAX = 1_500_000

/** Kept: what a shopper opens on the way. Not kept: codes, sessions, anything of a shop's owner. */
const kept = [
  'GET /v1/market',
  'GET /v1/me',
  'GET /v1/me/coupons',
  'GET /v1/me/points',
  'GET /v1/me/inbox',
  'GET /v1/places/nearby',
  'GET /v1/places/{placeId}',
  'GET /v1/categories',
]

function isKept(query: Query): boolean {
  return query.state.status === 'success' && kept.includes(String(query.queryKey[0]))
}

/** Loads what was kept, and keeps what comes from now on. */
export function keepLastSeen(client: QueryClient): void {
  try {
    const text = localStorage.getItem(KEY)
    if (text) hydrate(client, JSON.parse(text))
  } catch {
    // Unreadable leavings of an older version: start with nothing.
    localStorage.removeItem(KEY)
  }
  let waiting: ReturnType<typeof setTimeout> | null = null
  client.getQueryCache().subscribe(() => {
    waiting ??= setTimeout(() => {
      waiting = null
      save(client)
    }, SAVE_MS)
  })
}

function save(client: QueryClient): void {
  const text = JSON.stringify(
    dehydrate(client, { shouldDehydrateQuery: isKept, shouldDehydrateMutation: () => false }),
  )
  try {
    if (text.length <= CHARS_MAX) localStorage.setItem(KEY, text)
  } catch {
    // The device has no room (or forbids it): the app works without.
  }
}

/** Forgets everything kept; whoever signs out leaves nothing for the next person. */
export function forgetLastSeen(client: QueryClient): void {
  client.clear()
  localStorage.removeItem(KEY)
}
