/** What people can do with merchants, places, zones and favourites; and search among all places. */
import { allow, mayOperate, mayServe, type Role } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { PAGE_SIZE_MAX, pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Invariant } from '../../platform/invariants.ts'
import type { Work } from '../../platform/work.ts'
import { addMembership } from '../people/service.ts'
import { merchantChanged, placeChanged } from './events.ts'
import {
  colorOf,
  mayChange,
  maySee,
  placeRefusals,
  PLACES_PER_MERCHANT_MAX,
  TIME_ZONE,
  type Merchant,
  type Place,
  type PlaceWithExceptions,
} from './model.ts'
import { hoursObjection, type OpeningException, type WeekHours } from './model/hours.ts'
import {
  countPlaces,
  countVisible,
  exceptionsOf,
  firstPlacesOf,
  insertMerchant,
  insertPlace,
  lockMerchant,
  lockPlace,
  placeNamesOf,
  merchantsById,
  placesById,
  placesOfMerchant,
  placeWithExceptions,
  replaceExceptions,
  updateMerchantRow,
  updatePlaceRow,
  visibleIds,
  type PlaceName,
} from './store.ts'

export type NewMerchant = Pick<Merchant, 'name' | 'category'> & {
  readonly id?: Id<'merchant'> | undefined
  readonly color?: string | undefined
  readonly contact?: string | null | undefined
}

/**
 * Signs a merchant up. A person who does so becomes its owner; a command does not (PL23).
 *
 * @throws {Refused} `merchant.exists`
 */
export async function createMerchant(work: Work, request: NewMerchant): Promise<Merchant> {
  const { name, category, color = colorOf(request.name), contact = null } = request
  const merchant = { id: request.id ?? work.newId('merchant'), name, category, color, contact }
  if (!(await insertMerchant(work, merchant))) throw new Refused(placeRefusals, 'merchant.exists')
  work.announce(merchantChanged, { merchantId: merchant.id })
  if (work.actor.kind === 'person') {
    const { personId } = work.actor
    await addMembership(work, { personId, merchantId: merchant.id, role: 'owner' })
  }
  return merchant
}

export type MerchantChange = {
  readonly name?: string | undefined
  readonly category?: Merchant['category'] | undefined
  readonly color?: string | undefined
  readonly contact?: string | null | undefined
}

/** @throws {Refused} `merchant.unknown`, `access.forbidden` (PL11) */
export async function updateMerchant(
  work: Work,
  id: Id<'merchant'>,
  change: MerchantChange,
): Promise<Merchant> {
  const merchant = await lockMerchant(work, id)
  if (!merchant) throw new Refused(placeRefusals, 'merchant.unknown')
  allow(mayChange(work.actor, id))
  const changed = { ...merchant, ...said(change) }
  await updateMerchantRow(work, changed)
  work.announce(merchantChanged, { merchantId: id })
  return changed
}

/** Leaves out what was not said, so that it cannot stand above what is there. */
function said<Change extends object>(
  change: Change,
): { [Key in keyof Change]: Exclude<Change[Key], undefined> } {
  const pairs = Object.entries(change).filter(([, value]) => value !== undefined)
  return Object.fromEntries(pairs) as { [Key in keyof Change]: Exclude<Change[Key], undefined> }
}

export async function merchantOf(work: Work, id: Id<'merchant'>): Promise<Merchant> {
  const [merchant] = await merchantsById(work, [id])
  if (!merchant) throw new Refused(placeRefusals, 'merchant.unknown')
  return merchant
}

/** These merchants, those that exist, by id. */
export async function merchantsOf(
  work: Work,
  ids: readonly Id<'merchant'>[],
): Promise<ReadonlyMap<Id<'merchant'>, Merchant>> {
  const merchants = await merchantsById(work, ids)
  return new Map(merchants.map((merchant) => [merchant.id, merchant]))
}

export type OwnMerchant = Merchant & {
  readonly role: Role
  /** The branches the asker is limited to; null for all. */
  readonly placeIds: readonly Id<'place'>[] | null
  readonly places: readonly Place[]
}

