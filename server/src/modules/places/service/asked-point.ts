/** Where somebody says that they stand, to be told what is near. Used for the answer, and kept nowhere. */
import type { Point } from '../../../kernel/geo.ts'
import { Refused } from '../../../kernel/refused.ts'
import { placeRefusals } from '../model.ts'

/** Null when nobody says so. @throws {Refused} `place.half-a-point` */
export function askedPoint({
  lng,
  lat,
}: {
  readonly lng?: number | undefined
  readonly lat?: number | undefined
}): Point | null {
  if (lng === undefined && lat === undefined) return null
  if (lng === undefined || lat === undefined) {
    throw new Refused(placeRefusals, 'place.half-a-point')
  }
  return { lng, lat }
}
