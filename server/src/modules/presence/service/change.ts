/** What a batch did to one person, as rows to save and facts to tell. */
import type { Id } from '../../../kernel/id.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { LocationUse } from '../../people/model/location-uses.ts'
import {
  cloneSuspected,
  visitConfirmed,
  visitEnded,
  visitStarted,
  zoneDwelled,
  zoneEntered,
  zoneLeft,
} from '../events.ts'
import { heardAtOf, type Happening, type State, type Stay, type Visit } from '../model/state.ts'
import type { Differences } from '../model/differences.ts'
import type { Track } from '../model/track.ts'
import type { StayRow, VisitRow } from '../store.ts'

export type Fact = (work: Work) => void

export type Use = Pick<LocationUse, 'purpose' | 'merchantId'>

export type Change = {
  readonly stays: ReadonlyMap<string, StayRow>
  readonly visits: ReadonlyMap<string, VisitRow>
  readonly goneStays: readonly Id<'stay'>[]
  readonly goneVisits: readonly Id<'visit'>[]
  readonly facts: readonly Fact[]
  /** What the person's location was used for by this, and for which merchant (PR22). */
  readonly uses: ReadonlyMap<string, Use>
}

/** The change that a receipt stands for; null when nothing needs to be written. */
export function changeOf(
  track: Track,
  differences: Differences | null,
  happenings: readonly Happening[],
): Change | null {
  if (happenings.length === 0 && !isSomething(differences)) return null
  const personId = track.personId as Id<'person'>
  const stays = new Map<string, StayRow>()
  const visits = new Map<string, VisitRow>()
  const facts: Fact[] = []
  const uses = new Map<string, Use>()
  const rows = { personId, state: track.state, stays, visits }

  for (const stay of differences?.changedStays ?? []) noteStay(rows, stay)
  for (const visit of differences?.changedVisits ?? []) noteVisit(rows, visit)
  for (const happening of [...(differences?.happenings ?? []), ...happenings]) {
    facts.push(factOf(personId, happening))
    noteUse(uses, happening)
  }
  for (const happening of happenings) {
    if ('stay' in happening) noteStay(rows, happening.stay)
    else if ('visit' in happening) noteVisit(rows, happening.visit)
  }
  for (const visit of differences?.withdrawn ?? []) facts.push(withdrawalOf(personId, visit))
  return {
    stays,
    visits,
    goneStays: (differences?.goneStays ?? []).map(({ id }) => id),
    goneVisits: (differences?.goneVisits ?? []).map(({ id }) => id),
    facts,
    uses,
  }
}

/** Several changes of one person as one: what was saved later counts. */
export function together(changes: readonly Change[]): Change {
  const [only] = changes
  if (changes.length === 1 && only) return only
  const stays = new Map(changes.flatMap((change) => [...change.stays]))
  const visits = new Map(changes.flatMap((change) => [...change.visits]))
  const goneStays = changes.flatMap((change) => change.goneStays)
  const goneVisits = changes.flatMap((change) => change.goneVisits)
  for (const id of goneStays) stays.delete(id)
  for (const id of goneVisits) visits.delete(id)
  return {
    stays,
    visits,
    goneStays,
    goneVisits,
    facts: changes.flatMap((change) => change.facts),
    uses: new Map(changes.flatMap((change) => [...change.uses])),
  }
}

type Rows = {
  readonly personId: Id<'person'>
  readonly state: State
  readonly stays: Map<string, StayRow>
  readonly visits: Map<string, VisitRow>
}

function isSomething(differences: Differences | null): boolean {
  if (differences === null) return false
  const { changedStays, changedVisits, goneStays, goneVisits, happenings } = differences
  return [changedStays, changedVisits, goneStays, goneVisits, happenings].some(
    (list) => list.length > 0,
  )
}

