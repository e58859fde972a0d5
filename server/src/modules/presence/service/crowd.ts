/**
 * The crowd: the tracks of all people who were heard of lately, and how their changes reach the disk.
 *
 * Memory runs ahead of the database by the batches that are being written. Whenever a write fails, or
 * another process was quicker (PR16), what is in memory is thrown away and worked out again.
 */
import type { Id } from '../../../kernel/id.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'
import { gather } from '../../../platform/gather.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Work } from '../../../platform/work.ts'
import { recordLocationUses, type LocationUseCounter } from '../../people/service.ts'
import type { Consents } from '../../people/service/open-consents.ts'
import { SILENCE_MS } from '../model/reducer.ts'
import { SHUFFLE_MS_MAX, type Outcome, type Signal } from '../model/signal.ts'
import type { State } from '../model/state.ts'
import { Track, type Receipt } from '../model/track.ts'
import type { Zones } from '../model/zone.ts'
import {
  claimPeople,
  deleteGone,
  keptOf,
  lockKept,
  noteHeard,
  upsertStays,
  upsertVisits,
  type Kept,
} from '../store.ts'
import { changeOf, together, type Change } from './change.ts'
import { stateOf } from './kept-state.ts'

type PersonId = Id<'person'>
type Member = {
  readonly track: Track
  /** The version in the database, as far as this process knows. */
  version: number
  /** Set once memory and database may differ; whoever still holds this must start anew. */
  isLost: boolean
  /** Writes that are under way. */
  flights: number
  /** By the clock of the server, unlike the times in the track. */
  arrivedAt: number
  notedAt: number
  usesMinute: number
  uses: number
}
type Write = {
  readonly personId: PersonId
  readonly member: Member
  /** To work the change out again when the member is lost. */
  readonly signals: readonly Signal[]
  readonly change: Change
}
type Rework = { readonly member: Member; readonly change: Change | null }

export type CrowdNeeds = {
  readonly platform: Platform
  readonly consents: Consents
  readonly uses: LocationUseCounter
  readonly zones: Zones
}

/** People whose changes one transaction takes. */
const WRITES_PER_FLIGHT_MAX = 2_000
const RECENT_MAX = 50_000
/** People heard for the first time come in waves: their rows are read together. */
const READ_AT_ONCE_MAX = 200
const READ_FLIGHTS_MAX = 2
/** PR6: who is silent in memory so long is settled and forgotten. */
export const SETTLE_MS = SILENCE_MS + SHUFFLE_MS_MAX
export const HEARD_EVERY_MS = 5 * MINUTE_MS
const system = { kind: 'system', name: 'presence' } as const

export class Crowd {
  readonly #needs: CrowdNeeds
  readonly #members = new Map<PersonId, Member>()
  readonly #write: (writes: readonly Write[]) => Promise<void>
  readonly #read: (personIds: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, Kept>>
  /** Stays and visits this process wrote lately, in two halves, so that facts of its own are told apart. */
  #recent = [new Set<string>(), new Set<string>()] as [Set<string>, Set<string>]

