/** What owners do with event pages: write, open, end; and what anybody may see of them. */
import { allow, mayDecide, mayOperate, mayServe } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import { isSame } from '../../kernel/same.ts'
import type { Invariant } from '../../platform/invariants.ts'
import { holdPictures, releasePictures } from '../../platform/pictures.ts'
import { randomToken, sha256 } from '../../platform/secrets.ts'
import type { Work } from '../../platform/work.ts'
import { offersOf } from '../offers/service.ts'
import { endNumberUses } from '../people/service/number-uses.ts'
import { merchantOf } from '../places/service.ts'
import { requireOwnPlaces } from '../places/service/branches.ts'
import { pageChanged } from './events.ts'
import {
  objectionToPage,
  PAGES_PER_MERCHANT_MAX,
  phaseOf,
  picturesIn,
  slugsFor,
  type EventPage,
  type PagePlan,
} from './model/page.ts'
import { pageRefusals } from './model/refusals.ts'
import { invariants } from './store/invariants.ts'
import {
  endPageRow,
  insertPage,
  lockPage,
  openPageRow,
  pageBySlug,
  pagesOfShop,
  takenSlugs,
  updatePage,
} from './store/page.ts'

/** What must hold in every database, for `verify`. */
export const pageInvariants: readonly Invariant[] = invariants

const SEED_BYTES = 32
const shelfOf = (merchantId: Id<'merchant'>) => `merchant/${merchantId}` as const

type Key = Pick<EventPage, 'id' | 'merchantId'> & {
  /** What the address should be like. */
  readonly wish: string
}

/**
 * Writes a page as a draft, under an address that no other page has (EV1).
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown`, `merchant.not-its-places`, `page.too-many`,
 *   `page.id-taken`, `picture.unknown`, or what speaks against the page
 */
export async function createPage(
  work: Work,
  { id, merchantId, wish }: Key,
  plan: PagePlan,
): Promise<EventPage> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  await merchantOf(work, merchantId)
  const there = await pagesOfShop(work, merchantId, PAGES_PER_MERCHANT_MAX)
  if (there.length >= PAGES_PER_MERCHANT_MAX) throw new Refused(pageRefusals, 'page.too-many')
  if (there.some((page) => page.id === id)) throw new Refused(pageRefusals, 'page.id-taken')
  await assertSound(work, merchantId, plan)
  await requireOwnPlaces(work, merchantId, plan.placeIds)
  const unopened = { state: 'draft', entries: 0, numbers: 0, seed: null, commitment: null } as const
  const draft = { ...plan, ...unopened, id, merchantId, drawnAt: null, skipped: [] }
  const page = { ...draft, slug: await freeSlug(work, wish) }
  // Another work may have taken the address just now: a little chance behind it settles that.
  const other = { ...draft, slug: `${page.slug}-${randomDigits()}` }
  const isIn = (await insertPage(work, page)) ? page : (await insertPage(work, other)) && other
  if (!isIn) throw new Refused(pageRefusals, 'page.id-taken')
  await holdPictures(work, shelfOf(merchantId), picturesIn(plan))
  announce(work, isIn)
  return isIn
}

/** Six small letters and digits by chance. */
const randomDigits = () => sha256(randomToken(16)).slice(0, 6)

/** How many numbers are tried behind an address before chance decides. */
const SLUGS_TRIED_MAX = 20

async function freeSlug(work: Work, wish: string): Promise<string> {
  const wanted = slugsFor(wish, SLUGS_TRIED_MAX)
  const taken = await takenSlugs(work, wanted)
  return wanted.find((slug) => !taken.has(slug)) ?? `${wanted[0]}-${randomDigits()}`
}

/**
 * Writes a page anew; its address stays. Once it is open, only words, pictures and places change (EV2).
 *
 * @throws {Refused} `page.unknown`, `access.forbidden`, `page.fixed`, `picture.unknown`,
 *   `merchant.not-its-places`, or what speaks against it
 */
export async function changePage(work: Work, id: Id<'page'>, plan: PagePlan): Promise<EventPage> {
  const before = await lockOwn(work, id)
  const after = { ...before, ...plan }
  if (before.state === 'draft') await assertSound(work, before.merchantId, plan)
  else if (!isSame(rulesOf(before), rulesOf(after))) throw new Refused(pageRefusals, 'page.fixed')
  await requireOwnPlaces(work, before.merchantId, plan.placeIds)
  await holdPictures(work, shelfOf(before.merchantId), picturesIn(after))
  await releasePictures(work, picturesIn(before))
  await updatePage(work, after)
  announce(work, after)
  return after
}

