/** Accounts and holds over HTTP, for the operator, for owners and their tills. Decides nothing. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { accessRefusals } from '../../../kernel/actor.ts'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { idOf, instant, instantIn, listOf, listQuery, type Http } from '../../../platform/http.ts'
import { ledgerRefusals, TEXT_LENGTH_MAX, type PlacedHold } from '../model.ts'
import { partsOfKey } from '../model/access.ts'
import {
  closeByHand,
  holdByHand,
  openByHand,
  seenAccount,
  seenBalanceAt,
  seenEntries,
  seenHold,
} from '../service/accounts.ts'

const refusals = [accessRefusals, ledgerRefusals]
const KEY_LENGTH_MAX = 100
/** The key of an account, as in `merchant/<id>/own/tips`. */
export const accountKey = z
  .string()
  .max(KEY_LENGTH_MAX)
  .regex(/^[a-z0-9/-]+$/, 'not the key of an account')
const ownKey = accountKey.refine((key) => partsOfKey(key)?.isOwn === true, 'not a key of one’s own')
const amount = z.int().positive().max(AMOUNT_MINOR_MAX)
const unit = z.enum(['KRW', 'points'])

const newAccount = z.strictObject({
  key: ownKey.meta({ pattern: '^(market|(merchant|person)/[0-9a-f-]{36})/own/[a-z0-9-]{1,40}$' }),
  unit,
  /** Never below zero. */
  guarded: z.boolean(),
  /** The most it may hold; null: no limit. */
  balanceMax: amount.nullable().default(null),
})

const account = z.object({
  key: z.string(),
  unit,
  guarded: z.boolean(),
  balanceMax: z.int().nullable(),
  openedAt: instant,
  balance: z.int(),
  /** What can be moved now: not on hold, not pending, not run out. */
  available: z.int(),
  /** What becomes available later. */
  upcoming: z.int(),
})

export const entry = z.object({
  id: z.string(),
  amount: z.int(),
  because: z.string(),
  memo: z.string(),
  at: instant,
})

export const entriesQuery = z.strictObject({
  ...listQuery,
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
})

const hold = z.object({
  id: idOf('hold'),
  from: z.string(),
  to: z.string(),
  amount: z.int(),
  memo: z.string(),
  state: z.enum(['pending', 'posted', 'voided', 'expired']),
  postedAmount: z.int().nullable(),
  expiresAt: instant,
})
const holdView = ({ from, to, ...rest }: PlacedHold) => ({ ...rest, from: from.key, to: to.key })

const ofAccount = z.object({ account: accountKey })
const ofHold = z.object({ holdId: idOf('hold') })

nameShapes({ Account: account, Entry: entry, Hold: hold })

export function accountRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/accounts',
    summary: 'Opens an account with its constraints; opening it again changes nothing',
    tag: 'ledger',
    access: 'till',
    body: newAccount,
    reply: account,
    refusals,
    handle: (work, { body }) => openByHand(work, body),
  })

  http.route({
    method: 'GET',
    url: '/v1/accounts/:account',
    summary: 'An account and what it stands at; its key goes into the path percent-encoded',
    tag: 'ledger',
    access: 'till',
    params: ofAccount,
    reply: account,
    refusals,
    handle: (work, { params }) => seenAccount(work, params.account),
  })

  http.route({
    method: 'GET',
    url: '/v1/accounts/:account/balance',
    summary: 'The balance of an account at an instant, with what was posted at that very instant',
    tag: 'ledger',
    access: 'till',
    params: ofAccount,
    query: z.strictObject({ at: instantIn }),
    reply: z.object({ balance: z.int(), at: instant }),
    refusals,
    handle: async (work, { params, query: { at } }) => {
      return { balance: await seenBalanceAt(work, params.account, at), at }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/accounts/:account/entries',
    summary: 'What came into an account and what left it, newest first',
    tag: 'ledger',
    access: 'till',
    params: ofAccount,
    query: entriesQuery,
    reply: listOf(entry),
    refusals,
    handle: async (work, { params, query: { limit, cursor } }) => {
      const page = await seenEntries(work, params.account, { limit, after: cursor ?? null })
      return { ...page, items: page.items.map((it) => ({ ...it, id: it.transferId })) }
    },
  })

  holdRoutes(http)
}

function holdRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/holds',
    summary: 'Keeps an amount aside on one account for another; repeating it changes nothing',
    tag: 'ledger',
    access: 'till',
    body: z
      .strictObject({
        id: idOf('hold'),
        from: accountKey,
        to: accountKey,
        amount,
        memo: z.string().max(TEXT_LENGTH_MAX).default(''),
        expiresAt: instantIn,
      })
      .refine(({ from, to }) => from !== to, 'a hold is between two accounts'),
    reply: hold,
    refusals,
    handle: async (work, { body }) => holdView(await holdByHand(work, body)),
  })

  http.route({
    method: 'GET',
    url: '/v1/holds/:holdId',
    summary: 'A hold and its state',
    tag: 'ledger',
    access: 'till',
    params: ofHold,
    reply: hold,
    refusals,
    handle: async (work, { params }) => holdView(await seenHold(work, params.holdId)),
  })

  http.route({
    method: 'POST',
    url: '/v1/holds/:holdId/posting',
    summary: 'Moves what is on hold, or a part of it; the rest is free again',
    tag: 'ledger',
    access: 'till',
    params: ofHold,
    body: z.strictObject({ amount }),
    reply: hold,
    refusals,
    handle: async (work, { params, body }) =>
      holdView(await closeByHand(work, params.holdId, body.amount)),
  })

  http.route({
    method: 'POST',
    url: '/v1/holds/:holdId/voiding',
    summary: 'Gives a hold up; giving it up again changes nothing',
    tag: 'ledger',
    access: 'till',
    params: ofHold,
    reply: hold,
    refusals,
    handle: async (work, { params }) => holdView(await closeByHand(work, params.holdId, null)),
  })
}
