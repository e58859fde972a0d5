/** Days as bars: heights for a small chart. Pure. */

export type DayBar = {
  readonly day: string
  readonly visits: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A day with visits is never invisible; a day without has no bar. */
const HEIGHT_MIN = 3

export function dayBars(
  days: readonly { readonly day: string; readonly visits: number }[],
  width: number,
  height: number,
): readonly DayBar[] {
  const most = Math.max(1, ...days.map(({ visits }) => visits))
  const step = width / Math.max(1, days.length)
  return days.map(({ day, visits }, at) => {
    const tall = visits === 0 ? 0 : Math.max(HEIGHT_MIN, (visits / most) * height)
    return {
      day,
      visits,
      x: at * step + step * 0.15,
      y: height - tall,
      width: step * 0.7,
      height: tall,
    }
  })
}
