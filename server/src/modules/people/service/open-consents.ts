/** What people agree to, in memory: asked for with every signal. */
import type { Id } from '../../../kernel/id.ts'
import { gather } from '../../../platform/gather.ts'
import type { Platform } from '../../../platform/platform.ts'
import { openRecall } from '../../../platform/recall.ts'
import { ageSaid, consentChanged, locationControlsChanged } from '../events.ts'
import type { Purpose } from '../model.ts'
import type { LocationUseOff } from '../model/location.ts'
import { consentsInForce, type ConsentsInForce } from '../store/location.ts'
import { remember } from './memory.ts'

/** Consents in memory, for paths that cannot ask the database for every signal. */
export type Consents = {
  /**
   * Whether a person agrees; false for people not loaded by `ready`. To `location`: not while it is
   * paused (PE52).
   */
  has(personId: Id<'person'>, purpose: Purpose): boolean
  /** Whether a location may be used for one purpose: agreed to, not paused, not switched off (PE53). */
  allows(personId: Id<'person'>, use: LocationUseOff): boolean
  /**
   * Loads those of these people who are not known yet, in one query. Whoever changes something is not
   * known from then on: nothing may be waited for between this and the questions.
   */
  ready(personIds: readonly Id<'person'>[]): Promise<void>
}

/** The most people whose consents are kept in memory; the oldest give way. */
const CONSENTS_KEPT_MAX = 500_000
const CONSENTS_READ_AT_ONCE_MAX = 200

/** What a person agrees to, and which uses of the location are off. */
type Agreement = {
  readonly purposes: ReadonlySet<Purpose>
  readonly off: readonly LocationUseOff[]
}

const nothing: Agreement = { purposes: new Set(), off: [] }
const agreements = new Map<string, Agreement>()

/** The same object for all who agreed to the same: half a million of them would fill the memory. */
function agreed({ purposes, isPaused, off }: ConsentsInForce): Agreement {
  const inForce = isPaused ? purposes.filter((purpose) => purpose !== 'location') : purposes
  const key = `${inForce.toSorted().join()} ${off.toSorted().join()}`
  const known = agreements.get(key) ?? { purposes: new Set(inForce), off }
  agreements.set(key, known)
  return known
}

/** Opens the memory of consents. A change is known here at once, elsewhere within a second. */
export function openConsents({ database, follow }: Platform): Consents {
  // People heard for the first time come in waves, each in a request of their own.
  const read = gather<readonly Id<'person'>[], Awaited<ReturnType<typeof consentsInForce>>>({
    itemsMax: CONSENTS_READ_AT_ONCE_MAX,
    flightsMax: 2,
    run: async (lists) => {
      const rows = await consentsInForce(database.db, lists.flat())
      const byPerson = new Map(rows.map((row) => [row.personId, row]))
      return lists.map((list) => list.flatMap((personId) => byPerson.get(personId) ?? []))
    },
  })
  const known = openRecall<Id<'person'>, Agreement>({
    keptMax: CONSENTS_KEPT_MAX,
    read: async (personIds) =>
      new Map((await read(personIds)).map((row) => [row.personId, agreed(row)])),
  })
  const memory = { forget: (owner: string) => known.forget(owner as Id<'person'>) }
  remember(memory)
  // Held on to here: what is remembered by the process is so weakly.
  follow([consentChanged.name, locationControlsChanged.name, ageSaid.name], ({ subjectId }) => {
    if (subjectId) memory.forget(subjectId)
  })
  return {
    has: (personId, purpose) => known.get(personId)?.purposes.has(purpose) ?? false,
    allows(personId, use) {
      const { purposes, off } = known.get(personId) ?? nothing
      return purposes.has('location') && !off.includes(use)
    },
    ready: (personIds) => known.ready(personIds),
  }
}
