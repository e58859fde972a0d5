/** What merchants do with campaigns: plan, start, pause, end, look. And which ones are running. */
import { allow, mayDecide, mayServe } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import { DAY_MS } from '../../kernel/time.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { offersOf } from '../offers/service.ts'
import { placesOf } from '../places/service.ts'
import { zonesOf } from '../places/service/zones.ts'
import { campaignChanged } from './events.ts'
import {
  campaignRefusals,
  objectionToChange,
  objectionToPlan,
  objectionToStart,
  objectionToState,
  type Campaign,
  type CampaignState,
  type OfferOfCampaign,
  type Plan,
} from './model/campaign.ts'
import { isTriggered, type Nearness } from './model/decision.ts'
import { offerOfCampaign } from './service/offer.ts'
import {
  campaignById,
  campaignsOfMerchant,
  insertCampaign,
  lockCampaigns,
  lockOverdue,
  namesById,
  narrowedOfMerchant,
  releaseExpired,
  runningAmong,
  runningCampaigns,
  saveCampaign,
} from './store.ts'
import { invariants } from './store/invariants.ts'
import { forgetNearBefore } from './store/near.ts'

/** What must hold in every database, for `verify`. */
export const campaignInvariants = invariants

/** How many campaigns or coupons one turn of the housekeeping takes. */
const TIDIED_AT_ONCE_MAX = 1_000
/** Who was near longer ago is of no use to previews. */
const NEAR_KEPT_DAYS = 31

/** Saves a new campaign as a draft. The same id and merchant again answer what is there. */
export async function createCampaign(
  work: Work,
  request: { merchantId: Id<'merchant'>; campaignId: Id<'campaign'>; plan: Plan },
): Promise<Campaign> {
  const { merchantId, campaignId, plan } = request
  allow(mayDecide(work.actor, merchantId))
  await checkPlan(work, merchantId, plan)
  const campaign: Campaign = {
    ...plan,
    id: campaignId,
    merchantId,
    state: 'draft',
    spent: { couponsGranted: 0, discountReservedMinor: 0, discountSpentMinor: 0 },
    createdAt: work.now,
    startedAt: null,
  }
  if (!(await insertCampaign(work, campaign))) {
    const known = await campaignById(work, campaignId)
    if (known?.merchantId !== merchantId) throw new Refused(campaignRefusals, 'campaign.unknown')
    return known
  }
  announceChange(work, campaign)
  return campaign
}

type Change = { readonly [Key in keyof Plan]?: Plan[Key] | undefined }

/**
 * Changes a plan. Once started, only what the figures do not rest on (CA3).
 *
 * @throws {Refused} `campaign.unknown`, `campaign.wrong-state`, `campaign.fixed`,
 *   `campaign.budget-empty` when the new budget is below what is out already
 */
export async function changeCampaign(
  work: Work,
  id: Id<'campaign'>,
  change: Change,
): Promise<Campaign> {
  const campaign = await lockOwn(work, id)
  const objection = objectionToChange(campaign, change)
  if (objection) throw new Refused(campaignRefusals, objection)
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const changed: Campaign = { ...campaign, ...said }
  await checkPlan(work, campaign.merchantId, changed)
  if (isBelowSpent(changed)) throw new Refused(campaignRefusals, 'campaign.budget-empty')
  if (changed.state !== 'draft') checkStart(changed, await offerOf(work, changed), work.now)
  await saveCampaign(work, changed)
  announceChange(work, changed)
  return changed
}

function isBelowSpent({ budget, spent }: Campaign): boolean {
  const { couponsMax, discountMinorMax } = budget
  const minor = spent.discountReservedMinor + spent.discountSpentMinor
  return (
    (couponsMax !== null && couponsMax < spent.couponsGranted) ||
    (discountMinorMax !== null && discountMinorMax < minor)
  )
}

/**
 * Starts, pauses, goes on with or ends a campaign.
 *
 * @throws {Refused} `campaign.unknown`, `campaign.wrong-state`, and what speaks against a start
 */
