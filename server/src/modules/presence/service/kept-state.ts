/** What the database keeps of somebody, as the state that signals go on from. */
import { emptyState, type State } from '../model/state.ts'
import { zoneOf, type Zone, type Zones } from '../model/zone.ts'
import type { Kept, StayRow } from '../store.ts'

/** What the database knows of somebody, as a state to go on from. */
export function stateOf(kept: Kept | undefined, zones: Zones): State {
  const state = emptyState()
  if (!kept) return state
  const heardAt = kept.person.heardAt.getTime()
  for (const row of kept.stays) {
    const zone = zones.get(row.zoneId) ?? goneZone(row)
    state.stays.set(row.zoneId, {
      id: row.id,
      zone,
      enteredAt: row.enteredAt.getTime(),
      heardAt: Math.max(heardAt, row.heardAt.getTime()),
      readAt: -Infinity,
      dwelledAt: row.dwelledAt?.getTime() ?? null,
      leftAt: null,
      evidence: row.evidence,
      edgeMeters: Infinity,
    })
  }
  for (const row of kept.visits) {
    state.visits.set(row.placeId, {
      ...row,
      startedAt: row.startedAt.getTime(),
      heardAt: row.heardAt.getTime(),
      endedAt: null,
    })
  }
  state.dueAt = -Infinity
  return state
}

/** A zone that was removed while somebody was in it: only its names are left, and it is left soon. */
function goneZone({ zoneId, placeId, merchantId }: StayRow): Zone {
  const shape = { kind: 'circle', center: { lng: 0, lat: 0 }, radiusMeters: 0 } as const
  return zoneOf({ id: zoneId, placeId, merchantId, dwellSeconds: 0, shape })
}
