/** Transfers between accounts by their keys: one at a time, gathered, or in batches of linked sets. */
import type { Actor } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { gather } from '../../../platform/gather.ts'
import type { Platform } from '../../../platform/platform.ts'
import { isLostRace } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import { ledgerRefusals, legsBetween, TRANSFERS_MAX, type LedgerRefusal } from '../model.ts'
import { mayMove, maySee } from '../model/access.ts'
import type { LinkedSet, Outcome } from '../model/judge.ts'
import { postLocked, reverse } from '../service.ts'
import { lockKnownAccounts, transferOf, type LockedAccount, type PostedTransfer } from '../store.ts'
import { insertPlain } from '../store/plain.ts'

/** A transfer as it is asked for: between two accounts that are open, by their keys. */
export type Order = {
  readonly id: Id<'transfer'>
  readonly from: string
  readonly to: string
  readonly amount: number
  readonly memo: string
}

/** Who posted a transfer by hand, as its reason: `posted-by/person/<id>`. */
export function postedBy(actor: Actor): string {
  switch (actor.kind) {
    case 'person':
      return `posted-by/person/${actor.personId}`
    case 'key':
      return `posted-by/key/${actor.keyId}`
    case 'system':
      return `posted-by/system/${actor.name}`
    case 'nobody':
      return 'posted-by/nobody'
  }
}

/**
 * That the actor may move between these accounts (LE17). What is another's is not there for them.
 *
 * @throws {Refused} `ledger.account-unknown`
 */
export function allowMoves(actor: Actor, keys: Iterable<string>): void {
  for (const key of keys) {
    if (!mayMove(actor, key)) throw new Refused(ledgerRefusals, 'ledger.account-unknown')
  }
}

type Reasoned = Order & { readonly because: string }
type ReasonedSet = readonly Reasoned[]

async function post(work: Work, sets: readonly ReasonedSet[]): Promise<readonly Outcome[]> {
  const orders = sets.flat()
  assert(orders.length <= TRANSFERS_MAX, 'a batch is within TRANSFERS_MAX')
  const keys = orders.flatMap(({ from, to }) => [from, to])
  const accounts = await lockKnownAccounts(work, keys)
  const objections = sets.map((set) => objectionToOrders(set, accounts))
  const sound = sets
    .filter((_set, at) => objections[at] === null)
    .map((set): LinkedSet => set.map((order) => transferFor(order, accounts)))
  const outcomes = await postLocked(work, sound, accounts)
  let next = 0
  return objections.map((code): Outcome => {
    if (code) return { kind: 'refused', code }
    const outcome = outcomes[next]
    next += 1
    assert(outcome, 'each sound set has an outcome')
    return outcome
  })
}

function objectionToOrders(
  set: readonly Order[],
  accounts: ReadonlyMap<string, LockedAccount>,
): LedgerRefusal | null {
  for (const { from, to } of set) {
    const [giver, taker] = [accounts.get(from), accounts.get(to)]
    if (!giver || !taker) return 'ledger.account-unknown'
    if (giver.unit !== taker.unit) return 'ledger.unit-differs'
  }
  return null
}

function transferFor(order: Reasoned, accounts: ReadonlyMap<string, LockedAccount>) {
  const nameOf = (key: string) => {
    const account = accounts.get(key)
    assert(account, 'the accounts of a sound order are open')
    const { unit, guarded, keepsLots } = account
    return { key, unit, guarded, keepsLots }
  }
  const { id, from, to, amount, memo, because } = order
  return { id, legs: legsBetween(nameOf(from), nameOf(to), amount), because, memo, reverses: null }
}

/**
 * How many batches of single transfers may be under way: one is written while the next is gathered.
 * Measured: with one, a third less at 32 clients; more would only wait for each other's accounts.
 */
const FLIGHTS_MAX = 2
/** How often a batch is tried whose ids another process was writing at the same moment. */
const TRIES_MAX = 3
const poster = { kind: 'system', name: 'ledger.transfers' } as const
type Needs = Pick<Platform, 'inWork' | 'database' | 'clock'>

export type Transfers = {
  /**
   * Posts a single transfer, with those that come together as one batch. Answers whether it was
   * posted, or had been before.
   *
   * @throws {Refused} with a code of `ledgerRefusals`
   */
  one(actor: Actor, order: Order): Promise<'posted' | 'repeated'>
  /**
   * Posts sets of linked orders of one caller: one outcome a set (LE6).
   *
   * @throws {Refused} `ledger.account-unknown` for accounts that are not the caller's to move
   */
  many(actor: Actor, sets: readonly (readonly Order[])[]): Promise<readonly Outcome[]>
}

