/** A place on one card: what a list shows of it. */
import { distanceMeters, type Point } from '../../../kernel/geo.ts'
import type { Merchant, PlaceWithExceptions } from '../model.ts'
import { openingAt, type Opening } from './hours.ts'

export type PlaceOpening = Omit<Opening, 'isOpen'> & {
  /** Null where the hours are not known (PL7). */
  readonly isOpen: boolean | null
}
export type PlaceCard = Pick<
  PlaceWithExceptions,
  'id' | 'merchantId' | 'name' | 'category' | 'address' | 'lng' | 'lat'
> &
  PlaceOpening & {
    readonly merchantName: string
    readonly color: string
    /** Null when nobody said where they stand (PL14). */
    readonly distanceMeters: number | null
  }

/** Whether the place is open, as far as anyone has told. */
export function openingOf(place: PlaceWithExceptions, at: Date): PlaceOpening {
  const { hours: week, exceptions, timeZone } = place
  if (!week) return { isOpen: null, opensAt: null, closesAt: null }
  return openingAt({ week, exceptions }, at, timeZone)
}

export function cardOf(
  place: PlaceWithExceptions,
  merchant: Pick<Merchant, 'name' | 'color'>,
  at: Date,
  from: Point | null,
): PlaceCard {
  const { id, merchantId, name, category, address, lng, lat } = place
  return {
    id,
    merchantId,
    merchantName: merchant.name,
    name,
    category,
    address,
    lng,
    lat,
    color: merchant.color,
    ...openingOf(place, at),
    distanceMeters: from && Math.round(distanceMeters(from, place)),
  }
}
