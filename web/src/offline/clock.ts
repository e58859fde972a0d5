/** The server's clock, as far as this device knows it: steps of codes are counted by it. */

const KEY = 'golmok.clock'

/** Notes what the server's clock showed, in the middle of asking and hearing. */
export function noteServerTime(instant: string, askedAtMs: number): void {
  const heardAtMs = Date.now()
  const aheadMs = Date.parse(instant) - (askedAtMs + heardAtMs) / 2
  if (Number.isFinite(aheadMs)) localStorage.setItem(KEY, String(Math.round(aheadMs)))
}

/** Now, in milliseconds, by the server's clock as it was heard last. */
export function serverNowMs(): number {
  return Date.now() + Number(localStorage.getItem(KEY) ?? 0)
}
