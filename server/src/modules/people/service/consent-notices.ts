/**
 * What people have to be told of their consents to advertising (Network Act §50): what became of an
 * answer, within 14 days; and every two years, that they once said yes.
 */
import { DAY_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { consentRenewalDue, consentResultDue } from '../events.ts'
import { insertTold, takeRenewals, takeUntold, type Told } from '../store/consent-notices.ts'

/** An answer is told of after a day, so that a change of mind comes as one notice. */
export const RESULT_AFTER_MS = DAY_MS
/** Answers that are told of in one work. */
export const ANSWERS_AT_ONCE_MAX = 500

const groupKey = (each: { personId: string; merchantId: string | null }) =>
  `${each.personId}/${each.merchantId ?? ''}`

/**
 * Tells what became of answers (PE56): the newest to each purpose, once.
 *
 * @returns how many answers there were; call again when it is `ANSWERS_AT_ONCE_MAX`
 */
export async function tellResults(work: Work): Promise<number> {
  const before = new Date(work.now.getTime() - RESULT_AFTER_MS)
  const untold = await takeUntold(work, before, ANSWERS_AT_ONCE_MAX)
  const told: Told[] = []
  for (const own of Map.groupBy(untold, groupKey).values()) {
    const newest = [...new Map(own.map((each) => [each.purpose, each])).values()].toSorted(
      (one, other) => (one.purpose < other.purpose ? -1 : 1),
    )
    const [first] = newest
    if (!first) continue
    const { personId, merchantId } = first
    const answers = newest.map(({ purpose, granted, at }) => ({
      purpose,
      granted,
      at: at.toISOString(),
    }))
    work.announce(consentResultDue, { personId, merchantId, answers }, { subjectId: personId })
    const purposes = newest.map(({ purpose }) => purpose)
    told.push({ personId, merchantId, kind: 'result', purposes })
  }
  await insertTold(work, told)
  return untold.length
}

/**
 * Reminds people of yeses that are nearly two years old, and how to keep or end them (PE57). Whoever
 * says nothing keeps them.
 *
 * @returns how many yeses there were; call again when it is `ANSWERS_AT_ONCE_MAX`
 */
export async function tellRenewals(work: Work): Promise<number> {
  const due = await takeRenewals(work, ANSWERS_AT_ONCE_MAX)
  const told: Told[] = []
  for (const own of Map.groupBy(due, groupKey).values()) {
    const [first] = own
    if (!first) continue
    const { personId, merchantId } = first
    const consents = own.map(({ purpose, agreedAt }) => ({
      purpose,
      agreedAt: agreedAt.toISOString(),
    }))
    work.announce(consentRenewalDue, { personId, merchantId, consents }, { subjectId: personId })
    const purposes = own.map(({ purpose }) => purpose)
    told.push({ personId, merchantId, kind: 'renewal', purposes })
  }
  await insertTold(work, told)
  return due.length
}
