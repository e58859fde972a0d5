/** Somebody opens a page, or enters its event: the entry, its number and the coupon, in one work. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import { isSameSecret } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { isFriend } from '../../channels/service.ts'
import { isMember } from '../../loyalty/service.ts'
import { giveRewards } from '../../offers/service/reward-coupons.ts'
import type { NumberStanding } from '../../people/model/number-uses.ts'
import { numberStandingOf, useNumber } from '../../people/service/number-uses.ts'
import { guardChildren } from '../../people/service/age-guard.ts'
import { entered } from '../events.ts'
import { codeKey, numbersKeptUntil, phaseOf, turnOf, type EventPage } from '../model/page.ts'
import { pageRefusals } from '../model/refusals.ts'
import { pageOf } from '../service.ts'
import { entriesOf, insertEntry, numberEntry, type Entry, type Reward } from '../store/entry.ts'
import { countEntry, countView, viewsOf } from '../store/page.ts'

export type Wish = {
  readonly slug: string
  /** Made by whoever enters, so that the same entry sent twice is one; the coupon gets it too. */
  readonly entryId: Id<'coupon'>
  readonly code: string | null
}

/** One a day for a year. */
const ENTRIES_OF_PERSON_MAX = 366
const todayOf = ({ now }: Work) => wallTime(now, MARKET_TIME_ZONE).day

/**
 * Enters whoever asks.
 *
 * @throws {Refused} `page.unknown`, `page.not-open`, `page.friends-only`, `page.members-only`,
 *   `page.code-wrong`, `page.full`, `page.entered`, `page.entered-today`, `page.id-taken`,
 *   `people.age-unsaid`, `people.guardian-needed`, `people.number-needed`, `people.number-used`
 */
export async function enterPage(work: Work, { slug, entryId, code }: Wish): Promise<Entry> {
  const personId = personOf(work.actor)
  const page = await pageOf(work, slug)
  const turn = turnOf(page.cadence, todayOf(work))
  const before = await entriesOf(work, page.id, personId, ENTRIES_OF_PERSON_MAX)
  const same = before.find((entry) => entry.id === entryId)
  if (same) return same
  if (before.some((entry) => entry.turn === turn)) throw enteredBefore(page)
  if (phaseOf(page, work.now) !== 'open') throw new Refused(pageRefusals, 'page.not-open')
  await assertMeant(work, page, personId, code)
  // A ticket for a prize is no bargain that a child strikes alone (PE72); a coupon for all who come is.
  if (page.choosing === 'draw') await guardChildren(work, personId)

  const begun = { id: entryId, pageId: page.id, personId, turn }
  if (!(await insertEntry(work, begun))) throw enteredBefore(page)
  if (page.needsNumber) {
    const keptUntil = numbersKeptUntil(page)
    await useNumber(work, { subjectId: page.id, turn, personId, useId: entryId, keptUntil })
  }
  const number = await countEntry(work, page.id)
  if (number === null) throw new Refused(pageRefusals, 'page.full')
  const reward = page.choosing === 'first-come' ? await rewarded(work, page, begun) : 'none'
  await numberEntry(work, entryId, { number, reward })
  const { id: pageId, merchantId } = page
  work.announce(entered, { pageId, merchantId, personId, entryId }, { subjectId: personId })
  work.publish(`merchant/${merchantId}`, { name: 'page-entered', data: { pageId } })
  return { ...begun, number, reward, at: work.now, hasWon: false }
}

const enteredBefore = ({ cadence }: EventPage) =>
  new Refused(pageRefusals, cadence === 'once' ? 'page.entered' : 'page.entered-today')

/** @throws {Refused} `page.friends-only`, `page.members-only`, `page.code-wrong` */
async function assertMeant(
  work: Work,
  { audience, merchantId, code: wanted }: EventPage,
  personId: Id<'person'>,
  code: string | null,
): Promise<void> {
  if (audience === 'friends' && !(await isFriend(work, personId, merchantId))) {
    throw new Refused(pageRefusals, 'page.friends-only')
  }
  if (audience === 'members' && !(await isMember(work, { personId, merchantId }))) {
    throw new Refused(pageRefusals, 'page.members-only')
  }
  if (audience === 'code' && !isSameSecret(codeKey(code ?? ''), codeKey(wanted ?? ''))) {
    throw new Refused(pageRefusals, 'page.code-wrong')
  }
}

async function rewarded(
  work: Work,
  { merchantId, rewardOfferId: offerId }: EventPage,
  { id: rewardId, personId }: Pick<Entry, 'id' | 'personId'>,
): Promise<Reward> {
  if (offerId === null) return 'none'
  const [outcome] = await giveRewards(work, [{ rewardId, merchantId, personId, offerId }])
  return outcome?.kind === 'granted' ? 'given' : 'waits'
}

/** Counts that somebody opened a page; who, is not kept (EV9). @throws {Refused} `page.unknown` */
export async function viewPage(work: Work, slug: string): Promise<void> {
  const page = await pageOf(work, slug)
  if (page.state !== 'draft') countView(work, page.id, todayOf(work))
}

/** How often pages were opened. */
export const views = viewsOf

/** What the asker's number can do now (EV14); null where it is not asked for, and for nobody. */
export async function myNumberOn(work: Work, page: EventPage): Promise<NumberStanding | null> {
  if (!page.needsNumber) return null
  const turn = turnOf(page.cadence, todayOf(work))
  return numberStandingOf(work, { subjectId: page.id, turn })
}

/** What the asker has entered, newest first, and whether they could enter once more now. */
export async function myEntriesOn(
  work: Work,
  page: EventPage,
): Promise<{ readonly entries: readonly Entry[]; readonly hasTurn: boolean } | null> {
  if (work.actor.kind !== 'person') return null
  const entries = await entriesOf(work, page.id, work.actor.personId, ENTRIES_OF_PERSON_MAX)
  const turn = turnOf(page.cadence, todayOf(work))
  return { entries, hasTurn: entries.every((entry) => entry.turn !== turn) }
}