/** The merchants at which the asker works, by name, each with its first places. */
export async function merchantsOfAsker(work: Work): Promise<readonly OwnMerchant[]> {
  const memberships = work.actor.kind === 'person' ? work.actor.memberships : []
  const ids = memberships.map(({ merchantId }) => merchantId)
  const merchants = await merchantsById(work, ids)
  const branches = memberships.flatMap(({ placeIds }) => placeIds ?? [])
  const whole = memberships.filter(({ placeIds }) => !placeIds).map((own) => own.merchantId)
  const shown = [
    ...(await firstPlacesOf(work, whole, PAGE_SIZE_MAX)),
    ...(await placesById(work, branches)).toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  ]
  const places = Map.groupBy(shown, (it) => it.merchantId)
  return merchants
    .map((merchant): OwnMerchant => {
      const own = memberships.find((it) => it.merchantId === merchant.id)
      const { role = 'staff', placeIds = null } = own ?? {}
      return { ...merchant, role, placeIds, places: places.get(merchant.id) ?? [] }
    })
    .toSorted((one, other) => one.name.localeCompare(other.name))
}

export type NewPlace = Pick<Place, 'name' | 'address' | 'lng' | 'lat'> & {
  readonly id?: Id<'place'> | undefined
  readonly category?: Place['category'] | undefined
  readonly phone?: string | null | undefined
  readonly timeZone?: string | undefined
  readonly hours?: WeekHours | null | undefined
  readonly isVisible?: boolean | undefined
  readonly exceptions?: readonly OpeningException[] | undefined
}

/**
 * Gives a merchant one more place.
 *
 * @throws {Refused} `merchant.unknown`, `merchant.places-exhausted`, `place.exists`, `place.bad-hours`,
 *   `place.bad-time-zone`, `access.forbidden`
 */
export async function createPlace(
  work: Work,
  merchantId: Id<'merchant'>,
  request: NewPlace,
): Promise<PlaceWithExceptions> {
  const merchant = await lockMerchant(work, merchantId)
  if (!merchant) throw new Refused(placeRefusals, 'merchant.unknown')
  allow(mayChange(work.actor, merchantId))
  if ((await countPlaces(work, merchantId)) >= PLACES_PER_MERCHANT_MAX) {
    throw new Refused(placeRefusals, 'merchant.places-exhausted')
  }
  const { exceptions = [], ...wanted } = request
  const defaults = {
    id: work.newId('place'),
    merchantId,
    category: merchant.category,
    phone: null,
    timeZone: TIME_ZONE,
    hours: null,
    isVisible: true,
  }
  const place: Place = { ...defaults, ...said(wanted) }
  checkHours(place.hours, exceptions, place.timeZone)
  if (!(await insertPlace(work, place))) throw new Refused(placeRefusals, 'place.exists')
  if (exceptions.length > 0) await replaceExceptions(work, place.id, exceptions)
  work.announce(placeChanged, { placeId: place.id, merchantId })
  return { ...place, exceptions }
}

export type PlaceChange = Partial<{
  readonly [Key in keyof Omit<NewPlace, 'id'>]: NewPlace[Key] | undefined
}>

/**
 * Changes what is said; exceptions are replaced as a whole.
 *
 * @throws {Refused} `place.unknown`, `place.bad-hours`, `place.bad-time-zone`, `access.forbidden`
 */
export async function updatePlace(
  work: Work,
  id: Id<'place'>,
  change: PlaceChange,
): Promise<PlaceWithExceptions> {
  const place = await lockPlace(work, id)
  if (!place || !maySee(work.actor, place)) throw new Refused(placeRefusals, 'place.unknown')
  allow(mayChange(work.actor, place.merchantId, id))
  const { exceptions, ...rest } = change
  const changed: Place = { ...place, ...said(rest) }
  checkHours(changed.hours, exceptions ?? [], changed.timeZone)
  await updatePlaceRow(work, changed)
  if (exceptions) await replaceExceptions(work, id, exceptions)
  work.announce(placeChanged, { placeId: id, merchantId: place.merchantId })
  const kept = exceptions ?? (await exceptionsOf(work, [id])).get(id) ?? []
  return { ...changed, exceptions: kept }
}

