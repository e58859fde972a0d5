/** Telling many people one thing: each is judged by the gate, and has exactly one outcome. */
import { sql, type RawBuilder } from 'kysely'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { agreementsIn, type PersonRange } from '../../people/service/agreements.ts'
import { mailingSent } from '../events.ts'
import { WAIT_MS_MAX, capDay, outreachRefusals, quietUntil, type Settings } from '../model.ts'
import {
  recipientOutcomes,
  type Mailing,
  type OutcomeCounts,
  type RecipientOutcome,
} from '../model/mailing.ts'
import type { CountedEnds } from '../model/mailing-ways.ts'
import {
  countJudged,
  countMissing,
  countReachable,
  dueMailing,
  endPostponed,
  insertAllRecipients,
  insertMailing,
  insertRecipients,
  keepParts,
  mailingById,
  markCancelled,
  partsOf,
  takeDue,
  type Counted,
  type KeptMailing,
  type Nights,
  type Step,
} from '../store/mailings.ts'
import { settingsOf } from './hearing.ts'
import { queueStep } from './mailing-ways.ts'

/** People of one step: enough to make a statement pay, few enough that others wait a moment only. */
export const STEP_PEOPLE_MAX = 20_000
/** People whose night is over are judged again so many at once. */
const RELEASED_AT_ONCE_MAX = 5_000
/** Each round is lost to another sender who took a place in the day of the same person. */
const ROUNDS_MAX = 102

/** Whom a step of a mailing is for. */
export type StepPeople = {
  readonly range: PersonRange
  /** `select person_id, is_control …`: each person of the range once, at most `STEP_PEOPLE_MAX`. */
  readonly people: RawBuilder<unknown>
}

/**
 * Keeps what many people shall be told.
 *
 * @throws {Refused} `outreach.quota-spent` when its piece of a plan has paid for another mailing
 */
export async function openMailing(work: Work, draft: Omit<Mailing, 'id'>): Promise<Id<'mailing'>> {
  const id = work.newId('mailing')
  if (await insertMailing(work, { ...draft, id })) return id
  throw new Refused(outreachRefusals, 'outreach.quota-spent')
}

/**
 * Judges the people of one step and sends to those who pass. Exactly one outcome each, whoever
 * repeats it: call it in one work with the cursor that moves past the range.
 *
 * @throws {Refused} `outreach.mailing-unknown`, `outreach.mailing-cancelled`
 */
export async function sendMailing(
  work: Work,
  id: Id<'mailing'>,
  step: StepPeople,
): Promise<OutcomeCounts> {
  const mailing = await openOne(work, id)
  return sendStep(work, mailing, step)
}

async function openOne(work: Work, id: Id<'mailing'>): Promise<KeptMailing> {
  const mailing = await mailingById(work, id)
  if (!mailing) throw new Refused(outreachRefusals, 'outreach.mailing-unknown')
  if (mailing.cancelledAt) throw new Refused(outreachRefusals, 'outreach.mailing-cancelled')
  return mailing
}

async function sendStep(
  work: Work,
  mailing: KeptMailing,
  { range, people }: StepPeople,
): Promise<OutcomeCounts> {
  const settings = await settingsOf(work)
  const agreements = agreementsIn(range, mailing.merchantId)
  const step: Step = { mailing, range, people, agreements, ...judgedBy(work.now, settings) }
  const counted = (await insertAllRecipients(work, step)) ?? (await insertTheRest(work, step))
  const outcomes = namedCounts(counted)
  await keepParts(work, mailing.id, counted)
  const { id: mailingId, merchantId } = mailing
  const [sent, held] = [outcomes.sent ?? 0, outcomes.control ?? 0]
  if (sent > 0 && mailing.ways.length > 0) await queueStep(work, mailing, range, step.day)
  const at = work.now.toISOString()
  if (sent + held > 0) {
    work.announce(mailingSent, { mailingId, merchantId, ...range, at, sent, held })
  }
  return outcomes
}

/** The careful way, for a step of which something is there already. */
async function insertTheRest(work: Work, step: Step): Promise<readonly Counted[]> {
  const counted: Counted[] = []
  for (let round = 1; ; round += 1) {
    assert(round <= ROUNDS_MAX, 'places of a day are lost no more often than there are places')
    counted.push(...(await insertRecipients(work, step)))
    if ((await countMissing(work, step)) === 0) return counted
  }
}

