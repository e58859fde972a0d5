/** Whoever left a shop without buying: noted when they leave, decided when their day comes. */
import type { Id } from '../../../kernel/id.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { placesOf } from '../../places/service.ts'
import { visitStartsOf } from '../../presence/service/visit-starts.ts'
import type { Nearness } from '../model/decision.ts'
import { reminderAt } from '../model/reminder.ts'
import { lockCampaigns } from '../store.ts'
import {
  dropReminders,
  keepReminders,
  takeDueReminders,
  type AwaitedReminder,
} from '../store/reminders.ts'
import { decidePairs, type DecidingNeeds } from './deciding.ts'

/** A visit that is over. */
export type Leaving = {
  readonly factId: number
  readonly personId: Id<'person'>
  readonly placeId: Id<'place'>
  readonly merchantId: Id<'merchant'>
  readonly visitId: Id<'visit'>
  readonly at: Date
  /** A late signal showed that there was no such visit. */
  readonly isWithdrawn: boolean
}

/** How many reminders one transaction decides. */
const DECIDED_AT_ONCE_MAX = 1_000

/** Notes who left a shop whose campaign may remind them; without consent nobody (CA6, CA18). */
export async function noteLeavings(
  work: Work,
  { campaigns, consents }: DecidingNeeds,
  leavings: readonly Leaving[],
): Promise<void> {
  if (leavings.length === 0) return
  await dropReminders(
    work,
    leavings.filter(({ isWithdrawn }) => isWithdrawn).map(({ visitId }) => visitId),
  )
  await campaigns.refresh(work)
  const awaited = leavings
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .flatMap((leaving) =>
      campaigns
        .triggeredBy(nearnessOf(leaving, leaving.at, null))
        .map((campaign) => ({ campaign, leaving })),
    )
  if (awaited.length === 0) return
  await consents.ready([...new Set(awaited.map(({ leaving }) => leaving.personId))])
  const allowed = awaited.filter(({ leaving }) => consents.allows(leaving.personId, 'campaign'))
  const places = await placesOf(work, [...new Set(allowed.map(({ leaving }) => leaving.placeId))])
  const starts = await visitStartsOf(work, [
    ...new Set(allowed.map(({ leaving }) => leaving.visitId)),
  ])
  const rows = allowed.flatMap(({ campaign, leaving }): AwaitedReminder[] => {
    const { reminder } = campaign.trigger
    const { personId, visitId, placeId, factId, at } = leaving
    const place = places.get(placeId)
    // Gone with the person's consent, since the fact was told.
    const visitStartedAt = starts.get(visitId)
    if (!reminder || !place || !visitStartedAt) return []
    const dueAt = reminderAt(reminder, at, place.timeZone)
    return [{ campaignId: campaign.id, personId, visitId, placeId, visitStartedAt, factId, dueAt }]
  })
  await keepReminders(work, rows)
}

/** Decides every reminder that is due, a bounded transaction at a time (CA18, CA19). */
export async function decideDueReminders(
  inWork: InWork,
  needs: DecidingNeeds,
  signal: AbortSignal,
): Promise<void> {
  const decideSome = () =>
    inWork({ kind: 'system', name: 'campaigns' }, async (work) => {
      const due = await takeDueReminders(work, DECIDED_AT_ONCE_MAX)
      const ids = [...new Set(due.map(({ campaignId }) => campaignId))].toSorted()
      const campaigns = await lockCampaigns(work, ids)
      const pairs = due.flatMap(({ campaignId, dueAt, visitStartedAt, ...visit }) => {
        const campaign = campaigns.get(campaignId)
        if (!campaign) return []
        const { merchantId } = campaign
        return [{ campaign, nearness: nearnessOf({ ...visit, merchantId }, dueAt, visitStartedAt) }]
      })
      await decidePairs(work, needs, pairs)
      return due.length
    })
  while (!signal.aborted && (await decideSome()) === DECIDED_AT_ONCE_MAX);
}

function nearnessOf(
  visit: Omit<Leaving, 'at' | 'isWithdrawn'>,
  at: Date,
  visitStartedAt: Date | null,
): Nearness {
  const { factId, personId, placeId, merchantId, visitId } = visit
  const kind = 'left-without-purchase'
  return { factId, personId, kind, zoneId: null, placeId, merchantId, visitId, visitStartedAt, at }
}