/** @throws {Refused} `place.bad-hours`, `place.bad-time-zone` */
function checkHours(
  week: WeekHours | null,
  exceptions: readonly OpeningException[],
  timeZone: string,
): void {
  if (!isTimeZone(timeZone)) throw new Refused(placeRefusals, 'place.bad-time-zone', { timeZone })
  const rows = [
    ...(week?.days ?? []).map((hours, at) => [`weekday ${at + 1}`, hours] as const),
    ...(week?.holidays.kind === 'hours' ? [['holidays', week.holidays.hours] as const] : []),
    ...exceptions.map(({ day, hours }) => [day, hours] as const),
  ]
  for (const [day, hours] of rows) {
    const why = hoursObjection(hours)
    if (why) throw new Refused(placeRefusals, 'place.bad-hours', { day, why })
  }
  const days = exceptions.map(({ day }) => day)
  const twice = days.find((day, at) => days.indexOf(day) < at)
  if (twice)
    throw new Refused(placeRefusals, 'place.bad-hours', { day: twice, why: 'is said twice' })
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

/** A place with its exceptions. @throws {Refused} `place.unknown`, also for hidden ones (PL12) */
export async function placeOf(work: Work, id: Id<'place'>): Promise<PlaceWithExceptions> {
  const place = await placeWithExceptions(work, id)
  if (!place || !maySee(work.actor, place)) throw new Refused(placeRefusals, 'place.unknown')
  return place
}

/** These places, those that exist, by id; hidden ones too. */
export async function placesOf(
  work: Work,
  ids: readonly Id<'place'>[],
): Promise<ReadonlyMap<Id<'place'>, Place>> {
  return new Map((await placesById(work, ids)).map((place) => [place.id, place]))
}

/** How many places anybody may see. */
export function visiblePlaceCount(work: Work): Promise<number> {
  return countVisible(work)
}

/** Ids of the places anybody may see, in their order; for lists of all there are. */
export function visiblePlaceIds(
  work: Work,
  page: { readonly skip: number; readonly limit: number },
): Promise<readonly Id<'place'>[]> {
  return visibleIds(work, page)
}

/** These places, those that exist, with their exceptions of these days. */
export async function placesWithExceptions(
  work: Work,
  ids: readonly Id<'place'>[],
): Promise<readonly PlaceWithExceptions[]> {
  const places = await placesById(work, ids)
  const exceptions = await exceptionsOf(work, ids)
  return places.map((place) => ({ ...place, exceptions: exceptions.get(place.id) ?? [] }))
}

/** The places of a merchant, a page at a time. Its people see hidden ones too (PL12). */
export async function placesOfMerchantPage(
  work: Work,
  merchantId: Id<'merchant'>,
  page: PageRequest,
): Promise<Page<PlaceWithExceptions>> {
  await merchantOf(work, merchantId)
  const rows = await placesOfMerchant(work, merchantId, page)
  const { items, nextCursor } = pageOf(rows, page.limit, ({ id }) => id)
  const seen = items.filter((place) => maySee(work.actor, place))
  const exceptions = await exceptionsOf(
    work,
    seen.map(({ id }) => id),
  )
  const withExceptions = (place: Place) => ({
    ...place,
    exceptions: exceptions.get(place.id) ?? [],
  })
  return { items: seen.map(withExceptions), nextCursor }
}

/** The ids of all places of a merchant. */
export async function placeIdsOf(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Id<'place'>[]> {
  const places = await firstPlacesOf(work, [merchantId], PLACES_PER_MERCHANT_MAX)
  return places.map(({ id }) => id)
}

/** The names of a merchant's places, in the order of their names, for its own people. */
export async function branchNames(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly PlaceName[]> {
  allow(mayServe(work.actor, merchantId))
  const names = await placeNamesOf(work, merchantId, PLACES_PER_MERCHANT_MAX)
  return names.filter(({ id }) => mayServe(work.actor, merchantId, id))
}

/** The merchant's own people, and the operator. @throws {Refused} `access.forbidden` */
export function allowStaff(work: Work, merchantId: Id<'merchant'>): void {
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
}

export const placeInvariants: readonly Invariant[] = [
  {
    id: 'places.import-keys-lead-somewhere',
    says: 'What an import has named exists.',
    query: `
      select k.source, k.kind, k.external_id from places.import_key k
      where not exists (select from places.merchant t where k.kind = 'merchant' and t.id = k.target_id)
        and not exists (select from places.place t where k.kind = 'place' and t.id = k.target_id)
        and not exists (select from places.zone t where k.kind = 'zone' and t.id = k.target_id)`,
  },
  {
    id: 'places.hours-have-seven-days',
    says: 'Opening hours name every day of the week.',
    query: `
      select id from places.place
      where hours is not null and jsonb_array_length(hours -> 'days') <> 7`,
  },
]
