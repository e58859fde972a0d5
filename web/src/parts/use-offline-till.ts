/** Keeps a counter in touch with the server, and says how it stands when nobody answers. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem, isPassing, refresh } from '../api.ts'
import { keepScreen } from '../offline/shell.ts'
import { meetServer, tillLabelOf, tillStateOf, type TillState } from '../offline/till.ts'
import { loadReader } from './read-codes.ts'

/** A list is fetched anew so often while somebody answers. */
const MEET_EVERY_MS = 5 * 60_000
/** So often it is tried again while nobody does, or something waits to be sent. */
const RETRY_EVERY_MS = 8_000

export type OfflineTill = {
  readonly placeId: string
  readonly isOnline: boolean
  /** Since when nobody answers; null while somebody does. */
  readonly since: Date | null
  readonly state: TillState | null
  /** Tries the server now; what it says of the line is known afterwards. */
  readonly meet: () => Promise<void>
  /** Reads again what this device keeps. */
  readonly look: () => Promise<void>
  /** Nobody answered a question just now. */
  readonly noteSilence: () => void
}

/** What a counter needs later is kept while there is a line; without one, so be it. */
async function keepCounter(): Promise<void> {
  try {
    const [files] = await Promise.all([loadReader(), import('./Scanner.tsx')])
    await keepScreen(files)
  } catch {
    // The next opening tries again.
  }
}

export function useOfflineTill(placeId: string): OfflineTill {
  const [since, setSince] = useState<Date | null>(() => (navigator.onLine ? null : new Date()))
  const [state, setState] = useState<TillState | null>(null)
  const meeting = useRef<Promise<void> | null>(null)
  const noteSilence = useCallback(() => setSince((before) => before ?? new Date()), [])
  const look = useCallback(async () => setState(await tillStateOf(placeId)), [placeId])

  const meet = useCallback(async () => {
    // One meeting at a time: the next one has what this one sends.
    meeting.current ??= (async () => {
      try {
        await meetServer(placeId, tillLabelOf(placeId))
        // An answer that was on its way when the line dropped is no line.
        if (navigator.onLine) setSince(null)
        // Not waited for: without a line a question is put off until there is one.
        void refresh('GET /v1/places/{placeId}/offline-acceptances')
      } catch (error) {
        if (isPassing(error)) noteSilence()
        else if (error instanceof ApiProblem) setSince(null)
      } finally {
        meeting.current = null
      }
    })()
    await meeting.current
    await look()
  }, [placeId, look, noteSilence])

  const isBusy = since !== null || (state?.waiting ?? 0) > 0
  useEffect(() => {
    const timer = setInterval(() => void meet(), isBusy ? RETRY_EVERY_MS : MEET_EVERY_MS)
    return () => clearInterval(timer)
  }, [meet, isBusy])

  useEffect(() => {
    const again = () => void meet()
    const first = setTimeout(() => void meet().then(keepCounter))
    const alone = () => {
      noteSilence()
      void look()
    }
    addEventListener('online', again)
    addEventListener('offline', alone)
    return () => {
      clearTimeout(first)
      removeEventListener('online', again)
      removeEventListener('offline', alone)
    }
  }, [meet, look, noteSilence])

  return { placeId, isOnline: since === null, since, state, meet, look, noteSilence }
}
