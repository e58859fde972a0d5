/** Writing broadcasts, launching them, and stopping what is under way. */
import { actorName, allow, mayDecide, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { holdPictures, releasePictures } from '../../../platform/pictures.ts'
import type { Work } from '../../../platform/work.ts'
import { offersOf } from '../../offers/service.ts'
import { cancelMailing, mailingOutcomes, openMailing } from '../../outreach/service/mailings.ts'
import { merchantOf } from '../../places/service.ts'
import { broadcastChanged } from '../events.ts'
import {
  AHEAD_DAYS_MAX,
  isChosen,
  isPathOfApp,
  isTooFew,
  mayMove,
  toldProgress,
  wavesOf,
  type Broadcast,
  type Content,
  type Draft,
  type Move,
  type ToldProgress,
} from '../model/broadcast.ts'
import { channelRefusals } from '../model/refusals.ts'
import { countIn, zonesIn } from '../store/audience.ts'
import {
  audiencesOfMailings,
  broadcastById,
  broadcastsBelow,
  broadcastsStarting,
  deleteDraft,
  insertBroadcast,
  lanesIn,
  lockBroadcast,
  saveLaunch,
  saveState,
  titlesOfMailings,
  updateDraft,
} from '../store/broadcasts.ts'
import { askedOf } from './audience.ts'
import { giveQuotaBack, takeQuota } from './plans.ts'

/** A broadcast and how far it is, in numbers that its shop may see (CH60). */
export type SeenBroadcast = Broadcast & ToldProgress

/**
 * Writes a broadcast down as a draft. Repeating it with the same id changes nothing.
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown`, `broadcast.link-elsewhere`,
 *   `broadcast.offer-closed`, `broadcast.too-far-ahead`, `picture.unknown`
 */
export async function draftBroadcast(
  work: Work,
  merchantId: Id<'merchant'>,
  { id, ...draft }: Draft & { readonly id: Id<'broadcast'> },
): Promise<SeenBroadcast> {
  allow(mayDecide(work.actor, merchantId))
  await merchantOf(work, merchantId)
  await check(work, merchantId, draft)
  const createdBy = actorName(work.actor)
  if (await insertBroadcast(work, { ...draft, id, merchantId, createdBy })) {
    await hold(work, merchantId, draft.content)
  }
  return broadcastOf(work, merchantId, id)
}

const hold = (work: Work, merchantId: Id<'merchant'>, { pictureId }: Content) =>
  holdPictures(work, `merchant/${merchantId}`, pictureId ? [pictureId] : [])

async function check(work: Work, merchantId: Id<'merchant'>, draft: Draft): Promise<void> {
  const { content, timing } = draft
  if (content.link !== null && !isPathOfApp(content.link)) {
    throw new Refused(channelRefusals, 'broadcast.link-elsewhere')
  }
  if (content.offerId !== null) {
    const offer = (await offersOf(work, [content.offerId])).get(content.offerId)
    if (offer?.merchantId !== merchantId || offer.state !== 'open' || !offer.isPublic) {
      throw new Refused(channelRefusals, 'broadcast.offer-closed')
    }
  }
  const until = work.now.getTime() + AHEAD_DAYS_MAX * DAY_MS
  const [first] = wavesOf(timing, ['Asia/Seoul'], work.now)
  if (first && first.startsAt.getTime() > until) {
    throw new Refused(channelRefusals, 'broadcast.too-far-ahead')
  }
}

/** Changes a draft as a whole. @throws {Refused} as `draftBroadcast`, and `broadcast.wrong-state` */
export async function changeDraft(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
  draft: Draft,
): Promise<SeenBroadcast> {
  const before = await lockOwn(work, merchantId, id, 'change')
  await check(work, merchantId, draft)
  await hold(work, merchantId, draft.content)
  const { pictureId } = before.content
  await releasePictures(work, pictureId ? [pictureId] : [])
  await updateDraft(work, id, draft)
  return broadcastOf(work, merchantId, id)
}

/** @throws {Refused} `access.forbidden`, `broadcast.unknown`, `broadcast.wrong-state` (CH13) */
async function lockOwn(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
  move: Move,
): Promise<Broadcast> {
  allow(mayDecide(work.actor, merchantId))
  const broadcast = await lockBroadcast(work, id)
  if (broadcast?.merchantId !== merchantId) throw new Refused(channelRefusals, 'broadcast.unknown')
  if (!mayMove(broadcast.state, move)) {
    throw new Refused(channelRefusals, 'broadcast.wrong-state', { state: broadcast.state })
  }
  return broadcast
}

/**
 * Sets a draft going: takes from the plan, fixes who is meant, and lets each wave go when its time has
 * come. Repeating it answers with what is there.
 *
 * @throws {Refused} `access.forbidden`, `broadcast.unknown`, `broadcast.wrong-state`,
 *   `broadcast.nobody`, `broadcast.too-few`, `plan.quota-spent`, and all that a draft is checked for
 */
export async function launchBroadcast(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
): Promise<SeenBroadcast> {
  const broadcast = await lockOwn(work, merchantId, id, 'launch')
  await check(work, merchantId, broadcast)
  const { audience, timing, content } = broadcast
  const asked = await askedOf(work, merchantId, audience)
  const reach = await reachIn(work, broadcast)
  const zones = timing.kind === 'wall' ? await zonesIn(work, asked) : []
  const waves = wavesOf(timing, zones, work.now)
  const starts = waves.map(({ startsAt }) => startsAt.getTime())
  const startsAt = new Date(Math.min(...starts))
  const quotaUseId = await takeQuota(work, { broadcastId: id, merchantId, reach, at: startsAt })
  const merchant = await merchantOf(work, merchantId)
  const mailingId = await openMailing(work, {
    ...content,
    merchantId,
    merchantName: merchant.name,
    merchantContact: merchant.contact,
    quotaUseId,
    unlessBoughtSince: null,
  })
  await saveLaunch(work, id, { startsAt, reach, mailingId, waves })
  return tell(work, merchantId, id)
}

/** How many a broadcast would go to now. @throws {Refused} `broadcast.too-few`, `broadcast.nobody` */
async function reachIn(
  work: Work,
  { merchantId, audience }: Pick<Broadcast, 'merchantId' | 'audience'>,
): Promise<number> {
  const reach = await countIn(work, await askedOf(work, merchantId, audience))
  if (isTooFew(audience, reach)) throw new Refused(channelRefusals, 'broadcast.too-few')
  if (reach === 0) throw new Refused(channelRefusals, 'broadcast.nobody')
  return reach
}

/**
 * Holds a broadcast at the next step. One that has reached nobody gives back what it took of the plan:
 * nothing is saved up for another month by waiting (CH62).
 *
 * @throws {Refused} `broadcast.wrong-state` (CH13)
 */
export async function pauseBroadcast(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
): Promise<SeenBroadcast> {
  await lockOwn(work, merchantId, id, 'pause')
  if (await hasReachedNobody(work, id)) await giveQuotaBack(work, id)
  await saveState(work, id, 'paused')
  return tell(work, merchantId, id)
}

async function hasReachedNobody(work: Work, id: Id<'broadcast'>): Promise<boolean> {
  const lanes = (await lanesIn(work, [id])).get(id) ?? []
  return lanes.every(({ people }) => people === 0)
}

/**
 * Lets a broadcast go on where it stood. One that has reached nobody takes from the plan anew, in the
 * month in which it goes (CH62).
 *
 * @throws {Refused} `broadcast.wrong-state` (CH13), `broadcast.nobody`, `broadcast.too-few`,
 *   `plan.quota-spent`
 */
export async function resumeBroadcast(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
): Promise<SeenBroadcast> {
  const broadcast = await lockOwn(work, merchantId, id, 'resume')
  if (await hasReachedNobody(work, id)) {
    const startsAt = broadcast.startsAt ?? work.now
    const at = startsAt < work.now ? work.now : startsAt
    const reach = await reachIn(work, broadcast)
    await takeQuota(work, { broadcastId: id, merchantId, reach, at })
  }
  await saveState(work, id, 'scheduled')
  return tell(work, merchantId, id)
}

/**
 * Calls a broadcast off: nobody more gets it, also none of those whose night it waits for; what had
 * gone out stays. One that had reached nobody gives back what it took of the plan. A draft is deleted.
 *
 * @returns null for a draft
 * @throws {Refused} `broadcast.wrong-state` (CH13)
 */
export async function cancelBroadcast(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
): Promise<SeenBroadcast | null> {
  const { state, mailingId, content } = await lockOwn(work, merchantId, id, 'cancel')
  if (state === 'draft' || mailingId === null) {
    await deleteDraft(work, id)
    await releasePictures(work, content.pictureId ? [content.pictureId] : [])
    return null
  }
  const isWhole = await hasReachedNobody(work, id)
  await cancelMailing(work, mailingId)
  if (isWhole) await giveQuotaBack(work, id)
  await saveState(work, id, 'cancelled')
  return tell(work, merchantId, id)
}

async function tell(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
): Promise<SeenBroadcast> {
  const broadcast = await broadcastOf(work, merchantId, id)
  announceChange(work, broadcast)
  return broadcast
}

/** Tells the log and open screens where a broadcast stands. */
export function announceChange(work: Work, broadcast: SeenBroadcast): void {
  const { id, merchantId, state, mailingId } = broadcast
  work.announce(broadcastChanged, { broadcastId: id, merchantId, state, mailingId })
  tellScreens(work, broadcast)
}

/** Progress for open screens only. */
export function tellScreens(work: Work, broadcast: SeenBroadcast): void {
  const { id, merchantId, state, done, reach } = broadcast
  const data = { broadcastId: id, state, done, reach }
  work.publish(`merchant/${merchantId}`, { name: 'broadcast', data })
}

/** @throws {Refused} `access.forbidden`, `broadcast.unknown` */
export async function broadcastOf(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
): Promise<SeenBroadcast> {
  allow(work.actor.kind === 'system' || mayServe(work.actor, merchantId))
  const broadcast = await broadcastById(work, id)
  if (broadcast?.merchantId !== merchantId) throw new Refused(channelRefusals, 'broadcast.unknown')
  const [seen] = await withProgress(work, [broadcast])
  return seen as SeenBroadcast
}

async function withProgress(
  work: Work,
  broadcasts: readonly Broadcast[],
): Promise<readonly SeenBroadcast[]> {
  const ids = broadcasts.map(({ id }) => id)
  const lanes = await lanesIn(work, ids)
  const mailingIds = broadcasts.flatMap(({ mailingId }) => mailingId ?? [])
  const outcomes = await mailingOutcomes(work, mailingIds)
  return broadcasts.map((each) => {
    const done = (lanes.get(each.id) ?? []).reduce((sum, { people }) => sum + people, 0)
    const counts = (each.mailingId && outcomes.get(each.mailingId)) || {}
    const progress = { reach: each.reach, done, sent: counts.sent ?? 0 }
    return { ...each, ...toldProgress(isChosen(each.audience, counts), progress) }
  })
}

/** A shop's broadcasts, newest first. @throws {Refused} `access.forbidden` */
export async function broadcastsOf(
  work: Work,
  merchantId: Id<'merchant'>,
  { limit, after }: PageRequest,
): Promise<Page<SeenBroadcast>> {
  allow(mayServe(work.actor, merchantId))
  const below = after as Id<'broadcast'> | null
  const rows = await broadcastsBelow(work, merchantId, below, limit + 1)
  const page = pageOf(rows, limit, ({ id }) => id)
  return { ...page, items: await withProgress(work, page.items) }
}

/** Those of these mailings that went to friends a shop chose. Who may ask is for the caller to know. */
export async function narrowedMailings(
  work: Work,
  merchantId: Id<'merchant'>,
  mailingIds: readonly Id<'mailing'>[],
): Promise<readonly Id<'mailing'>[]> {
  const audiences = await audiencesOfMailings(work, merchantId, mailingIds)
  const outcomes = await mailingOutcomes(work, mailingIds)
  return [...audiences]
    .filter(([id, audience]) => isChosen(audience, outcomes.get(id) ?? {}))
    .map(([id]) => id)
}

/**
 * The broadcasts of a stretch of time that fewer than five chosen friends got, newest first (CH60).
 * Who may ask is for the caller to know.
 */
export async function broadcastsToFew(
  work: Work,
  merchantId: Id<'merchant'>,
  stretch: { readonly from: Date; readonly until: Date },
  limit: number,
): Promise<readonly SeenBroadcast[]> {
  const all = await broadcastsStarting(work, merchantId, stretch, limit)
  return (await withProgress(work, all)).filter(({ isSentToFew }) => isSentToFew)
}

/** Which broadcasts of a shop these mailings are, with their titles. Who may ask is for the caller to know. */
export function broadcastsOfMailings(
  work: Work,
  merchantId: Id<'merchant'>,
  mailingIds: readonly Id<'mailing'>[],
): Promise<ReadonlyMap<Id<'mailing'>, { readonly id: Id<'broadcast'>; readonly title: string }>> {
  return titlesOfMailings(work, merchantId, mailingIds)
}
