/** Whom a broadcast reaches: an estimate first, and what the gate would say, before anything goes. */
import { allow, mayDecide } from '../../../kernel/actor.ts'
import { FEW, blurred, type AboutPeople } from '../../../kernel/few.ts'
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { segmentsAt, taggedAt } from '../../loyalty/service/audience.ts'
import { redeemersAt } from '../../offers/service/redeemers.ts'
import type { OutcomeCounts } from '../../outreach/model/mailing.ts'
import { STEP_PEOPLE_MAX, tryMailing } from '../../outreach/service/mailings.ts'
import { agreementsIn, allowingLocationUse, readersOf } from '../../people/service/agreements.ts'
import { placeIdsOf } from '../../places/service.ts'
import { favourersAt } from '../../places/service/favourers.ts'
import { visitorsAt } from '../../presence/service/visitors-at.ts'
import { isEveryone, type Audience, type Draft } from '../model/broadcast.ts'
import { countIn, stepEnd, stepPeople, type Asked } from '../store/audience.ts'

/** The last id there can be. */
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff' as Id<'person'>
/** A dry run of more than this says what holds for its first people. */
const TRIED_STEPS_MAX = 5

/** An audience with all that floors below know of its people. */
export async function askedOf(
  work: Work,
  merchantId: Id<'merchant'>,
  audience: Audience,
  timeZone = '',
): Promise<Asked> {
  const placeIds = audience.redeemedDays === null ? [] : await placeIdsOf(work, merchantId)
  const since = new Date(work.now.getTime() - (audience.redeemedDays ?? 0) * DAY_MS)
  return {
    merchantId,
    audience,
    timeZone,
    now: work.now,
    known: {
      segments: segmentsAt(merchantId, work.now),
      tagged: taggedAt(merchantId, audience.tags),
      redeemers: redeemersAt(placeIds, since),
      favourers: favourersAt(merchantId),
      visitors: visitorsAt(merchantId, audience.visitPlaceIds),
      // Where somebody was may narrow an advertisement only where they allow that use (CH20).
      allowing: allowingLocationUse('campaign'),
      readers: readersOf(audience.languages),
      zones: agreementsIn({ after: null, upTo: LAST }, merchantId),
    },
  }
}

/** About how many friends an audience holds. @throws {Refused} `access.forbidden` */
export async function estimateReach(
  work: Work,
  merchantId: Id<'merchant'>,
  audience: Audience,
): Promise<AboutPeople> {
  allow(mayDecide(work.actor, merchantId))
  return told(audience, await countIn(work, await askedOf(work, merchantId, audience)))
}

function told(audience: Audience, people: number): AboutPeople {
  return isEveryone(audience) ? { people, isFew: false } : blurred(people)
}

export type DryRun = {
  /** Fewer than five: no outcome is told, not even which there are. */
  readonly isFew: boolean
  /** What the gate would say now, by outcome; numbers as a shop may see them. */
  readonly outcomes: readonly ({ readonly outcome: string } & AboutPeople)[]
  /** False when the audience is larger than what was tried. */
  readonly isWhole: boolean
}

/**
 * What would become of a broadcast now, by outcome, without sending anything (CH18).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function tryBroadcast(
  work: Work,
  merchantId: Id<'merchant'>,
  { audience, controlPercent }: Pick<Draft, 'audience' | 'controlPercent'>,
): Promise<DryRun> {
  allow(mayDecide(work.actor, merchantId))
  const asked = await askedOf(work, merchantId, audience)
  // Another broadcast draws another control group: how many it will hold is what counts here.
  const seed = work.newId('broadcast')
  const sums = new Map<string, number>()
  let after: Id<'person'> | null = null
  for (let step = 0; step < TRIED_STEPS_MAX; step += 1) {
    const end = await stepEnd(work, asked, { after, upTo: null }, STEP_PEOPLE_MAX)
    if (end === null) return { ...shown(sums), isWhole: true }
    const range = { after, upTo: end.upTo }
    const people = stepPeople(asked, range, { seed, controlPercent })
    const draft = { merchantId, unlessBoughtSince: null }
    add(sums, await tryMailing(work, draft, { range, people }))
    after = end.upTo
  }
  return {
    ...shown(sums),
    isWhole: (await stepEnd(work, asked, { after, upTo: null }, 1)) === null,
  }
}

function add(sums: Map<string, number>, counts: OutcomeCounts): void {
  for (const [outcome, count] of Object.entries(counts)) {
    sums.set(outcome, (sums.get(outcome) ?? 0) + count)
  }
}

function shown(sums: ReadonlyMap<string, number>): Omit<DryRun, 'isWhole'> {
  const people = [...sums.values()].reduce((sum, count) => sum + count, 0)
  // Of one person, the name of the outcome alone tells whether they agreed or blocked the shop.
  if (people < FEW) return { isFew: true, outcomes: [] }
  const outcomes = [...sums]
    .filter(([, count]) => count > 0)
    .toSorted(([, one], [, other]) => other - one)
    .map(([outcome, count]) => ({ outcome, ...blurred(count) }))
  return { isFew: false, outcomes }
}
