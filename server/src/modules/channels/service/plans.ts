/** Plans of the market and of shops: what is on offer, what a shop has, what it may still send. */
import { actorName, allow, mayDecide, mayOperate } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { isSame } from '../../../kernel/same.ts'
import type { Work } from '../../../platform/work.ts'
import type { WayCharge } from '../../outreach/model/mailing-ways.ts'
import { chargesSoFar } from '../../outreach/service/way-terms.ts'
import { merchantOf } from '../../places/service.ts'
import {
  choiceStartsAt,
  hasRoom,
  monthOf,
  nextFeeMinor,
  planAt,
  planObjection,
  plansAt,
  spanOf,
  stepFeeMinor,
  wayOn,
  type Month,
  type Plan,
  type PlanFrom,
  type QuotaUse,
} from '../model/plan.ts'
import { channelRefusals } from '../model/refusals.ts'
import { friendCount } from '../store/friends.ts'
import {
  changeUse,
  choicesOf,
  insertChoice,
  insertPlan,
  insertUse,
  lockQuota,
  plansSet,
  returnUse,
  useOf,
  usesBeside,
  usesIn,
  type SetPlan,
} from '../store/plans.ts'

/** How many changes of plans are remembered; more than one a week for years. */
export const PLANS_SET_MAX = 500

/** The plans that shops may choose now, the cheapest first (CH8). */
export async function plansOnOffer(work: Work): Promise<readonly Plan[]> {
  const plans = plansAt(await plansSet(work, PLANS_SET_MAX), work.now)
  return plans.filter(({ isOffered }) => isOffered)
}

/** Every plan as it stands now, and all that was ever set. @throws {Refused} `access.forbidden` */
export async function planHistory(
  work: Work,
): Promise<{ readonly present: readonly Plan[]; readonly set: readonly SetPlan[] }> {
  allow(mayOperate(work.actor))
  const set = await plansSet(work, PLANS_SET_MAX)
  return { present: plansAt(set, work.now), set }
}

/**
 * Sets a plan from an instant on (CH8). Setting the same again changes nothing.
 *
 * @throws {Refused} `access.forbidden`, `plan.steps-wrong`, `plan.in-past`, `plan.differs`
 */
export async function setPlan(work: Work, plan: PlanFrom): Promise<SetPlan> {
  allow(mayOperate(work.actor))
  const objection = planObjection(plan)
  if (objection) throw new Refused(channelRefusals, objection)
  const known = (await plansSet(work, PLANS_SET_MAX)).find(
    ({ id, startsAt }) => id === plan.id && +startsAt === +plan.startsAt,
  )
  if (known) {
    const { setAt: _at, setBy: _by, ...before } = known
    if (!isSame(before, plan)) throw new Refused(channelRefusals, 'plan.differs')
    return known
  }
  if (plan.startsAt < work.now) throw new Refused(channelRefusals, 'plan.in-past')
  const set = { ...plan, setAt: work.now, setBy: actorName(work.actor) }
  if (!(await insertPlan(work, set))) throw new Refused(channelRefusals, 'plan.differs')
  return set
}

/** What a shop has of its plan this month. Amounts without value added tax. */
export type ShopPlan = {
  readonly plan: Plan
  /** What it has from the next month on, where that is another one. */
  readonly next: { readonly plan: Plan; readonly startsAt: Date } | null
  readonly month: Month
  readonly friends: number
  readonly used: number
  readonly broadcasts: number
  /** What steps cost so far this month. */
  readonly stepFeeMinor: number
  /** What one more broadcast would add, now. */
  readonly nextFeeMinor: number
  readonly hasRoom: boolean
  /** Pieces that got through beside the inbox, at each price, that no invoice holds yet. */
  readonly wayCharges: readonly WayCharge[]
}

type Standing = {
  readonly plans: readonly PlanFrom[]
  readonly plan: PlanFrom
  readonly month: Month
  readonly uses: readonly QuotaUse[]
}

async function standingOf(
  work: Work,
  merchantId: Id<'merchant'>,
  at = work.now,
): Promise<Standing> {
  const history = await plansSet(work, PLANS_SET_MAX)
  const choices = (await choicesOf(work, [merchantId])).get(merchantId) ?? []
  const month = monthOf(at)
  return {
    plans: plansAt(history, at),
    plan: planAt(history, choices, at),
    month,
    uses: (await usesIn(work, month, [merchantId])).get(merchantId) ?? [],
  }
}

const sumOf = (uses: readonly QuotaUse[]) => uses.reduce((sum, { units }) => sum + units, 0)

/** @throws {Refused} `access.forbidden` unless the actor owns the shop, or runs the market */
export async function shopPlan(work: Work, merchantId: Id<'merchant'>): Promise<ShopPlan> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  await merchantOf(work, merchantId)
  const { plan, month, uses } = await standingOf(work, merchantId)
  const history = await plansSet(work, PLANS_SET_MAX)
  const choices = (await choicesOf(work, [merchantId])).get(merchantId) ?? []
  const startsAt = spanOf(month).until
  const later = planAt(history, choices, startsAt)
  const friends = await friendCount(work, merchantId)
  const one = { units: plan.unit === 'broadcasts' ? 1 : friends, friends }
  return {
    plan,
    next: later.id === plan.id ? null : { plan: later, startsAt },
    month,
    friends,
    used: sumOf(uses),
    broadcasts: uses.length,
    stepFeeMinor: stepFeeMinor(plan.steps, uses),
    nextFeeMinor: nextFeeMinor(plan, uses, one),
    hasRoom: hasRoom(plan, sumOf(uses), one.units),
    wayCharges: await chargesSoFar(work, merchantId),
  }
}