export async function moveCampaign(
  work: Work,
  id: Id<'campaign'>,
  next: CampaignState,
): Promise<Campaign> {
  const campaign = await lockOwn(work, id)
  // A repeated click is no mistake.
  if (campaign.state === next) return campaign
  const objection = objectionToState(campaign.state, next)
  if (objection) throw new Refused(campaignRefusals, objection, { state: campaign.state })
  if (next === 'running') checkStart(campaign, await offerOf(work, campaign), work.now)
  return saveMoved(work, campaign, next)
}

async function saveMoved(work: Work, campaign: Campaign, state: CampaignState): Promise<Campaign> {
  const startedAt = state === 'running' ? (campaign.startedAt ?? work.now) : campaign.startedAt
  const moved: Campaign = { ...campaign, state, startedAt }
  await saveCampaign(work, moved)
  announceChange(work, moved)
  return moved
}

/** A campaign, for those who serve at its shop. @throws {Refused} `campaign.unknown` */
export async function campaignOf(work: Work, id: Id<'campaign'>): Promise<Campaign> {
  const campaign = await campaignById(work, id)
  if (!campaign || !mayServe(work.actor, campaign.merchantId)) {
    throw new Refused(campaignRefusals, 'campaign.unknown')
  }
  return campaign
}

/** The campaigns of a merchant, newest first. */
export async function campaignsOf(
  work: Work,
  merchantId: Id<'merchant'>,
  page: PageRequest,
): Promise<Page<Campaign>> {
  allow(mayServe(work.actor, merchantId))
  return pageOf(await campaignsOfMerchant(work, merchantId, page), page.limit, ({ id }) => id)
}

/** The names of these campaigns; for the modules above, which have checked who asks. */
export async function campaignNames(
  work: Work,
  ids: readonly Id<'campaign'>[],
): Promise<ReadonlyMap<Id<'campaign'>, string>> {
  return namesById(work, ids)
}

