/** Accounts that were opened by hand, with their constraints. */
import { sql } from 'kysely'
import type { Work } from '../../../platform/work.ts'
import type { AccountName } from '../model.ts'

/** An account with all that was said when it was opened. */
export type Account = AccountName & { readonly balanceMax: number | null; readonly openedAt: Date }

/** Opens an account; one that is there already stays as it is. */
export async function openAccount(
  work: Work,
  { key, unit, guarded, balanceMax }: Omit<Account, 'openedAt' | 'keepsLots'>,
): Promise<void> {
  await sql`
    insert into ledger.account (key, unit, guarded, balance_max, opened_at)
    values (${key}, ${unit}, ${guarded}, ${balanceMax}, ${work.now})
    on conflict (key) do nothing`.execute(work.tx)
}

/** Accounts by their keys. */
export async function accountsOf(
  work: Work,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Account>> {
  const { rows } = await sql<Account>`
    select key, unit, guarded, keeps_lots, balance_max, opened_at
    from ledger.account where key = any(${keys}::text[])`.execute(work.tx)
  return new Map(rows.map((row) => [row.key, row]))
}

/** The key of an account is a name; what was posted to it is posted to its number. */
export async function renameAccount(work: Work, from: string, to: string): Promise<void> {
  await sql`update ledger.account set key = ${to} where key = ${from}`.execute(work.tx)
}
