/**
 * What was read from the database, in memory: filled as it is asked for, forgotten as it changes.
 *
 * For paths that cannot ask the database each time. What is forgotten while others are being read is
 * read again, and what was read while it changed is not kept: it may be of before the change.
 */
import { assert } from '../kernel/assert.ts'

export type Recall<Key, Value> = {
  /** Null for what is not there; and for what `ready` was not asked for, or has changed since. */
  get(key: Key): Value | null
  /** Reads those of these keys that are not known. Wait for nothing between this and `get`. */
  ready(keys: readonly Key[]): Promise<void>
  forget(key: Key): void
}

export type Recalling<Key, Value> = {
  /** The most keys that are kept; the oldest give way. */
  readonly keptMax: number
  /** Reads what is there of these keys, each of which comes once. */
  read(keys: readonly Key[]): Promise<ReadonlyMap<Key, Value>>
}

export function openRecall<Key extends string, Value>({
  keptMax,
  read,
}: Recalling<Key, Value>): Recall<Key, Value> {
  const known = new Map<Key, Value | null>()
  const flights = new Set<Set<Key>>()

  const load = async (keys: readonly Key[]): Promise<void> => {
    const changed = new Set<Key>()
    flights.add(changed)
    try {
      const found = await read(keys)
      for (const key of keys) if (!changed.has(key)) known.set(key, found.get(key) ?? null)
    } finally {
      flights.delete(changed)
    }
  }
  /** Before a load and not after it: what has just been asked for must not be what gives way. */
  const makeRoom = (count: number) => {
    for (const oldest of known.keys()) {
      if (known.size + count <= keptMax) return
      known.delete(oldest)
    }
  }
  return {
    get: (key) => known.get(key) ?? null,
    async ready(keys) {
      const unknown = () => keys.filter((key) => !known.has(key))
      let missing = unknown()
      if (missing.length === 0) return
      assert(keys.length <= keptMax, 'all that is asked for at once is kept')
      for (; missing.length > 0; missing = unknown()) {
        const each = [...new Set(missing)]
        makeRoom(each.length)
        await load(each)
      }
    },
    forget(key) {
      known.delete(key)
      for (const changed of flights) changed.add(key)
    },
  }
}