/** The campaigns of a merchant that chose whom they are for; for the modules above (CA21). */
export function narrowedCampaigns(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Id<'campaign'>[]> {
  return narrowedOfMerchant(work, merchantId)
}

/** Ends campaigns whose window has passed (CA15), and frees money held back for expired coupons. */
export async function tidyCampaigns(work: Work): Promise<void> {
  for (const campaign of await lockOverdue(work, TIDIED_AT_ONCE_MAX)) {
    await saveMoved(work, campaign, 'ended')
  }
  await releaseExpired(work, TIDIED_AT_ONCE_MAX)
  const before = new Date(work.now.getTime() - NEAR_KEPT_DAYS * DAY_MS)
  await forgetNearBefore(work, before, TIDIED_AT_ONCE_MAX)
}

async function lockOwn(work: Work, id: Id<'campaign'>): Promise<Campaign> {
  const campaign = (await lockCampaigns(work, [id])).get(id)
  if (!campaign || !mayServe(work.actor, campaign.merchantId)) {
    throw new Refused(campaignRefusals, 'campaign.unknown')
  }
  allow(mayDecide(work.actor, campaign.merchantId))
  return campaign
}

/** @throws {Refused} when the plan is none, or names what is not this merchant's */
async function checkPlan(work: Work, merchantId: Id<'merchant'>, plan: Plan): Promise<void> {
  const objection = objectionToPlan(plan)
  if (objection) throw new Refused(campaignRefusals, objection)
  await offerOf(work, { merchantId, offerId: plan.offerId })
  const { placeIds, zoneIds } = plan.trigger
  const places = await placesOf(work, placeIds)
  const zones = await zonesOf(work, zoneIds)
  // An area of the market belongs to nobody, and may set off anybody's campaign.
  const isFree = (id: Id<'zone'>) => zones.get(id)?.merchantId === null
  const isGood =
    placeIds.every((id) => places.get(id)?.merchantId === merchantId) &&
    zoneIds.every((id) => isFree(id) || zones.get(id)?.merchantId === merchantId)
  if (!isGood) throw new Refused(campaignRefusals, 'campaign.place-unknown')
}

async function offerOf(
  work: Work,
  { merchantId, offerId }: Pick<Campaign, 'merchantId' | 'offerId'>,
): Promise<OfferOfCampaign> {
  const offer = (await offersOf(work, [offerId])).get(offerId)
  if (offer?.merchantId !== merchantId)
    throw new Refused(campaignRefusals, 'campaign.offer-unknown')
  return offerOfCampaign(offer, work.now)
}

function checkStart(plan: Plan, offer: OfferOfCampaign, now: Date): void {
  const objection = objectionToStart(plan, offer, now)
  if (objection) throw new Refused(campaignRefusals, objection)
}

function announceChange(work: Work, { id, merchantId, state }: Campaign): void {
  work.announce(campaignChanged, { campaignId: id, merchantId, state })
}

/** The running campaigns, in the memory of this process. */
export type RunningCampaigns = {
  /** Reads again what has changed; the first time, everything. */
  refresh(work: Work): Promise<void>
  /** Tells that a campaign has changed. */
  mark(id: Id<'campaign'>): void
  /** Those that wait for what happened. */
  triggeredBy(nearness: Nearness): readonly Campaign[]
}

/** Opens the index of running campaigns, and keeps it fresh by their facts. */
export function openCampaigns(platform: Pick<Platform, 'follow'>): RunningCampaigns {
  const running = new Map<Id<'campaign'>, Campaign>()
  const byMerchant = new Map<Id<'merchant'>, Map<Id<'campaign'>, Campaign>>()
  // Zones named by campaigns: an area of the market belongs to no merchant.
  const byZone = new Map<Id<'zone'>, Map<Id<'campaign'>, Campaign>>()
  const stale = new Set<Id<'campaign'>>()
  let isLoaded = false

  const drop = (campaign: Campaign) => {
    running.delete(campaign.id)
    byMerchant.get(campaign.merchantId)?.delete(campaign.id)
    for (const zoneId of campaign.trigger.zoneIds) byZone.get(zoneId)?.delete(campaign.id)
  }
  const put = (campaign: Campaign) => {
    running.set(campaign.id, campaign)
    slot(byMerchant, campaign.merchantId).set(campaign.id, campaign)
    for (const zoneId of campaign.trigger.zoneIds) slot(byZone, zoneId).set(campaign.id, campaign)
  }

  const mark = (id: Id<'campaign'>) => void stale.add(id)
  platform.follow([campaignChanged.name], (fact) => {
    mark(campaignChanged.shape.parse(fact.data).campaignId as Id<'campaign'>)
  })
  return {
    mark,
    async refresh(work) {
      if (!isLoaded) {
        for (const campaign of await runningCampaigns(work)) put(campaign)
        isLoaded = true
        return
      }
      if (stale.size === 0) return
      const ids = [...stale]
      const fresh = await runningAmong(work, ids)
      for (const id of ids) {
        const old = running.get(id)
        if (old) drop(old)
        stale.delete(id)
      }
      for (const campaign of fresh) put(campaign)
    },
    triggeredBy(nearness) {
      const { merchantId, zoneId } = nearness
      const ofMerchant = merchantId === null ? undefined : byMerchant.get(merchantId)
      const ofZone = zoneId === null ? undefined : byZone.get(zoneId)
      const near = new Map([...(ofMerchant ?? []), ...(ofZone ?? [])])
      return [...near.values()].filter((campaign) => isTriggered(campaign, nearness))
    },
  }
}

function slot<Key, Inner>(outer: Map<Key, Map<Id<'campaign'>, Inner>>, key: Key) {
  const inner = outer.get(key) ?? new Map<Id<'campaign'>, Inner>()
  outer.set(key, inner)
  return inner
}
