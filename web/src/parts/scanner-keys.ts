/** Tells a hardware scanner, which types very fast and ends with Enter, from a person who types. */

export type ScannerKeys = { readonly typed: string; readonly lastAtMs: number }
export const noKeys: ScannerKeys = { typed: '', lastAtMs: -Infinity }

/** Cheap wedge scanners type a letter every 5 to 30 ms; a quick person needs 80. */
const PAUSE_MS_MAX = 50
const LENGTH_MIN = 6
/** The square of a phone has 383 letters. */
const LENGTH_MAX = 400

/** Takes one key; `scanned` is the whole code once Enter ends a fast row of keys. */
export function takeKey(
  keys: ScannerKeys,
  key: string,
  atMs: number,
): { readonly keys: ScannerKeys; readonly scanned: string | null } {
  const goesOn = atMs - keys.lastAtMs <= PAUSE_MS_MAX
  const before = goesOn ? keys.typed : ''
  if (key === 'Enter') {
    return { keys: noKeys, scanned: before.length >= LENGTH_MIN ? before : null }
  }
  // Shift and other keys of one name are held while letters come; they are no letters and no pause.
  if (key.length !== 1)
    return { keys: goesOn ? { ...keys, lastAtMs: atMs } : noKeys, scanned: null }
  return { keys: { typed: (before + key).slice(-LENGTH_MAX), lastAtMs: atMs }, scanned: null }
}
