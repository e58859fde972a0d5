/** The funnel of a campaign as shapes: one row a step, each as wide as the people in it. */

export const funnelSteps = ['eligible', 'sent', 'seen', 'visited', 'redeemed'] as const
export type FunnelStep = (typeof funnelSteps)[number]
export type Funnel = Readonly<Record<FunnelStep, number>>

export type FunnelRow = {
  readonly step: FunnelStep
  readonly people: number
  /** Of the step before, 0 to 1; null for the first step and after an empty one. */
  readonly shareOfBefore: number | null
  /** The outline of this row and its way down to the next, for an SVG path. */
  readonly path: string
  /** Nobody is known to have taken the step, yet some went further: drawn as a shadow of those. */
  readonly isShadow: boolean
}

/** A step that somebody took stays visible, however few they were. */
const WIDTH_MIN = 3

/**
 * The rows of a funnel that stands in a box `width` wide, each row `height` high.
 *
 * The widest step fills the box: people can visit without having seen the message, so it need not be
 * the first.
 */
export function funnelRows(funnel: Funnel, width: number, height: number): readonly FunnelRow[] {
  const most = Math.max(1, ...funnelSteps.map((step) => funnel[step]))
  const widthOf = (people: number) =>
    people > 0 ? Math.max(WIDTH_MIN, (people / most) * width) : 0
  // Who visits without having opened the message went through all the same.
  const passedThrough = (at: number) =>
    Math.max(...funnelSteps.slice(at).map((step) => funnel[step]))
  return funnelSteps.map((step, at) => {
    const people = funnel[step]
    const before = at > 0 ? funnel[funnelSteps[at - 1] ?? 'eligible'] : 0
    const next = funnelSteps[at + 1]
    const isShadow = people === 0 && passedThrough(at) > 0
    const top = widthOf(isShadow ? passedThrough(at) : people)
    const below = next ? funnel[next] || passedThrough(at + 1) : people
    const bottom = next ? widthOf(below) : top
    const y = at * height
    return {
      step,
      people,
      shareOfBefore: at > 0 && before > 0 ? people / before : null,
      isShadow,
      path: outline(width / 2, y, height, top, bottom),
    }
  })
}

/** Straight for two thirds, then narrowing to the next row: the eye reads the bar, not the slope. */
function outline(middle: number, y: number, height: number, top: number, bottom: number): string {
  const knee = y + height * 0.66
  const point = (x: number, at: number) => `${round(x)},${round(at)}`
  return [
    `M${point(middle - top / 2, y)}`,
    `L${point(middle + top / 2, y)}`,
    `L${point(middle + top / 2, knee)}`,
    `L${point(middle + bottom / 2, y + height)}`,
    `L${point(middle - bottom / 2, y + height)}`,
    `L${point(middle - top / 2, knee)}`,
    'Z',
  ].join(' ')
}

const round = (value: number) => Math.round(value * 100) / 100
