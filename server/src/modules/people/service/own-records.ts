/** What people see about themselves: their answers, and who used their location. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS, MINUTE_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { purposes, type Purpose } from '../model.ts'
import { locationPurposes, type LocationUses } from '../model/location-uses.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { consentsOf } from '../service.ts'
import { membershipsByPerson, personById } from '../store.ts'
import { standingOf } from '../store/ages.ts'
import { forgetAttempts } from '../store/ways.ts'
import {
  consentHistory,
  locationUsesBelow,
  sweep,
  type HistoryRow,
  type LocationUseKey,
} from '../store/consents.ts'
import { forgetRequests } from '../store/guardians.ts'
import { forgetLooks } from '../store/erasures.ts'
import { forgetDisclosures } from '../store/kept-apart.ts'
import { forgetMergeRows } from '../store/merges.ts'
import { forgetNumberUses } from '../store/number-uses.ts'
import { forgetEnded } from '../store/memberships-ended.ts'
import { merchantConsentsByPerson } from '../store/merchant-consents.ts'
import { PUT_BACK_MS_MAX } from './putting-back.ts'

/** Answers shown at once; few people change their mind more often. */
const HISTORY_MAX = 200

/** The asker with their roles, as they are now and not as the session remembers them. */
export async function myself(work: Work) {
  const personId = personOf(work.actor)
  const person = await personById(work, personId)
  if (!person) throw new Refused(peopleRefusals, 'people.unknown')
  const memberships = (await membershipsByPerson(work, personId)).map(
    ({ placeIds = null, ...membership }) => ({ ...membership, placeIds }),
  )
  const { age = 'unsaid' } = (await standingOf(work, personId)) ?? {}
  return { person, memberships, age }
}

/** Shops shown at once; few people follow more. */
const SHOPS_MAX = 500

/** What the asker agrees to with single shops. */
export function merchantConsentsOfAsker(work: Work) {
  return merchantConsentsByPerson(work, personOf(work.actor), SHOPS_MAX)
}

export type ConsentState = {
  readonly purpose: Purpose
  readonly granted: boolean
  /** When the asker last answered; null when never. */
  readonly at: Date | null
}

/** What the asker agrees to, each purpose once, and all their answers, newest first. */
export async function consentsOfAsker(
  work: Work,
): Promise<{ readonly now: readonly ConsentState[]; readonly history: readonly HistoryRow[] }> {
  const personId = personOf(work.actor)
  const held = (await consentsOf(work, [personId])).get(personId)
  const history = await consentHistory(work, personId, HISTORY_MAX)
  const now = purposes.map((purpose) => ({
    purpose,
    granted: held?.has(purpose) ?? false,
    at: history.find((answer) => answer.purpose === purpose)?.at ?? null,
  }))
  return { now, history }
}

/** Who used the asker's location, newest first. A cursor that is none starts at the beginning. */
export async function locationUsesOfAsker(
  work: Work,
  { limit, after }: PageRequest,
): Promise<Page<LocationUses>> {
  const below = after === null ? null : keyIn(after)
  const rows = await locationUsesBelow(work, personOf(work.actor), below, limit + 1)
  return pageOf(rows, limit, cursorOf)
}

function cursorOf({ minute, purpose, merchantId }: LocationUseKey): string {
  return `${minute.getTime()}.${purpose}.${merchantId ?? ''}`
}

function keyIn(cursor: string): LocationUseKey | null {
  const match = /^(\d{1,14})\.([a-z-]+)\.([0-9a-f-]{36})?$/.exec(cursor)
  const purpose = locationPurposes.find((each) => each === match?.[2])
  if (!match || !purpose) return null
  const merchantId = (match[3] ?? null) as Id<'merchant'> | null
  return { minute: new Date(Number(match[1])), purpose, merchantId }
}

/** Two years, as the law asks of whoever keeps data of 50,000 people and more. */
const LOOKS_KEPT_MS = 731 * DAY_MS
const ENDED_SESSIONS_KEPT_MS = 90 * DAY_MS
const TRIES_KEPT_MS = DAY_MS
/** Turns that began before the end are given time to finish. */
const LATE_MS = MINUTE_MS
const SWEPT_AT_ONCE_MAX = 10_000

/** Removes what has been kept long enough. */
export async function forgetOld(work: Work): Promise<void> {
  const ago = (ms: number) => new Date(work.now.getTime() - ms)
  await forgetAttempts(work, ago(TRIES_KEPT_MS))
  await forgetRequests(work, ago(TRIES_KEPT_MS))
  await sweep(work, {
    sessions: ago(ENDED_SESSIONS_KEPT_MS),
    tries: ago(TRIES_KEPT_MS),
    limit: SWEPT_AT_ONCE_MAX,
  })
  await forgetLooks(work, ago(LOOKS_KEPT_MS), SWEPT_AT_ONCE_MAX)
  await forgetDisclosures(work, ago(LOOKS_KEPT_MS), SWEPT_AT_ONCE_MAX)
  await forgetMergeRows(work, SWEPT_AT_ONCE_MAX)
  await forgetNumberUses(work, ago(LATE_MS), SWEPT_AT_ONCE_MAX)
  await forgetEnded(work, ago(PUT_BACK_MS_MAX), SWEPT_AT_ONCE_MAX)
}