export function openTransfers(needs: Needs): Transfers {
  // After a batch that a constraint undid, the next ones are judged at once, until all goes well.
  let isSmooth = true
  const settle = async (sets: readonly ReasonedSet[]): Promise<readonly Outcome[]> => {
    // Of two that bear one id, the first is posted, and the second judged.
    const singles = new Map<Id<'transfer'>, ReasonedSet>()
    for (const set of sets) {
      const [order] = set
      if (order && set.length === 1 && !singles.has(order.id)) singles.set(order.id, set)
    }
    const plain = [...singles.values()].flat()
    const posted = isSmooth && plain.length > 0 ? await postPlain(needs, plain) : nothing
    const isPosted = (set: ReasonedSet) =>
      set.length === 1 && set[0] && singles.get(set[0].id) === set && posted?.has(set[0].id)
    const rest = sets.filter((set) => !isPosted(set))
    const outcomes = rest.length === 0 ? [] : await judged(needs, rest)
    isSmooth = posted !== null && !outcomes.some(({ kind }) => kind === 'refused')
    const outcomeOf = new Map(rest.map((set, at) => [set, outcomes[at]]))
    return sets.map((set) => outcomeOf.get(set) ?? { kind: 'posted' })
  }
  const postOne = gather<Reasoned, 'posted' | 'repeated'>({
    itemsMax: TRANSFERS_MAX,
    flightsMax: FLIGHTS_MAX,
    run: async (orders) => answers(await settle(orders.map((order) => [order]))),
  })
  return {
    one: async (actor, order) => {
      allowMoves(actor, [order.from, order.to])
      return postOne({ ...order, because: postedBy(actor) })
    },
    many: async (actor, sets) => {
      allowMoves(
        actor,
        sets.flatMap((set) => set.flatMap(({ from, to }) => [from, to])),
      )
      const because = postedBy(actor)
      return settle(sets.map((set) => set.map((order) => ({ ...order, because }))))
    },
  }
}

const nothing: ReadonlySet<Id<'transfer'>> = new Set()

/** Posts what needs no closer look; null where a constraint had an objection, and nothing was posted. */
async function postPlain(
  { database, clock }: Needs,
  orders: readonly Reasoned[],
): Promise<ReadonlySet<Id<'transfer'>> | null> {
  try {
    return await insertPlain(database.db, orders, clock())
  } catch (error) {
    if (isLostRace(error) || isForbidden(error)) return null
    throw error
  }
}

/** A check constraint, or the trigger of one. */
function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23514'
}

/** Lock, judge, save: one outcome a set. */
async function judged(
  { inWork }: Needs,
  sets: readonly ReasonedSet[],
): Promise<readonly Outcome[]> {
  return triedAgain(() => inWork(poster, (work) => post(work, sets)))
}

/** Turns outcomes into answers. A thousand callers who are refused alike share one error. */
function answers(outcomes: readonly Outcome[]): readonly ('posted' | 'repeated' | Refused)[] {
  const refused = new Map<LedgerRefusal, Refused>()
  return outcomes.map((outcome) => {
    if (outcome.kind !== 'refused') return outcome.kind
    const known = refused.get(outcome.code) ?? new Refused(ledgerRefusals, outcome.code)
    refused.set(outcome.code, known)
    return known
  })
}

/** A transfer that another process posts at this very moment is a repeat at the next look. */
async function triedAgain<Answer>(run: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof Refused) || tries >= TRIES_MAX) throw error
    }
  }
}

/**
 * A transfer by its id, for whoever may see one of its accounts.
 *
 * @throws {Refused} `ledger.transfer-unknown`
 */
export async function seenTransfer(work: Work, id: Id<'transfer'>): Promise<PostedTransfer> {
  const transfer = await transferOf(work, id)
  if (!transfer?.legs.some(({ account }) => maySee(work.actor, account.key))) {
    throw new Refused(ledgerRefusals, 'ledger.transfer-unknown')
  }
  return transfer
}

/**
 * Undoes a transfer, or a part of it, by hand: whoever may move all its accounts (LE17).
 *
 * @throws {Refused} `ledger.transfer-unknown`, and as `reverse`
 */
export async function reverseByHand(
  work: Work,
  {
    id,
    transferId,
    amount,
    memo,
  }: {
    readonly id: Id<'transfer'>
    readonly transferId: Id<'transfer'>
    readonly amount: number | null
    readonly memo: string
  },
): Promise<{ readonly amount: number }> {
  const transfer = await seenTransfer(work, transferId)
  if (!transfer.legs.every(({ account }) => mayMove(work.actor, account.key))) {
    throw new Refused(ledgerRefusals, 'ledger.transfer-unknown')
  }
  if (amount !== null && transfer.legs.length > 2) {
    throw new Refused(ledgerRefusals, 'ledger.not-divisible')
  }
  const because = postedBy(work.actor)
  return reverse(work, { id, transferId, amount, because, memo, ifSpent: 'refuse' })
}
