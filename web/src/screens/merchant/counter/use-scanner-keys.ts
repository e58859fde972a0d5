/** Listens for a hardware scanner, which types like a very fast keyboard. */
import { useEffect, useRef } from 'react'
import { noKeys, takeKey } from './scanner-keys.ts'

export function useScannerKeys(onScan: (code: string) => void): void {
  const latest = useRef(onScan)
  useEffect(() => {
    latest.current = onScan
  })
  useEffect(() => {
    let keys = noKeys
    const listen = (event: KeyboardEvent) => {
      const taken = takeKey(keys, event.key, event.timeStamp)
      keys = taken.keys
      if (taken.scanned === null) return
      // The Enter that ends a scan must not press the button that has the focus.
      event.preventDefault()
      latest.current(taken.scanned.trim())
    }
    addEventListener('keydown', listen, { capture: true })
    return () => removeEventListener('keydown', listen, { capture: true })
  }, [])
}