/**
 * Chooses a plan for a shop: a dearer one at once, a cheaper one from the next month on (CH9).
 *
 * @throws {Refused} `access.forbidden`, `plan.unknown`
 */
export async function choosePlan(
  work: Work,
  merchantId: Id<'merchant'>,
  planId: string,
): Promise<ShopPlan> {
  allow(mayDecide(work.actor, merchantId))
  // Choosing and sending wait for each other.
  await lockQuota(work, { merchantId, month: monthOf(work.now) })
  const { plans, plan: present } = await standingOf(work, merchantId)
  const chosen = plans.find(({ id, isOffered }) => id === planId && isOffered)
  if (!chosen) throw new Refused(channelRefusals, 'plan.unknown')
  const { next } = await shopPlan(work, merchantId)
  if (chosen.id !== (next?.plan ?? present).id) {
    await insertChoice(work, {
      id: work.newId('plan-choice'),
      merchantId,
      planId,
      // Staying with what one has begins at once: there is nothing to wait for.
      startsAt: chosen.id === present.id ? work.now : choiceStartsAt(work.now, present, chosen),
      chosenAt: work.now,
      chosenBy: actorName(work.actor),
    })
  }
  return shopPlan(work, merchantId)
}

/**
 * Takes a broadcast from the plan of its shop, under a lock and a constraint (CH11). Once for each
 * broadcast, however often it is asked for.
 *
 * @param reach how many people it goes to; what a plan by messages counts
 * @throws {Refused} `plan.quota-spent`, which names the plan that has room and what it costs
 */
export async function takeQuota(
  work: Work,
  broadcast: {
    readonly broadcastId: Id<'broadcast'>
    readonly merchantId: Id<'merchant'>
    readonly reach: number
    /** When it goes: that month pays for it. */
    readonly at: Date
  },
): Promise<Id<'quota-use'>> {
  const { broadcastId, merchantId, reach, at } = broadcast
  const month = monthOf(at)
  await lockQuota(work, { merchantId, month })
  const known = await useOf(work, broadcastId)
  if (known) return known
  const { plans, plan, uses } = await standingOf(work, merchantId, at)
  const friends = await friendCount(work, merchantId)
  const use = { units: plan.unit === 'broadcasts' ? 1 : reach, friends }
  if (!hasRoom(plan, sumOf(uses), use.units)) throw spent(plans, plan, uses, use)
  const id = work.newId('quota-use')
  return insertUse(work, { ...use, id, merchantId, month, broadcastId, usedMax: plan.unitsMax })
}

/**
 * Judges what a broadcast took once more when it begins: friends came, and the shop may have chosen
 * another plan since (CH61). Of those that wait, the ones that took first have room first.
 *
 * @returns false when its plan has no room for it any more; what it took is given back
 */
export async function keepQuota(
  work: Work,
  { broadcastId, reach }: Pick<Parameters<typeof takeQuota>[1], 'broadcastId' | 'reach'>,
): Promise<boolean> {
  const [found] = await usesBeside(work, broadcastId)
  if (!found) return false
  await lockQuota(work, found)
  const beside = await usesBeside(work, broadcastId)
  const place = beside.findIndex((use) => use.broadcastId === broadcastId)
  const own = beside[place]
  if (!own) return false
  const { merchantId, month } = own
  // What begins late, after a standstill, is of the month that paid for it.
  const lastOfMonth = new Date(spanOf(month).until.getTime() - 1)
  const at = work.now < lastOfMonth ? work.now : lastOfMonth
  const { plan } = await standingOf(work, merchantId, at)
  const friends = await friendCount(work, merchantId)
  const units = plan.unit === 'broadcasts' ? 1 : reach
  const isFirst = hasRoom(plan, sumOf(beside.slice(0, place)), units)
  const fits = units <= own.units || hasRoom(plan, sumOf(beside) - own.units, units)
  if (isFirst && fits) await changeUse(work, { broadcastId, units, friends })
  else await returnUse(work, broadcastId)
  return isFirst && fits
}

function spent(
  plans: readonly Plan[],
  plan: Plan,
  uses: readonly QuotaUse[],
  use: QuotaUse,
): Refused {
  const way = wayOn(plans, uses, use)
  return new Refused(channelRefusals, 'plan.quota-spent', {
    plan: plan.id,
    unitsMax: plan.unitsMax,
    nextPlan: way?.plan.id ?? null,
    nextPlanNameKo: way?.plan.nameKo ?? null,
    nextPlanNameEn: way?.plan.nameEn ?? null,
    nextMonthlyFeeMinor: way?.monthlyFeeMinor ?? null,
    nextStepFeeMinor: way?.stepFeeMinor ?? null,
  })
}

/** Gives back what a broadcast took: it was called off before anything went out. */
export async function giveQuotaBack(work: Work, broadcastId: Id<'broadcast'>): Promise<void> {
  await returnUse(work, broadcastId)
}
