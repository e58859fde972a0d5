/** The facts that the ledger announces: what runs out, before and after. Amounts in the unit named. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

const lot = z.object({
  /** The key of the account, as in `person/<id>/points`. */
  account: z.string(),
  /** Whose account it is; null for accounts that are nobody's own. */
  personId: z.uuid().nullable(),
  unit: z.enum(['KRW', 'points']),
  amount: z.int().positive(),
})

export const lotExpiring = defineEvent(
  'ledger.lot-expiring',
  1,
  'Something on an account runs out soon; said once for each lot.',
  lot.extend({ expiresAt: z.iso.datetime() }),
)

export const lotExpired = defineEvent(
  'ledger.lot-expired',
  1,
  'Something on an account has run out, and went back to who promised it.',
  lot.extend({ transferId: z.uuid() }),
)
