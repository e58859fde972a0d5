/** What happens to lots as time passes: they are announced, run out, and go back. */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { lotExpired, lotExpiring } from '../events.ts'
import { legsBetween, personOfKey, type Transfer } from '../model.ts'
import * as store from '../store.ts'
import * as lotStore from '../store/lots.ts'

/** How many lots one round looks at. */
export const LOTS_MAX = 500

/**
 * Moves what has run out back to who promised it, each lot once (LE14). What is on hold stays until
 * the hold is closed. As far as the bringing transfer goes, what ran out of it counts as undone.
 *
 * @returns how many lots were moved; call again while it is `LOTS_MAX`
 */
export async function expireLots(work: Work): Promise<number> {
  const seen = await lotStore.dueLots(work, null, LOTS_MAX)
  if (seen.length === 0) return 0
  const accounts = await store.lockAccounts(
    work,
    seen.flatMap(({ account, origin }) => [account, origin]),
  )
  // Read again under the locks: some may have been spent or moved meanwhile.
  const due = await lotStore.dueLots(
    work,
    seen.map(({ lotId }) => lotId),
    LOTS_MAX,
  )
  if (due.length === 0) return 0
  const moves = due.map((lot) => {
    const transfer: Transfer = {
      id: work.newId('transfer'),
      legs: legsBetween(lot.account, lot.origin, lot.amount),
      because: `expiry/${lot.lotId}`,
      memo: lot.memo,
      reverses: lot.isFirstHand ? lot.transferId : null,
    }
    return { lot, transfer }
  })
  await store.insertTransfers(
    work,
    moves.map(({ transfer }) => transfer),
    accounts,
  )
  await lotStore.insertDraws(
    work,
    moves.map(({ lot: { lotId, amount }, transfer: { id } }) => {
      return { lotId, amount, transferId: id, causedBy: id, isReturn: true, at: work.now }
    }),
  )
  for (const { lot, transfer } of moves) {
    const { key: account, unit } = lot.account
    const personId = personOfKey(account)
    const fact = { account, personId, unit, amount: lot.amount, transferId: transfer.id }
    work.announce(lotExpired, fact, aboutOf(personId))
  }
  return due.length
}

/**
 * Announces what runs out within so many days, once for each lot (LE16): what runs out of an account
 * at one instant together.
 *
 * @returns how many were announced
 */
export async function announceExpiring(work: Work, noticeDays: number): Promise<number> {
  const until = new Date(work.now.getTime() + noticeDays * DAY_MS)
  const notices = await lotStore.noticeLots(work, until, LOTS_MAX)
  for (const { key: account, unit, amount, expiresAt } of notices) {
    const personId = personOfKey(account)
    const fact = { account, personId, unit, amount, expiresAt: expiresAt.toISOString() }
    work.announce(lotExpiring, fact, aboutOf(personId))
  }
  return notices.length
}

function aboutOf(personId: Id<'person'> | null): { readonly subjectId?: string } {
  return personId ? { subjectId: personId } : {}
}