function rulesOf(page: EventPage) {
  const { audience, code, cadence, needsNumber, choosing } = page
  const { entriesMax, winnersMax, rewardOfferId } = page
  const [startsAt, endsAt] = [page.startsAt.getTime(), page.endsAt.getTime()]
  const who = { audience, code, cadence, needsNumber, choosing }
  return { ...who, entriesMax, winnersMax, rewardOfferId, startsAt, endsAt }
}

/**
 * Opens a draft, and publishes the hash of the seed of its draw (EV8). Opening an open one changes nothing.
 *
 * @throws {Refused} `page.unknown`, `access.forbidden`, `page.fixed`, or what speaks against it
 */
export async function openPage(work: Work, id: Id<'page'>): Promise<EventPage> {
  const page = await lockOwn(work, id)
  if (page.state === 'open') return page
  if (page.state === 'ended') throw new Refused(pageRefusals, 'page.fixed')
  await assertSound(work, page.merchantId, page)
  const seed = randomToken(SEED_BYTES)
  const made = { seed, commitment: sha256(seed) }
  await openPageRow(work, id, made)
  const open = { ...page, ...made, state: 'open' } as const
  announce(work, open)
  return open
}

/**
 * Ends an event before its time; winners are drawn soon after. Ending an ended one changes nothing.
 *
 * @throws {Refused} `page.unknown`, `access.forbidden`
 */
export async function endPage(work: Work, id: Id<'page'>): Promise<EventPage> {
  const page = await lockOwn(work, id)
  if (page.state === 'ended') return page
  await endPageRow(work, id)
  // A draw has yet to know which entries are of one number; it destroys that itself.
  if (page.choosing === 'first-come') await endNumberUses(work, id)
  const ended = { ...page, state: 'ended' } as const
  announce(work, ended)
  return ended
}

/** @throws {Refused} `page.unknown`, `access.forbidden` */
async function lockOwn(work: Work, id: Id<'page'>): Promise<EventPage> {
  const page = await lockPage(work, id)
  if (!page) throw new Refused(pageRefusals, 'page.unknown')
  allow(mayDecide(work.actor, page.merchantId) || mayOperate(work.actor))
  return page
}

/** @throws {Refused} what speaks against a plan */
async function assertSound(work: Work, merchantId: Id<'merchant'>, plan: PagePlan): Promise<void> {
  const objection = objectionToPage(plan, work.now)
  if (objection) throw new Refused(pageRefusals, objection)
  const { rewardOfferId } = plan
  if (rewardOfferId === null) return
  const offer = (await offersOf(work, [rewardOfferId])).get(rewardOfferId)
  const isGivable = offer?.merchantId === merchantId && !offer.isAutomatic
  if (!isGivable) throw new Refused(pageRefusals, 'page.wrong-offer')
}

function announce(work: Work, { id: pageId, merchantId, state }: EventPage): void {
  work.announce(pageChanged, { pageId, merchantId, state })
}

/** Whether the asker works at the shop of a page. */
export const isOwn = (work: Work, merchantId: Id<'merchant'>) =>
  mayServe(work.actor, merchantId) || mayOperate(work.actor)

/**
 * A page, for whoever may see it: the shop's people, or anyone once it is out.
 *
 * @throws {Refused} `page.unknown`, also for a draft of others
 */
export async function pageOf(work: Work, slug: string): Promise<EventPage> {
  const page = await pageBySlug(work, slug)
  const isSeen = page && (page.state !== 'draft' || isOwn(work, page.merchantId))
  if (!isSeen) throw new Refused(pageRefusals, 'page.unknown')
  return page
}

/** The most pages a list holds. */
const SHOWN_MAX = 100

/** The pages of a shop, newest first: all for its people, those that come or go on for everyone. */
export async function pagesAt(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly EventPage[]> {
  const all = await pagesOfShop(work, merchantId, SHOWN_MAX)
  if (isOwn(work, merchantId)) return all
  return all.filter((page) => ['open', 'coming'].includes(phaseOf(page, work.now)))
}
