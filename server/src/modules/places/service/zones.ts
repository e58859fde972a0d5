/** Zones: drawn around places by their owners, and as areas of the market by the operator. */
import { allow } from '../../../kernel/actor.ts'
import type { Box } from '../../../kernel/geo.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Database } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import { zoneChanged } from '../events.ts'
import {
  DWELL_SECONDS,
  mayChange,
  maySee,
  placeRefusals,
  ZONES_PER_PLACE_MAX,
  type Zone,
  type ZoneShape,
} from '../model.ts'
import { boxOf, shapeObjection } from '../model/shapes.ts'
import { placesById } from '../store.ts'
import {
  areasInBox,
  lockZone,
  markZoneRemoved,
  upsertZones,
  zoneBatches,
  zonesById,
  zonesOfPlaces,
} from '../store/zones.ts'

export type WantedZone = {
  readonly id?: Id<'zone'> | undefined
  /** Null for an area of the market. */
  readonly placeId: Id<'place'> | null
  readonly name: string
  readonly dwellSeconds?: number | undefined
  readonly shape: ZoneShape
}

/**
 * Draws a zone, or draws it anew when its id is known. The place of a zone never changes.
 *
 * @throws {Refused} `place.unknown`, `zone.unknown`, `zone.bad-shape`, `zone.too-many`, `access.forbidden`
 */
export async function saveZone(work: Work, wanted: WantedZone): Promise<Zone> {
  const { shape, name, placeId } = wanted
  const [place] = placeId ? await placesById(work, [placeId]) : []
  const isSeen = placeId === null || (place !== undefined && maySee(work.actor, place))
  if (!isSeen) throw new Refused(placeRefusals, 'place.unknown')
  const merchantId = place?.merchantId ?? null
  allow(mayChange(work.actor, merchantId, placeId))
  const objection = shapeObjection(shape)
  if (objection) throw new Refused(placeRefusals, 'zone.bad-shape', objection)

  const known = wanted.id ? await lockZone(work, wanted.id) : null
  if (known && known.placeId !== placeId) throw new Refused(placeRefusals, 'zone.unknown')
  if (!known && placeId) {
    const drawn = await zonesOfPlaces(work, [placeId])
    if (drawn.length >= ZONES_PER_PLACE_MAX) throw new Refused(placeRefusals, 'zone.too-many')
  }
  const id = wanted.id ?? work.newId('zone')
  const dwellSeconds = wanted.dwellSeconds ?? known?.dwellSeconds ?? DWELL_SECONDS
  const zone: Zone = { id, placeId, merchantId, name, dwellSeconds, shape, box: boxOf(shape) }
  await upsertZones(work, [zone])
  announceZones(work, [zone])
  return zone
}

/** Redraws a zone that is there. @throws {Refused} as `saveZone` */
export async function redrawZone(
  work: Work,
  id: Id<'zone'>,
  change: Pick<WantedZone, 'name' | 'dwellSeconds' | 'shape'>,
): Promise<Zone> {
  const [known] = await zonesById(work, [id])
  if (!known) throw new Refused(placeRefusals, 'zone.unknown')
  return saveZone(work, { ...change, id, placeId: known.placeId })
}

/** Takes a zone away; who is inside has left. @throws {Refused} `zone.unknown`, `access.forbidden` */
export async function removeZone(work: Work, id: Id<'zone'>): Promise<void> {
  const zone = await lockZone(work, id)
  if (!zone) throw new Refused(placeRefusals, 'zone.unknown')
  allow(mayChange(work.actor, zone.merchantId, zone.placeId))
  await markZoneRemoved(work, id)
  const { placeId, merchantId } = zone
  work.announce(zoneChanged, { zoneId: id, placeId, merchantId, removed: true })
}

export function announceZones(work: Work, zones: readonly Zone[]): void {
  for (const { id, placeId, merchantId } of zones) {
    work.announce(zoneChanged, { zoneId: id, placeId, merchantId, removed: false })
  }
}

/** These zones, those that exist and are not removed, by id. */
export async function zonesOf(
  work: Work,
  ids: readonly Id<'zone'>[],
): Promise<ReadonlyMap<Id<'zone'>, Zone>> {
  return new Map((await zonesById(work, ids)).map((zone) => [zone.id, zone]))
}

/** The zones of a place. @throws {Refused} `place.unknown` */
export async function zonesOfPlace(work: Work, placeId: Id<'place'>): Promise<readonly Zone[]> {
  const [place] = await placesById(work, [placeId])
  if (!place || !maySee(work.actor, place)) throw new Refused(placeRefusals, 'place.unknown')
  return zonesOfPlaces(work, [placeId])
}

/** Areas of the market that meet a window. */
export function areasIn(work: Work, box: Box, limit: number): Promise<readonly Zone[]> {
  return areasInBox(work, box, limit)
}

const ZONES_AT_ONCE = 5_000

/** Every zone there is, a batch at a time: for those who keep them all in memory. */
export function eachZoneBatch(database: Database): AsyncGenerator<readonly Zone[]> {
  return zoneBatches(database, ZONES_AT_ONCE)
}
