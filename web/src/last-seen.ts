/** Keeps the last answers on the device, so that a screen shows something at once, offline too. */
import {
  dehydrate,
  hydrate,
  type Query,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'

const KEY = 'golmok.last-seen.1'
const SAVE_MS = 2_000
const CHARS_MAX = 1_500_000

/**
 * Kept: what a shopper opens on the way, and which shops are mine, so that a counter opens. Not kept:
 * codes, sessions, anything else of a shop.
 */
const kept = [
  'GET /v1/market',
  'GET /v1/me',
  'GET /v1/me/merchants',
  'GET /v1/me/coupons',
  'GET /v1/me/coupons/{couponId}',
  'GET /v1/me/points',
  'GET /v1/me/points/lots',
  'GET /v1/me/memberships',
  'GET /v1/me/gift-cards',
  'GET /v1/me/inbox',
  'GET /v1/places/window',
  'GET /v1/places/{placeId}',
  'GET /v1/offers',
  'GET /v1/areas',
  'GET /v1/categories',
]
/** Of each question the latest answers only: every look at the map is another one. */
const ANSWERS_EACH_MAX = 8

/** The answers worth keeping, the latest of each question. */
function keptOf(client: QueryClient): ReadonlySet<Query> {
  const answered = client
    .getQueryCache()
    .getAll()
    .filter(({ state, queryKey }) => state.status === 'success' && kept.includes(nameOf(queryKey)))
    .toSorted((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt)
  const byName = Map.groupBy(answered, ({ queryKey }) => nameOf(queryKey))
  return new Set([...byName.values()].flatMap((queries) => queries.slice(0, ANSWERS_EACH_MAX)))
}

const nameOf = ([name]: QueryKey) => String(name)

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
  const saveNow = () => {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
    save(client)
  }
  client.getQueryCache().subscribe(() => {
    waiting ??= setTimeout(saveNow, SAVE_MS)
  })
  // Phones end pages without asking: what is not kept when it is put away may never be.
  addEventListener('pagehide', () => void (waiting !== null && saveNow()))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && waiting !== null) saveNow()
  })
}

function save(client: QueryClient): void {
  const worthIt = keptOf(client)
  const text = JSON.stringify(
    dehydrate(client, {
      shouldDehydrateQuery: (query) => worthIt.has(query),
      shouldDehydrateMutation: () => false,
    }),
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
  void import('./offline/phone.ts').then(({ forgetPhones }) => forgetPhones())
}
