/** Tells the server where the person passes, only with consent and only while the app is open. */
import { useEffect } from 'react'
import { useQuery } from '@tanstack/react-query'
import { ask, call } from '../api.ts'
import { metersBetween } from './map/geometry.ts'
import { useMe } from './me.ts'
import { onPosition, type Position } from './whereabouts.ts'

const SEND_MS = 10_000
const SIGNALS_MAX = 50
/** Standing still is said again after this long, so that a stay in a zone is noticed. */
const STILL_MS = 20_000
const MOVED_METERS = 10

/** Whether a position says something that the one before did not. */
export function isNews(last: Position | null, next: Position): boolean {
  if (last === null) return true
  if (next.at - last.at >= STILL_MS) return true
  return metersBetween(last, next) >= MOVED_METERS
}

function signalOf({ lng, lat, accuracyMeters, at }: Position) {
  return {
    kind: 'position',
    at: new Date(at).toISOString(),
    lng,
    lat,
    accuracyMeters: Math.round(accuracyMeters),
  }
}

/** Gathers positions and sends them in batches; what could not be sent is tried again, up to a limit. */
function startSending(): () => void {
  let waiting: Position[] = []
  let last: Position | null = null
  let isSending = false
  const send = async () => {
    if (isSending || waiting.length === 0 || document.visibilityState !== 'visible') return
    isSending = true
    const batch = waiting
    waiting = []
    try {
      await call('POST /v1/signals', { body: { signals: batch.map(signalOf) } })
    } catch {
      waiting = [...batch, ...waiting].slice(-SIGNALS_MAX)
    }
    isSending = false
  }
  const stop = onPosition((position) => {
    if (!isNews(last, position)) return
    const isFirst = last === null
    last = position
    waiting = [...waiting, position].slice(-SIGNALS_MAX)
    // The first one goes at once: who opens the app in front of a shop is there now.
    if (isFirst) void send()
  })
  const timer = setInterval(() => void send(), SEND_MS)
  return () => {
    stop()
    clearInterval(timer)
  }
}

/** Sends positions while this is mounted, the person is signed in, and has agreed to it. */
export function useSignals(): void {
  const isPerson = useMe().kind === 'person'
  const consents = useQuery({ ...ask('GET /v1/me/consents'), enabled: isPerson })
  const mayLook = consents.data?.items.some(
    ({ purpose, granted }) => purpose === 'location' && granted,
  )
  useEffect(() => {
    if (isPerson && mayLook === true) return startSending()
    return undefined
  }, [isPerson, mayLook])
}
