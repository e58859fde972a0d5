/** Accounts and holds by hand: opened, looked at, and used by whoever may (LE17). */
import { mayOperate } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Page, PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import {
  ledgerRefusals,
  type AccountName,
  type Entry,
  type PlacedHold,
  type Unit,
} from '../model.ts'
import { mayMove, mayOpen, maySee } from '../model/access.ts'
import { balanceAt, balanceOf, entriesOf, type SeenBalance } from '../service.ts'
import { holdOf } from '../store.ts'
import { accountsOf, openAccount, type Account } from '../store/accounts.ts'
import { placeHold, postHold, voidHold } from './holds.ts'
import { allowMoves, postedBy } from './transfers.ts'

export type SeenAccount = Account & SeenBalance

/**
 * Opens an account with its constraints, which never change. Opening it again changes nothing.
 *
 * @throws {Refused} `ledger.account-unknown` where the caller may not, `ledger.account-differs`
 */
export async function openByHand(
  work: Work,
  asked: {
    readonly key: string
    readonly unit: Unit
    readonly guarded: boolean
    readonly balanceMax: number | null
  },
): Promise<SeenAccount> {
  if (!mayOpen(work.actor, asked.key)) refuseAccount()
  await openAccount(work, asked)
  const account = await seenAccount(work, asked.key)
  const { unit, guarded, balanceMax } = asked
  const isSame =
    account.unit === unit && account.guarded === guarded && account.balanceMax === balanceMax
  if (!isSame) throw new Refused(ledgerRefusals, 'ledger.account-differs')
  return account
}

/**
 * An account and what it stands at.
 *
 * @throws {Refused} `ledger.account-unknown`
 */
export async function seenAccount(work: Work, key: string): Promise<SeenAccount> {
  const account = await accountSeen(work, key)
  return { ...account, ...(await balanceOf(work, account)) }
}

/**
 * The balance of an account at an instant (LE9).
 *
 * @throws {Refused} `ledger.account-unknown`
 */
export async function seenBalanceAt(work: Work, key: string, at: Date): Promise<number> {
  return balanceAt(work, await accountSeen(work, key), at)
}

/**
 * The entries of an account, newest first.
 *
 * @throws {Refused} `ledger.account-unknown`
 */
export async function seenEntries(
  work: Work,
  key: string,
  page: PageRequest,
): Promise<Page<Entry>> {
  return entriesOf(work, await accountSeen(work, key), page)
}

async function accountSeen(work: Work, key: string): Promise<Account> {
  const account = maySee(work.actor, key) ? (await accountsOf(work, [key])).get(key) : undefined
  return account ?? refuseAccount()
}

function refuseAccount(): never {
  throw new Refused(ledgerRefusals, 'ledger.account-unknown')
}

/**
 * Keeps an amount aside between two open accounts.
 *
 * @throws {Refused} `ledger.account-unknown`, `ledger.unit-differs`, and as `placeHold`
 */
export async function holdByHand(
  work: Work,
  asked: {
    readonly id: Id<'hold'>
    readonly from: string
    readonly to: string
    readonly amount: number
    readonly memo: string
    readonly expiresAt: Date
  },
): Promise<PlacedHold> {
  allowMoves(work.actor, [asked.from, asked.to])
  const accounts = await accountsOf(work, [asked.from, asked.to])
  const from = nameOf(accounts.get(asked.from))
  const to = nameOf(accounts.get(asked.to))
  if (from.unit !== to.unit) throw new Refused(ledgerRefusals, 'ledger.unit-differs')
  await placeHold(work, { ...asked, from, to, because: postedBy(work.actor) })
  return seenHold(work, asked.id)
}

function nameOf(account: Account | undefined): AccountName {
  if (!account) return refuseAccount()
  const { key, unit, guarded, keepsLots } = account
  return { key, unit, guarded, keepsLots }
}

/**
 * A hold, for whoever may move its accounts.
 *
 * @throws {Refused} `ledger.hold-unknown`
 */
export async function seenHold(work: Work, id: Id<'hold'>): Promise<PlacedHold> {
  const hold = await holdOf(work, id)
  const isTheirs =
    hold &&
    (mayOperate(work.actor) || [hold.from, hold.to].every((it) => mayMove(work.actor, it.key)))
  if (!isTheirs) throw new Refused(ledgerRefusals, 'ledger.hold-unknown')
  return hold
}

/**
 * Posts a hold, whole or in part, or gives it up.
 *
 * @throws {Refused} `ledger.hold-unknown`, and as `postHold` and `voidHold`
 */
export async function closeByHand(
  work: Work,
  id: Id<'hold'>,
  amount: number | null,
): Promise<PlacedHold> {
  await seenHold(work, id)
  if (amount === null) await voidHold(work, id)
  else await postHold(work, { holdId: id, amount })
  return seenHold(work, id)
}
