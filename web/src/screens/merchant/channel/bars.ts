/** Figures as bars of a small chart. Pure. */

export type Bar = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Something is never invisible; nothing has no bar. */
const HEIGHT_MIN = 3

export function barsOf(
  figures: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
): readonly Bar[] {
  const most = Math.max(1, ...figures)
  const step = width / Math.max(1, figures.length)
  return figures.map((figure, at) => {
    const tall = figure === 0 ? 0 : Math.max(HEIGHT_MIN, (figure / most) * height)
    return { x: at * step + step * 0.15, y: height - tall, width: step * 0.7, height: tall }
  })
}
