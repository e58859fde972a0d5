/** Visitors as dots, those Golmok brought filled: a picture one can count. */

export type PeoplePicture = {
  readonly dots: readonly { readonly x: number; readonly y: number; readonly isOurs: boolean }[]
  /** How many people one dot stands for. */
  readonly peoplePerDot: number
  readonly rows: number
}

const DOTS_MAX = 120

/** The dots, row by row, ours first, on a grid `columns` wide; `step` is the distance between dots. */
export function peoplePicture(
  visits: number,
  visitsByUs: number,
  columns: number,
  step: number,
): PeoplePicture {
  const peoplePerDot = Math.max(1, Math.ceil(visits / DOTS_MAX))
  const count = Math.ceil(visits / peoplePerDot)
  const ours =
    visitsByUs > 0 ? Math.max(1, Math.round(Math.min(visitsByUs, visits) / peoplePerDot)) : 0
  return {
    peoplePerDot,
    rows: Math.ceil(count / columns),
    dots: Array.from({ length: count }, (_, at) => ({
      x: (at % columns) * step + step / 2,
      y: Math.floor(at / columns) * step + step / 2,
      isOurs: at < ours,
    })),
  }
}