function noteStay(rows: Rows, stay: Stay): void {
  const { personId, state, stays } = rows
  const { id, zone, enteredAt, dwelledAt, leftAt, evidence } = stay
  // PR8: a visit goes on for a while after its last stay, also in whoever reads it back from disk.
  const visit = zone.placeId === null ? undefined : state.visits.get(zone.placeId)
  if (visit) noteVisit(rows, visit)
  stays.set(id, {
    id,
    personId,
    zoneId: zone.id,
    placeId: zone.placeId,
    merchantId: zone.merchantId,
    enteredAt: new Date(enteredAt),
    heardAt: new Date(heardAtOf(state, stay)),
    dwelledAt: dateOf(dwelledAt),
    leftAt: dateOf(leftAt),
    evidence,
  })
}

function noteVisit({ personId, visits }: Rows, visit: Visit): void {
  const { id, placeId, merchantId, startedAt, heardAt, endedAt, evidence, method } = visit
  visits.set(id, {
    id,
    personId,
    placeId,
    merchantId,
    startedAt: new Date(startedAt),
    heardAt: new Date(heardAt),
    endedAt: dateOf(endedAt),
    evidence,
    method,
  })
}

/** A merchant learns of a stay in its zone, of a visit, or of whom it checked in at its counter. */
function noteUse(uses: Map<string, Use>, happening: Happening): void {
  if ('reading' in happening) return
  const isStay = 'stay' in happening
  const { merchantId } = isStay ? happening.stay.zone : happening.visit
  if (merchantId === null) return
  const isCounter = !isStay && happening.visit.method === 'staff'
  const purpose = isStay ? 'zone' : isCounter ? 'check-in' : 'visit'
  uses.set(`${purpose}/${merchantId}`, { purpose, merchantId })
}

const dateOf = (at: number | null) => (at === null ? null : new Date(at))
const text = (at: number) => new Date(at).toISOString()

// Values are read now, because stays and visits change under way; the work that tells them comes later.
function factOf(personId: Id<'person'>, happening: Happening): Fact {
  const about = { subjectId: personId }
  switch (happening.kind) {
    case 'entered': {
      const fact = stayFact(personId, happening.stay, happening.stay.enteredAt)
      return (work) => work.announce(zoneEntered, fact, about)
    }
    case 'dwelled': {
      const { stay } = happening
      const dwellSeconds = Math.floor(((stay.dwelledAt ?? 0) - stay.enteredAt) / SECOND_MS)
      const fact = { ...stayFact(personId, stay, stay.dwelledAt ?? 0), dwellSeconds }
      return (work) => work.announce(zoneDwelled, fact, about)
    }
    case 'left': {
      const fact = stayFact(personId, happening.stay, happening.stay.leftAt ?? 0)
      return (work) => work.announce(zoneLeft, fact, about)
    }
    case 'started': {
      const fact = visitFact(personId, happening.visit, happening.at)
      return (work) => work.announce(visitStarted, fact, about)
    }
    case 'confirmed': {
      const fact = visitFact(personId, happening.visit, happening.at)
      return (work) => work.announce(visitConfirmed, fact, about)
    }
    case 'ended': {
      const fact = { ...visitFact(personId, happening.visit, happening.at), isWithdrawn: false }
      return (work) => work.announce(visitEnded, fact, about)
    }
    case 'clone-suspected': {
      const { deviceId, placeId, at } = happening.reading
      const fact = { deviceId: deviceId ?? '', placeId, personId, at: text(at) }
      return (work) => work.announce(cloneSuspected, fact, about)
    }
  }
}

function withdrawalOf(personId: Id<'person'>, visit: Visit): Fact {
  const fact = { ...visitFact(personId, visit, visit.endedAt ?? visit.heardAt), isWithdrawn: true }
  return (work) => work.announce(visitEnded, fact, { subjectId: personId })
}

function stayFact(personId: Id<'person'>, stay: Stay, at: number) {
  const { id, zone, evidence } = stay
  const { placeId, merchantId } = zone
  return { stayId: id, personId, zoneId: zone.id, placeId, merchantId, at: text(at), evidence }
}

function visitFact(personId: Id<'person'>, visit: Visit, at: number) {
  const { id, placeId, merchantId, evidence, method } = visit
  return { visitId: id, personId, placeId, merchantId, at: text(at), evidence, method }
}
