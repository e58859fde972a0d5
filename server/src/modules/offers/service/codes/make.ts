/** Makes up the codes of a batch: in parts, so that it can be watched, stopped, and gone on with. */
import { z } from 'zod'
import { assert } from '../../../../kernel/assert.ts'
import type { Id } from '../../../../kernel/id.ts'
import { MINUTE_MS } from '../../../../kernel/time.ts'
import { defineJob } from '../../../../platform/jobs.ts'
import { randomByteSource } from '../../../../platform/secrets.ts'
import type { InWork, Work } from '../../../../platform/work.ts'
import { keyOf } from '../../model/codes/alphabet.ts'
import { codesOf, type Pattern } from '../../model/codes/pattern.ts'
import { lockBatch } from '../../store/codes/batch.ts'
import { insertVouchers, type NewVoucher, type WrittenVoucher } from '../../store/codes/voucher.ts'

/** Codes of one transaction: large enough that the commit is cheap, short enough to be watched. */
const PART = 10_000
const MAKE_MS_MAX = 30 * MINUTE_MS
const MAKE_ATTEMPTS_MAX = 8

const system = { kind: 'system', name: 'offers.codes' } as const

/** Makes up what is missing of a batch. Runs again where it stopped. */
export const makeCodesJob = defineJob({
  name: 'offers.make-codes',
  shape: z.object({ batchId: z.string() }),
  timeoutMs: MAKE_MS_MAX,
  attemptsMax: MAKE_ATTEMPTS_MAX,
  async run({ inWork, signal }, { batchId }) {
    for await (const _part of makeCodes(inWork, batchId as Id<'code-batch'>)) {
      signal.throwIfAborted()
    }
  },
})

/** A part of a batch that was made. `made` of `wanted` are there now. */
export type MadePart = {
  readonly codes: readonly WrittenVoucher[]
  readonly made: number
  readonly wanted: number
}

/** Makes up the codes a batch still lacks, part by part; whoever takes no more parts stops it. */
export async function* makeCodes(
  inWork: InWork,
  batchId: Id<'code-batch'>,
): AsyncGenerator<MadePart> {
  const nextByte = randomByteSource()
  for (;;) {
    const part = await inWork(system, (work) => makePart(work, batchId, nextByte))
    if (part === null) return
    yield part
    if (part.made >= part.wanted) return
  }
}

/** Null when nothing is to be made: the batch has its codes, or was called back. */
async function makePart(
  work: Work,
  batchId: Id<'code-batch'>,
  nextByte: () => number,
): Promise<MadePart | null> {
  const batch = await lockBatch(work, batchId)
  assert(batch, 'a batch that is made has a row')
  const { pattern, wanted, merchantId } = batch
  const missing = Math.min(PART, wanted - batch.made)
  if (pattern === null || missing <= 0 || batch.voidedAt) return null
  // A code that is drawn twice, here or in another batch, is left out and drawn anew by the next part.
  const codes = await insertVouchers(work, batchId, drawn(pattern, missing, nextByte))
  const made = batch.made + codes.length
  work.publish(`merchant/${merchantId}`, { name: 'code-batch', data: { batchId, made, wanted } })
  return { codes, made, wanted }
}

function drawn(pattern: Pattern, count: number, nextByte: () => number): readonly NewVoucher[] {
  const draw = codesOf(pattern)
  return Array.from({ length: count }, () => {
    const text = draw(nextByte)
    return { text, key: keyOf(text), claimsMax: 1, holderPhone: null }
  })
}
