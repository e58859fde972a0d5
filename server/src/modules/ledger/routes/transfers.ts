/** Transfers over HTTP, for the operator, for owners and their tills. Decides nothing. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { accessRefusals } from '../../../kernel/actor.ts'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import type { Platform } from '../../../platform/platform.ts'
import { ledgerRefusals, TEXT_LENGTH_MAX, TRANSFERS_MAX } from '../model.ts'
import { openTransfers, reverseByHand, seenTransfer } from '../service/transfers.ts'
import { accountKey } from './accounts.ts'

const refusals = [accessRefusals, ledgerRefusals]
const amount = z.int().positive().max(AMOUNT_MINOR_MAX)
const memo = z.string().max(TEXT_LENGTH_MAX).default('')

const order = z
  .strictObject({ id: idOf('transfer'), from: accountKey, to: accountKey, amount, memo })
  .refine(({ from, to }) => from !== to, 'a transfer is between two accounts')

const posted = z.object({ id: idOf('transfer'), outcome: z.enum(['posted', 'repeated']) })

const batch = z
  .strictObject({
    sets: z.array(z.array(order).min(1).max(TRANSFERS_MAX)).min(1).max(TRANSFERS_MAX),
  })
  .refine(
    ({ sets }) => sets.reduce((sum, set) => sum + set.length, 0) <= TRANSFERS_MAX,
    `at most ${TRANSFERS_MAX} transfers`,
  )

const transfer = z.object({
  id: idOf('transfer'),
  legs: z.array(
    z.object({ account: z.string(), unit: z.enum(['KRW', 'points']), amount: z.int() }),
  ),
  because: z.string(),
  memo: z.string(),
  reverses: idOf('transfer').nullable(),
  postedAt: instant,
})

const ofTransfer = z.object({ transferId: idOf('transfer') })

nameShapes({ Transfer: transfer })

/** Takes transfers past the units of work, in batches of its own: hence the platform. */
export function transferRoutes(
  http: Http,
  platform: Pick<Platform, 'inWork' | 'database' | 'clock'>,
): void {
  const transfers = openTransfers(platform)

  http.route({
    method: 'POST',
    url: '/v1/transfers',
    summary: 'Moves an amount between two accounts; repeating it with its id changes nothing',
    tag: 'ledger',
    access: 'till',
    plain: true,
    body: order,
    reply: posted,
    refusals,
    handle: async ({ actor, body }) => ({ id: body.id, outcome: await transfers.one(actor, body) }),
  })

  http.route({
    method: 'POST',
    url: '/v1/transfers/batch',
    summary: 'Up to 1,000 transfers in linked sets: each set moves together or not at all',
    tag: 'ledger',
    access: 'till',
    plain: true,
    body: batch,
    reply: z.object({
      outcomes: z.array(
        z.object({
          outcome: z.enum(['posted', 'repeated', 'refused']),
          code: z.string().nullable(),
        }),
      ),
    }),
    refusals,
    handle: async ({ actor, body }) => {
      const outcomes = await transfers.many(actor, body.sets)
      return {
        outcomes: outcomes.map((it) => {
          return { outcome: it.kind, code: it.kind === 'refused' ? it.code : null }
        }),
      }
    },
  })

  transferLookRoutes(http)
}

function transferLookRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/transfers/:transferId',
    summary: 'A transfer with its entries',
    tag: 'ledger',
    access: 'till',
    params: ofTransfer,
    reply: transfer,
    refusals,
    handle: async (work, { params }) => {
      const { legs, ...rest } = await seenTransfer(work, params.transferId)
      const sides = legs.map(({ account: { key, unit }, amount: moved }) => {
        return { account: key, unit, amount: moved }
      })
      return { ...rest, legs: sides }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/transfers/:transferId/reversal',
    summary: 'Undoes a transfer, or a part of it, by a new one; repeating it changes nothing',
    tag: 'ledger',
    access: 'till',
    params: ofTransfer,
    body: z.strictObject({ id: idOf('transfer'), amount: amount.nullable().default(null), memo }),
    reply: z.object({ id: idOf('transfer'), amount: z.int().nonnegative() }),
    refusals,
    handle: async (work, { params: { transferId }, body }) => {
      const undone = await reverseByHand(work, { ...body, transferId })
      return { id: body.id, amount: undone.amount }
    },
  })
}
