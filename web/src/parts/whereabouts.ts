/**
 * Where this device is, as far as the person lets us know.
 *
 * Stays on the device: distances are worked out here, and nothing is sent without consent
 * (see signals.ts).
 */
import { useSyncExternalStore } from 'react'

export type Position = {
  readonly lng: number
  readonly lat: number
  readonly accuracyMeters: number
  /** Unix milliseconds. */
  readonly at: number
}
export type Whereabouts =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'known'; readonly position: Position }
  | { readonly kind: 'denied' }
  | { readonly kind: 'unavailable' }

const KEY = 'golmok.looks-around'
const FIX_MS_MAX = 20_000

let now: Whereabouts = { kind: 'unasked' }
let watch: number | null = null
const watchers = new Set<() => void>()

function become(next: Whereabouts): void {
  now = next
  for (const watcher of watchers) watcher()
}

/** Asks the device, which asks the person; from then on follows the position while the app is open. */
export function lookAround(): void {
  if (!('geolocation' in navigator)) return become({ kind: 'unavailable' })
  if (watch !== null) return
  if (now.kind !== 'known') become({ kind: 'asking' })
  watch = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      localStorage.setItem(KEY, 'yes')
      const { longitude: lng, latitude: lat, accuracy: accuracyMeters } = coords
      become({ kind: 'known', position: { lng, lat, accuracyMeters, at: timestamp } })
    },
    (error) => {
      const isDenied = error.code === error.PERMISSION_DENIED
      if (isDenied) stopLooking()
      // A lost fix keeps the last position: a tunnel does not move anyone far.
      if (now.kind !== 'known' || isDenied) become({ kind: isDenied ? 'denied' : 'unavailable' })
    },
    { enableHighAccuracy: true, maximumAge: 10_000, timeout: FIX_MS_MAX },
  )
}

function stopLooking(): void {
  if (watch !== null) navigator.geolocation.clearWatch(watch)
  watch = null
  localStorage.removeItem(KEY)
}

/** Goes on looking when the person allowed it earlier; never asks by itself. */
export async function lookAroundAgain(): Promise<void> {
  if (localStorage.getItem(KEY) !== 'yes' || !('permissions' in navigator)) return
  const { state } = await navigator.permissions.query({ name: 'geolocation' })
  if (state === 'granted') lookAround()
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export function useWhereabouts(): Whereabouts {
  return useSyncExternalStore(subscribe, () => now)
}

/** Calls the listener with the position known now and each new one; the answer stops it. */
export function onPosition(listener: (position: Position) => void): () => void {
  if (now.kind === 'known') listener(now.position)
  return subscribe(() => {
    if (now.kind === 'known') listener(now.position)
  })
}

export function positionOf(whereabouts: Whereabouts): Position | null {
  return whereabouts.kind === 'known' ? whereabouts.position : null
}