/** What the gate would say now to each of these people, by outcome. Changes nothing. */
export async function tryMailing(
  work: Work,
  draft: Pick<Mailing, 'merchantId' | 'unlessBoughtSince'>,
  { range, people }: StepPeople,
): Promise<OutcomeCounts> {
  const settings = await settingsOf(work)
  const mailing = { ...draft, id: work.newId('mailing'), ways: [] }
  const counted = await countJudged(work, {
    mailing,
    range,
    people,
    agreements: agreementsIn(range, draft.merchantId),
    ...judgedBy(work.now, settings),
  })
  return namedCounts(counted)
}

/** Who of these people would be reached by which of these ways, at any hour. Changes nothing. */
export async function reachedBy(
  work: Work,
  draft: Pick<Mailing, 'merchantId' | 'ways'>,
  { range, people }: StepPeople,
): Promise<readonly CountedEnds[]> {
  const settings = await settingsOf(work)
  return countReachable(work, {
    mailing: { ...draft, unlessBoughtSince: null, id: work.newId('mailing') },
    range,
    people,
    agreements: agreementsIn(range, draft.merchantId),
    ...judgedBy(work.now, settings),
  })
}

function namedCounts(counted: readonly Counted[]): OutcomeCounts {
  const counts: Partial<Record<RecipientOutcome, number>> = {}
  for (const { outcome, count } of counted) {
    const name = recipientOutcomes[outcome] as RecipientOutcome
    counts[name] = (counts[name] ?? 0) + count
  }
  return counts
}

function judgedBy(now: Date, settings: Settings): Pick<Step, 'settings' | 'day' | 'nights'> {
  return { settings, day: capDay(now, settings), nights: nightsAt(now, settings) }
}

let known: { readonly key: string; readonly nights: Nights } | null = null

/** Where it is quiet now. Worked out once a minute: there are some hundreds of zones. */
function nightsAt(now: Date, settings: Settings): Nights {
  const { quietFromMinute, quietUntilMinute, timeZone: market } = settings
  const minute = Math.floor(now.getTime() / MINUTE_MS)
  const key = `${minute}/${quietFromMinute}/${quietUntilMinute}/${market}`
  if (known?.key === key) return known.nights
  const names = [...Intl.supportedValuesOf('timeZone'), 'UTC']
  const zones = names.map((timeZone) => ({
    timeZone,
    until: quietUntil(now, settings, timeZone),
  }))
  // A zone that cannot be told goes by the clock of the market, never by none.
  const nights = { zones, elsewhere: quietUntil(now, settings, market) }
  known = { key, nights }
  return nights
}

/**
 * Judges again some of those whose night is over (OU9).
 *
 * @returns how many there were; call again while there are any
 */
export async function releaseMailing(work: Work): Promise<number> {
  const mailing = await dueMailing(work)
  if (!mailing) return 0
  // A step that was under way while it was cancelled may have postponed more (OU23).
  if (mailing.cancelledAt) return endPostponed(work, mailing.id, 'cancelled', null)
  // After a long standstill nobody expects it any more.
  const tooOld = new Date(work.now.getTime() - WAIT_MS_MAX)
  const dropped = await endPostponed(work, mailing.id, 'outreach.too-late', tooOld)
  const due = await takeDue(work, mailing.id, RELEASED_AT_ONCE_MAX)
  const last = due.at(-1)
  if (!last) return dropped
  const people = sql`
    select * from unnest(
      ${due.map(({ personId }) => personId)}::uuid[],
      ${due.map(({ isControl }) => isControl)}::boolean[]
    ) as due (person_id, is_control)`
  await sendStep(work, mailing, { range: { after: null, upTo: last.personId }, people })
  return dropped + due.length
}

/**
 * Stops a mailing: nobody more gets it, also none of those it was postponed for.
 *
 * @returns how many were waiting
 * @throws {Refused} `outreach.mailing-unknown`
 */
export async function cancelMailing(work: Work, id: Id<'mailing'>): Promise<number> {
  if (!(await mailingById(work, id)))
    throw new Refused(outreachRefusals, 'outreach.mailing-unknown')
  await markCancelled(work, id)
  return endPostponed(work, id, 'cancelled', null)
}

/** How many people of these mailings came to which end so far; from sums, however many they are. */
export async function mailingOutcomes(
  work: Work,
  ids: readonly Id<'mailing'>[],
): Promise<ReadonlyMap<Id<'mailing'>, OutcomeCounts>> {
  const rows = ids.length === 0 ? [] : await partsOf(work, ids)
  const byMailing = Map.groupBy(rows, ({ mailingId }) => mailingId)
  return new Map([...byMailing].map(([id, parts]) => [id, namedCounts(parts)]))
}
