/** Keeps the zone index true to the database: all of it at start, then zone by zone as facts come. */
import type { Id } from '../../../kernel/id.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Database } from '../../../platform/postgres.ts'
import { zoneChanged } from '../../places/events.ts'
import type { Zone as PlacesZone } from '../../places/model.ts'
import { eachZoneBatch, zonesOf } from '../../places/service/zones.ts'
import { zoneOf } from '../model/zone.ts'
import { ZoneIndex } from './zone-index.ts'

export type ZoneMemory = {
  readonly zones: ZoneIndex
  /** Reads all zones once; later calls wait for the first. */
  load(): Promise<void>
  /** Waits until every change that was heard of is in. */
  settled(): Promise<void>
}

const GATHER_MS = 20
const TRY_AGAIN_MS = 500
const ZONES_AT_ONCE = 2_000

export function openZoneMemory(platform: Platform): ZoneMemory {
  const { database, inWork, follow, logger } = platform
  const zones = new ZoneIndex()
  let changed = new Set<Id<'zone'>>()
  let timer: NodeJS.Timeout | null = null
  let going: Promise<void> = Promise.resolve()
  let loading: Promise<void> | null = null

  const refresh = async () => {
    const all = [...changed]
    changed = new Set()
    for (let at = 0; at < all.length; at += ZONES_AT_ONCE) {
      const ids = all.slice(at, at + ZONES_AT_ONCE)
      try {
        const found = await inWork({ kind: 'system', name: 'presence' }, (work) =>
          zonesOf(work, ids),
        )
        for (const id of ids) {
          const zone = found.get(id)
          if (zone) zones.put(presenceZone(zone))
          else zones.remove(id)
        }
      } catch (error) {
        logger.warn({ error }, 'the index of zones waits for the database')
        for (const id of ids) changed.add(id)
        soon(TRY_AGAIN_MS)
      }
    }
  }
  const soon = (afterMs: number) => {
    timer ??= setTimeout(() => {
      timer = null
      going = going.then(refresh)
    }, afterMs).unref()
  }
  follow([zoneChanged.name], ({ data }) => {
    changed.add((data as { readonly zoneId: Id<'zone'> }).zoneId)
    soon(GATHER_MS)
  })

  return {
    zones,
    load: () => {
      loading ??= readAll(database, zones).catch((error: unknown) => {
        loading = null
        throw error
      })
      return loading
    },
    async settled() {
      if (timer) {
        clearTimeout(timer)
        timer = null
        going = going.then(refresh)
      }
      await going
    },
  }
}

async function readAll(database: Database, zones: ZoneIndex): Promise<void> {
  for await (const batch of eachZoneBatch(database)) {
    for (const zone of batch) zones.put(presenceZone(zone))
  }
}

function presenceZone({ id, placeId, merchantId, dwellSeconds, shape }: PlacesZone) {
  return zoneOf({ id, placeId, merchantId, dwellSeconds, shape })
}
