/** Opens the index of search, fills it from the database, and keeps it fresh by the log of facts. */
import type { Platform } from '../../../platform/platform.ts'
import { merchantChanged, placeChanged } from '../events.ts'
import { placeIdsOfMerchants, readSearchRows, searchRowsOf } from '../store/search.ts'
import { AllPlaces } from './all-places.ts'

export type Places = {
  /** The generation to ask now. Do not keep it: the next question may find a newer one. */
  index(): AllPlaces
  /**
   * Reads all places. Call once, after the platform has started, or changes made in between are not
   * seen before the next load.
   */
  load(): Promise<void>
  /** Waits until every change heard of so far is in the index. For tests and commands. */
  settled(): Promise<void>
}

/** Rows put in without a pause: a few milliseconds of work. */
const ROWS_AT_ONCE = 2_000
/** Changes heard of within this time are read together. */
const GATHER_MS = 20
const IDS_AT_ONCE = 5_000
const TRY_AGAIN_MS = 500
/** When so much of the memory belongs to replaced rows, it is built anew. */
const DEAD_SHARE_MAX = 0.5
const DEAD_PLACES_MIN = 20_000

type Shared = Pick<Platform, 'database' | 'follow' | 'logger'>

export function openPlaces({ database, follow, logger }: Shared): Places {
  let index = new AllPlaces()
  /** What changed while the next generation is being read; null when none is. */
  let meanwhile: Set<string> | null = null
  let changed = new Set<string>()
  let changedMerchants = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let work: Promise<void> = Promise.resolve()

  const flush = async (): Promise<void> => {
    timer = null
    const [placeIds, merchantIds] = [changed, changedMerchants]
    changed = new Set()
    changedMerchants = new Set()
    try {
      if (merchantIds.size > 0) {
        for (const id of await placeIdsOfMerchants(database, [...merchantIds])) placeIds.add(id)
      }
      const ids = [...placeIds]
      for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
        await apply(ids.slice(at, at + IDS_AT_ONCE))
      }
    } catch (error) {
      logger.warn({ error }, 'the index of places waits for the database')
      for (const id of placeIds) changed.add(id)
      for (const id of merchantIds) changedMerchants.add(id)
      flushSoon(TRY_AGAIN_MS)
    }
  }
  const flushSoon = (afterMs = GATHER_MS) => {
    timer ??= setTimeout(() => {
      work = work.then(flush)
    }, afterMs).unref()
  }

  const apply = async (ids: readonly string[]): Promise<void> => {
    const rows = new Map((await searchRowsOf(database, ids)).map((row) => [row.id, row]))
    for (const id of ids) {
      const row = rows.get(id)
      if (row) index.put(row)
      else index.remove(id)
      meanwhile?.add(id)
    }
    const isMostlyDead =
      index.deadShare > DEAD_SHARE_MAX && index.placeCount * index.deadShare > DEAD_PLACES_MIN
    if (isMostlyDead && !meanwhile) void load()
  }

  const load = async (): Promise<void> => {
    const fresh = new AllPlaces()
    meanwhile = new Set()
    try {
      fresh.startLoad()
      await readSearchRows(database, ROWS_AT_ONCE, async (rows) => {
        for (const row of rows) fresh.put(row)
        // Between two batches requests get their turn.
        await new Promise((resolve) => setImmediate(resolve))
      })
      fresh.endLoad()
      index = fresh
      // The snapshot may be older than what was heard of since: that is read once more.
      for (const id of meanwhile) changed.add(id)
      if (changed.size > 0) flushSoon()
      logger.info({ places: fresh.placeCount }, 'the index of places is ready')
    } finally {
      meanwhile = null
    }
  }

  follow([placeChanged.name, merchantChanged.name], (fact) => {
    const { placeId, merchantId } = fact.data as { placeId?: string; merchantId: string }
    if (placeId) changed.add(placeId)
    else changedMerchants.add(merchantId)
    flushSoon()
  })
  return {
    index: () => index,
    load,
    async settled() {
      while (timer || changed.size > 0 || changedMerchants.size > 0) {
        if (timer) clearTimeout(timer)
        timer = null
        work = work.then(flush)
        await work
      }
      await work
    },
  }
}
