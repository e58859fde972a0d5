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

export function openPlaces(platform: Shared): Places {
  const keeper = new IndexKeeper(platform)
  platform.follow([placeChanged.name, merchantChanged.name], ({ data }) => keeper.hear(data))
  return {
    index: () => keeper.index,
    load: () => keeper.load(),
    settled: () => keeper.settled(),
  }
}

/** Owns the generations of the index, and what has been heard and not yet read. */
class IndexKeeper {
  readonly #database: Platform['database']
  readonly #logger: Platform['logger']
  #index = new AllPlaces()
  /** What changed while the next generation is being read; null when none is. */
  #meanwhile: Set<string> | null = null
  #placeIds = new Set<string>()
  #merchantIds = new Set<string>()
  #timer: NodeJS.Timeout | null = null
  #work: Promise<void> = Promise.resolve()

  constructor({ database, logger }: Omit<Shared, 'follow'>) {
    this.#database = database
    this.#logger = logger
  }

  get index(): AllPlaces {
    return this.#index
  }

  /** Takes a fact of a place or of a merchant. */
  hear(data: unknown): void {
    // The log holds only what was parsed by the shapes of these facts.
    const { placeId, merchantId } = data as { placeId?: string; merchantId: string }
    if (placeId) this.#placeIds.add(placeId)
    else this.#merchantIds.add(merchantId)
    this.#flushSoon(GATHER_MS)
  }

  async load(): Promise<void> {
    const fresh = new AllPlaces()
    this.#meanwhile = new Set()
    try {
      fresh.startLoad()
      await readSearchRows(this.#database, ROWS_AT_ONCE, async (rows) => {
        for (const row of rows) fresh.put(row)
        await nextTurn()
      })
      await inTurns(fresh.endLoad())
      this.#index = fresh
      // The snapshot may be older than what was heard of since: that is read once more.
      for (const id of this.#meanwhile) this.#placeIds.add(id)
      if (this.#placeIds.size > 0) this.#flushSoon(GATHER_MS)
      this.#logger.info({ places: fresh.placeCount }, 'the index of places is ready')
    } finally {
      this.#meanwhile = null
    }
  }

  async settled(): Promise<void> {
    while (this.#timer || this.#placeIds.size > 0 || this.#merchantIds.size > 0) {
      if (this.#timer) clearTimeout(this.#timer)
      this.#timer = null
      this.#work = this.#work.then(() => this.#flush())
      await this.#work
    }
    await this.#work
  }

  #flushSoon(afterMs: number): void {
    this.#timer ??= setTimeout(() => {
      this.#work = this.#work.then(() => this.#flush())
    }, afterMs).unref()
  }

  async #flush(): Promise<void> {
    this.#timer = null
    const [placeIds, merchantIds] = [this.#placeIds, this.#merchantIds]
    this.#placeIds = new Set()
    this.#merchantIds = new Set()
    try {
      if (merchantIds.size > 0) {
        for (const id of await placeIdsOfMerchants(this.#database, [...merchantIds])) {
          placeIds.add(id)
        }
      }
      const ids = [...placeIds]
      for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
        await this.#apply(ids.slice(at, at + IDS_AT_ONCE))
      }
    } catch (error) {
      this.#logger.warn({ error }, 'the index of places waits for the database')
      for (const id of placeIds) this.#placeIds.add(id)
      for (const id of merchantIds) this.#merchantIds.add(id)
      this.#flushSoon(TRY_AGAIN_MS)
    }
  }

  async #apply(ids: readonly string[]): Promise<void> {
    const found = await searchRowsOf(this.#database, ids)
    const rows = new Map(found.map((row) => [row.id, row]))
    const index = this.#index
    for (const id of ids) {
      const row = rows.get(id)
      if (row) index.put(row)
      else index.remove(id)
      this.#meanwhile?.add(id)
    }
    await inTurns(index.mergeTrees())
    const { deadShare, placeCount } = index
    const isMostlyDead = deadShare > DEAD_SHARE_MAX && placeCount * deadShare > DEAD_PLACES_MIN
    if (!isMostlyDead || this.#meanwhile) return
    this.load().catch((error: unknown) => {
      this.#logger.warn({ error }, 'the index of places could not be built anew')
    })
  }
}

/** Lets requests have their turn. */
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

async function inTurns(steps: Iterable<undefined>): Promise<void> {
  for (const _step of steps) await nextTurn()
}
