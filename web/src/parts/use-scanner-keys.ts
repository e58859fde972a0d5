/** Listens to the keyboard of the counter: a hardware scanner's codes, and a person's digits. */
import { useEffect, useRef } from 'react'
import { noKeys, takeKey } from './scanner-keys.ts'

/** A little longer than a scanner pauses between letters: then what was typed was no scan. */
const SETTLED_MS = 70

type Listeners = {
  readonly onScan: (code: string) => void
  /** Keys of a person, once it is sure that no scanner typed them. */
  readonly onTyped: (keys: readonly string[]) => void
}

export function useScannerKeys(listeners: Listeners): void {
  const latest = useRef(listeners)
  useEffect(() => {
    latest.current = listeners
  })
  useEffect(() => {
    let keys = noKeys
    let held: string[] = []
    let waiting: ReturnType<typeof setTimeout> | null = null
    const settle = () => {
      if (held.length > 0) latest.current.onTyped(held)
      held = []
    }
    const listen = (event: KeyboardEvent) => {
      if (waiting) clearTimeout(waiting)
      const taken = takeKey(keys, event.key, event.timeStamp)
      keys = taken.keys
      if (taken.scanned !== null) {
        // The Enter that ends a scan must not press the button that has the focus.
        event.preventDefault()
        held = []
        latest.current.onScan(taken.scanned.trim())
        return
      }
      const isCommand = event.ctrlKey || event.metaKey || event.altKey
      if (!isCommand && !(event.target instanceof HTMLInputElement)) held.push(event.key)
      waiting = setTimeout(settle, SETTLED_MS)
    }
    addEventListener('keydown', listen, { capture: true })
    return () => {
      removeEventListener('keydown', listen, { capture: true })
      if (waiting) clearTimeout(waiting)
    }
  }, [])
}
