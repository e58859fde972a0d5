/** What becomes of memberships when two accounts of one person become one. */
import type { Id } from '../../../kernel/id.ts'
import type { Plain } from '../../../kernel/refused.ts'
import type { Merger, Pair } from '../../../platform/person-merge.ts'
import type { Work } from '../../../platform/work.ts'
import { legsBetween } from '../../ledger/model.ts'
import { balanceOf, passAccount, postTransfers } from '../../ledger/service.ts'
import { merchantsOf } from '../../places/service.ts'
import { pointsAt } from '../model/accounts.ts'
import { carryMember, lockOwnMembers } from '../store/merging.ts'

type Noted = {
  /** Shops whose membership went over whole, with its account of points. */
  readonly whole: readonly Id<'merchant'>[]
  /** Points that went over at shops where both were members. */
  readonly passed: readonly { readonly merchantId: Id<'merchant'>; readonly points: number }[]
}

/**
 * At a shop where the other account alone is a member, the membership goes over as it is: purchases,
 * stamps, tier, rewards, and the account of its points. Where both are, each keeps its own stamps and
 * tier, and the points that can be spent go over by the ledger. Undone, the first goes back with what
 * has come since, and of the second what is still there.
 */
export const loyaltyMerger: Merger = {
  module: 'loyalty',
  async merge(work, { from, to }) {
    const [fromId, toId] = [from as Id<'person'>, to as Id<'person'>]
    const members = await lockOwnMembers(work, [fromId, toId])
    const own = new Set(members.get(toId))
    const shops = members.get(fromId) ?? []
    const shared = shops.filter((id) => own.has(id))
    const whole: Id<'merchant'>[] = []
    for (const merchantId of shops.filter((id) => !own.has(id))) {
      const isMoved = await carry(work, merchantId, { fromId, toId })
      if (isMoved) whole.push(merchantId)
    }
    const passed = await passAll(work, shared, { fromId, toId })
    const points = passed.reduce((sum, each) => sum + each.points, 0)
    const noted: Noted = { whole, passed }
    return {
      noted: noted as Plain,
      carries: {
        'loyalty.memberships': whole.length,
        'loyalty.shared-memberships': shared.length,
        'loyalty.points-passed': points,
      },
    }
  },
  async undo(work, { from, to }: Pair, noted) {
    const [fromId, toId] = [from as Id<'person'>, to as Id<'person'>]
    const { whole, passed } = noted as Noted
    const members = await lockOwnMembers(work, [fromId, toId])
    const [kept, back] = [new Set(members.get(fromId)), new Set(members.get(toId))]
    for (const merchantId of whole) {
      if (kept.has(merchantId) && !back.has(merchantId)) {
        await carry(work, merchantId, { fromId, toId })
      }
    }
    for (const { merchantId, points } of passed) {
      const { available } = await balanceOf(work, pointsAt(fromId, merchantId))
      await pass(work, merchantId, { fromId, toId, points: Math.min(points, available) })
    }
  },
}

type Way = { readonly fromId: Id<'person'>; readonly toId: Id<'person'> }

/** False where the other has points of the shop without being a member: then both stay as they are. */
async function carry(work: Work, merchantId: Id<'merchant'>, { fromId, toId }: Way) {
  const isFree = await passAccount(work, pointsAt(fromId, merchantId), pointsAt(toId, merchantId))
  if (isFree) await carryMember(work, merchantId, { fromId, toId })
  return isFree
}

async function passAll(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  way: Way,
): Promise<Noted['passed']> {
  const passed: { merchantId: Id<'merchant'>; points: number }[] = []
  for (const merchantId of merchantIds) {
    const { available: points } = await balanceOf(work, pointsAt(way.fromId, merchantId))
    if (points > 0) passed.push({ merchantId, points })
    await pass(work, merchantId, { ...way, points })
  }
  return passed
}

async function pass(
  work: Work,
  merchantId: Id<'merchant'>,
  { fromId, toId, points }: Way & { readonly points: number },
): Promise<void> {
  if (points <= 0) return
  const id = work.newId('transfer')
  const legs = legsBetween(pointsAt(fromId, merchantId), pointsAt(toId, merchantId), points)
  const memo = (await merchantsOf(work, [merchantId])).get(merchantId)?.name ?? ''
  await postTransfers(work, [{ id, legs, because: `merged/${fromId}`, memo, reverses: null }])
}