  constructor(needs: CrowdNeeds) {
    this.#needs = needs
    this.#read = gather<readonly PersonId[], ReadonlyMap<PersonId, Kept>>({
      itemsMax: READ_AT_ONCE_MAX,
      flightsMax: READ_FLIGHTS_MAX,
      run: async (lists) => {
        const kept = await needs.platform.inWork(system, (work) => keptOf(work, lists.flat()))
        return lists.map(() => kept)
      },
    })
    this.#write = gather<readonly Write[], void>({
      itemsMax: 200,
      // One at a time: two batches with the same person must not overtake each other.
      flightsMax: 1,
      run: async (items) => {
        await this.#fly(items.flat())
        return items.map(() => undefined)
      },
    })
  }

  get size(): number {
    return this.#members.size
  }

  /**
   * Takes signals of people who agreed to it. Answers once all they changed is on disk.
   *
   * @returns the outcomes of those of whom not every signal was taken: most batches have none
   */
  async take(
    signals: ReadonlyMap<PersonId, readonly Signal[]>,
  ): Promise<ReadonlyMap<PersonId, readonly Outcome[]>> {
    const unknown: PersonId[] = []
    for (const personId of signals.keys()) {
      if (!this.#members.has(personId)) unknown.push(personId)
    }
    if (unknown.length > 0) await this.#load(unknown)

    const now = this.#needs.platform.clock().getTime()
    const outcomes = new Map<PersonId, readonly Outcome[]>()
    const writes: Write[] = []
    for (const [personId, own] of signals) {
      // Another batch may have lost the member while this one loaded.
      const member = this.#members.get(personId) ?? this.#add(personId, undefined)
      const receipt = member.track.receive(own, this.#needs.zones)
      if (!isAllTaken(receipt)) outcomes.set(personId, receipt.outcomes)
      this.#count(member, own.length, now)
      const change = changeOf(member.track, receipt.differences, receipt.happenings)
      if (change) writes.push({ personId, member, signals: own, change })
    }
    await this.#commit(writes)
    return outcomes
  }

  /** Ends what has been silent, forgets who is gone, and notes who is still heard. */
  async settle(now: number): Promise<void> {
    const writes: Write[] = []
    const heard: { personId: PersonId; heardAt: Date }[] = []
    for (const [personId, member] of this.#members) {
      const { track } = member
      // By arrival: whoever sends in what was collected hours ago is not silent now.
      if (member.arrivedAt < now - SETTLE_MS && member.flights === 0) {
        const happenings = track.settleAt(now)
        const change = changeOf(track, null, happenings)
        if (change) writes.push({ personId, member, signals: [], change })
        else this.#forget(personId, member)
      } else if (isSomewhere(track.state) && member.arrivedAt - member.notedAt > HEARD_EVERY_MS) {
        member.notedAt = member.arrivedAt
        heard.push({ personId, heardAt: new Date(track.newestAt) })
      }
    }
    await this.#commit(writes)
    if (heard.length > 0)
      await this.#needs.platform.inWork(system, (work) => noteHeard(work, heard))
  }

  /** Ends what is open of people whom nobody hears any more. */
  async settleLost(personIds: readonly PersonId[]): Promise<void> {
    const strangers = personIds.filter((personId) => !this.#members.has(personId))
    if (strangers.length === 0) return
    await this.#load(strangers)
    const writes: Write[] = []
    for (const personId of strangers) {
      const member = this.#members.get(personId)
      if (!member) continue
      const happenings = member.track.settleAt(Infinity)
      const change = changeOf(member.track, null, happenings)
      if (change) writes.push({ personId, member, signals: [], change })
      else this.lose(personId)
    }
    await this.#commit(writes)
  }

  /** PR17: throws away what is known of somebody. */
  lose(personId: PersonId): void {
    const member = this.#members.get(personId)
    if (!member) return
    member.isLost = true
    this.#members.delete(personId)
  }

  /** Another process told of a stay or visit: what is known here may be behind. */
  hear(personId: PersonId, id: string, isOver: boolean): void {
    const mark = markOf(id, isOver)
    if (!this.#recent[0].has(mark) && !this.#recent[1].has(mark)) this.lose(personId)
  }

  async #commit(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return
    for (const { member } of writes) member.flights += 1
    try {
      for (let at = 0; at < writes.length; at += WRITES_PER_FLIGHT_MAX) {
        await this.#write(writes.slice(at, at + WRITES_PER_FLIGHT_MAX))
      }
    } finally {
      for (const { member } of writes) member.flights -= 1
    }
  }

  async #fly(writes: readonly Write[]): Promise<void> {
    const byPerson = Map.groupBy(writes, (write) => write.personId)
    try {
      const reworked = await this.#needs.platform.inWork(system, (work) =>
        this.#save(work, byPerson),
      )
      for (const [personId, [write]] of byPerson) {
        const rework = reworked.get(personId)
        if (rework) this.#install(personId, rework.member)
        else if (write) write.member.version += 1
      }
    } catch (error) {
      for (const { personId, member } of writes) {
        member.isLost = true
        if (this.#members.get(personId) === member) this.#members.delete(personId)
      }
      throw error
    }
  }

  /** One statement for each table, whatever the number of people. May run twice. */
  async #save(
    work: Work,
    byPerson: ReadonlyMap<PersonId, readonly Write[]>,
  ): Promise<ReadonlyMap<PersonId, Rework>> {
    const sound: [PersonId, readonly Write[]][] = []
    for (const entry of byPerson) {
      if (entry[1].every(({ member }) => !member.isLost && member === entry[1][0]?.member)) {
        sound.push(entry)
      }
    }
    const claimed = await claimPeople(
      work,
      sound.map(([personId, [write]]) => personRow(personId, (write as Write).member)),
    )
    const changes: [PersonId, Change][] = []
    for (const [personId, own] of sound) {
      if (claimed.has(personId)) changes.push([personId, together(own.map(({ change }) => change))])
    }
    const left = [...byPerson].filter(([personId]) => !claimed.has(personId))
    const reworked = left.length > 0 ? await this.#rework(work, left) : new Map<PersonId, Rework>()
    for (const [personId, { change }] of reworked) if (change) changes.push([personId, change])
    await this.#saveChanges(work, changes)
    return reworked
  }

  async #saveChanges(work: Work, changes: readonly [PersonId, Change][]): Promise<void> {
    const all = changes.map(([, change]) => change)
    await deleteGone(
      work,
      all.flatMap((change) => change.goneStays),
      all.flatMap((change) => change.goneVisits),
    )
    await upsertStays(
      work,
      all.flatMap((change) => [...change.stays.values()]),
    )
    await upsertVisits(
      work,
      all.flatMap((change) => [...change.visits.values()]),
    )
    for (const change of all) {
      for (const fact of change.facts) fact(work)
      for (const { id, leftAt } of change.stays.values()) this.#remember(id, leftAt !== null)
      for (const { id, endedAt } of change.visits.values()) this.#remember(id, endedAt !== null)
    }
    await recordLocationUses(
      work,
      changes.flatMap(([personId, { uses }]) =>
        [...uses.values()].map((use) => ({ ...use, personId, count: 1 })),
      ),
    )
  }

  /** Works changes out again for people of whom another process knows more. */
  async #rework(
    work: Work,
    left: readonly (readonly [PersonId, readonly Write[]])[],
  ): Promise<Map<PersonId, Rework>> {
    const kept = await lockKept(
      work,
      left.map(([personId]) => personId),
    )
    // Whose consents changed is not known any more, and must not be taken for one who says no.
    await this.#needs.consents.ready(left.map(([personId]) => personId))
    const reworked = new Map<PersonId, Rework>()
    for (const [personId, writes] of left) {
      const member = this.#memberOf(personId, kept.get(personId))
      // Whoever took the consent back since is not written about any more.
      const signals = this.#needs.consents.has(personId, 'location')
        ? writes.flatMap((write) => write.signals)
        : []
      const receipt = member.track.receive(signals, this.#needs.zones)
      const change = changeOf(member.track, receipt.differences, receipt.happenings)
      reworked.set(personId, { member, change })
    }
    const rows = [...reworked]
      .filter(([, { change }]) => change !== null)
      .map(([personId, { member }]) => personRow(personId, member))
    if (rows.length > 0) await claimPeople(work, rows)
    for (const [, { member, change }] of reworked) if (change) member.version += 1
    return reworked
  }

  async #load(personIds: readonly PersonId[]): Promise<void> {
    const kept = await this.#read(personIds)
    for (const personId of personIds) {
      if (!this.#members.has(personId)) this.#add(personId, kept.get(personId))
    }
  }

  #add(personId: PersonId, kept: Kept | undefined): Member {
    const member = this.#memberOf(personId, kept)
    this.#members.set(personId, member)
    return member
  }

  #install(personId: PersonId, member: Member): void {
    const there = this.#members.get(personId)
    if (there) there.isLost = true
    this.#members.set(personId, member)
  }

  #forget(personId: PersonId, member: Member): void {
    this.#countRest(member)
    this.#members.delete(personId)
  }

  #memberOf(personId: PersonId, kept: Kept | undefined): Member {
    const settledAt = kept ? kept.person.settledAt.getTime() : -Infinity
    const now = this.#needs.platform.clock().getTime()
    const track = new Track(personId, stateOf(kept, this.#needs.zones), settledAt)
    if (kept) track.newestAt = Math.max(settledAt, kept.person.heardAt.getTime())
    return {
      track,
      version: kept?.person.version ?? 0,
      isLost: false,
      flights: 0,
      arrivedAt: now,
      notedAt: now,
      usesMinute: -1,
      uses: 0,
    }
  }

  /** The first use of a minute is recorded at once, the others when the minute is over. */
  #count(member: Member, count: number, now: number): void {
    member.arrivedAt = now
    const minute = Math.floor(now / MINUTE_MS)
    if (member.usesMinute === minute) {
      member.uses += count
      return
    }
    this.#countRest(member)
    member.usesMinute = minute
    const personId = member.track.personId as PersonId
    this.#needs.uses.count({ personId, purpose: 'zone', merchantId: null, count })
  }

  #countRest(member: Member): void {
    if (member.uses === 0) return
    const personId = member.track.personId as PersonId
    this.#needs.uses.count({ personId, purpose: 'zone', merchantId: null, count: member.uses })
    member.uses = 0
  }

  #remember(id: string, isOver: boolean): void {
    // What is over may have begun in the same change.
    this.#recent[0].add(markOf(id, false))
    if (isOver) this.#recent[0].add(markOf(id, true))
    if (this.#recent[0].size > RECENT_MAX) this.#recent = [new Set(), this.#recent[0]]
  }
}

function personRow(personId: PersonId, { track, version }: Member) {
  const at = new Date(track.newestAt)
  return { personId, version: version + 1, settledAt: at, heardAt: at }
}

/** A stay that began here may be over by what another process heard: the two are told apart. */
const markOf = (id: string, isOver: boolean) => (isOver ? `${id} is over` : id)

function isAllTaken({ outcomes }: Receipt): boolean {
  for (const outcome of outcomes) if (outcome !== 'taken') return false
  return true
}

function isSomewhere(state: State): boolean {
  return state.stays.size > 0 || state.visits.size > 0
}
