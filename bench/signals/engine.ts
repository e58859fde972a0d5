/** The engine alone: parsed signals in, happenings out, on one core and without HTTP or disk. */
import { changeOf } from '../../server/src/modules/presence/service/change.ts'
import { Track } from '../../server/src/modules/presence/model/track.ts'
import { ZoneIndex } from '../../server/src/modules/presence/service/zone-index.ts'
import { TICK_MS, type Spot, type Town } from './town.ts'

export type EngineRun = {
  readonly perSecond: number
  readonly transitions: number
}

/** @param warmUp how many of the spots only bring everybody to their place */
export function runEngine(
  town: Town,
  spots: readonly Spot[],
  warmUp: number,
  people: number,
): EngineRun {
  const zones = new ZoneIndex()
  for (const zone of town.zones) zones.put(zone)
  const tracks = new Map<number, Track>()
  let transitions = 0
  let startedAt = 0
  spots.forEach(({ person, lng, lat }, index) => {
    if (index === warmUp) {
      startedAt = performance.now()
      transitions = 0
    }
    let track = tracks.get(person)
    if (!track) {
      track = new Track(`01920000-0000-7000-8000-${String(person).padStart(12, '0')}`)
      tracks.set(person, track)
    }
    const at = Math.floor(index / people) * TICK_MS
    const fix = { kind: 'fix', at, lng, lat, accuracyMeters: 8, speedMps: 1 } as const
    const { differences, happenings } = track.receive([fix], zones)
    if (changeOf(track, differences, happenings)) transitions += happenings.length
  })
  const seconds = (performance.now() - startedAt) / 1_000
  return { perSecond: (spots.length - warmUp) / seconds, transitions }
}
