/** A million voucher codes: made up, written durably and to CSV as they come; then looked up and claimed. */
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { CSV_MARK, csvLine } from '../server/src/kernel/csv.ts'
import type { Id } from '../server/src/kernel/id.ts'
import { testId } from '../server/src/kernel/testing.ts'
import { DAY_MS } from '../server/src/kernel/time.ts'
import { alphabets } from '../server/src/modules/offers/model/codes/alphabet.ts'
import { createBatch } from '../server/src/modules/offers/service/codes/batches.ts'
import { exportCodes } from '../server/src/modules/offers/service/codes/files.ts'
import { makeCodes } from '../server/src/modules/offers/service/codes/make.ts'
import { createOffer } from '../server/src/modules/offers/service.ts'
import { invariants } from '../server/src/modules/offers/store/invariants.ts'
import { anOffer } from '../server/src/modules/offers/testing.ts'
import { beside, commit, machine, type BenchOptions, type BenchResult } from './result.ts'
import { openScratch, type Scratch } from './scratch.ts'

const CODES = 1_000_000
const SECONDS_MAX = 60
const LOOKS = 2_000
const system = { kind: 'system', name: 'bench' } as const
const offerId = testId<'offer'>('offer')

export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const scratch = await openScratch(log)
  try {
    const batchId = await prepared(scratch)
    const making = await make(scratch, batchId, log)
    log('writing them out again')
    const exportSeconds = await writtenOut(scratch, batchId)
    const lookMs = await lookUp(scratch)
    const counted = await counts(scratch, making.file)
    return {
      bench: 'codes',
      machine: machine(),
      commit: commit(),
      seed: 0, // Codes are drawn from the chance of the machine: a seed would make them guessable.
      figures: [
        {
          name: 'a million codes, durable, and as CSV',
          value: making.seconds,
          unit: 's',
          aim: `< ${SECONDS_MAX} s`,
          met: making.seconds < SECONDS_MAX,
        },
        beside('codes a second', CODES / making.seconds, '/s'),
        {
          name: 'codes in the database, different ones in the file',
          value: counted.rows,
          unit: 'codes',
          aim: `exactly ${CODES.toLocaleString('en')} each`,
          met: counted.rows === CODES && counted.lines === CODES && counted.isSound,
        },
        beside('largest memory while making', making.memoryMb, 'MB'),
        beside('database per code', counted.bytes / CODES, 'bytes'),
        beside('export of the batch from the database', exportSeconds, 's'),
        beside('finding one of a million by its letters, mean', lookMs, 'ms'),
      ],
    }
  } finally {
    await scratch.close()
  }
}

async function prepared({ platform }: Scratch): Promise<Id<'code-batch'>> {
  const now = platform.clock().getTime()
  const window = { startsAt: new Date(now - DAY_MS), endsAt: new Date(now + 30 * DAY_MS) }
  const offer = anOffer({ id: offerId, isPublic: false, ...window })
  await platform.inWork(system, (work) => createOffer(work, offer))
  const id = testId<'code-batch'>('code-batch')
  const pattern = { text: '10OFF-########', alphabet: alphabets.crockford }
  const request = {
    id,
    offerId,
    title: '백만 장',
    codes: { kind: 'made-up', pattern, count: CODES } as const,
    claimFrom: null,
    claimUntil: null,
    publishDays: null,
  }
  await platform.inWork(system, (work) => createBatch(work, request, { isMadeByCaller: true }))
  return id
}

/** Makes the codes as the command does. */
async function make(
  { platform, folder }: Scratch,
  batchId: Id<'code-batch'>,
  log: BenchOptions['log'],
) {
  const file = path.join(folder, 'codes.csv')
  const out = createWriteStream(file)
  let memory = 0
  const startedAt = performance.now()
  out.write(CSV_MARK + csvLine(['code', 'number']))
  for await (const { codes, made } of makeCodes(platform.inWork, batchId)) {
    const lines = codes.map(({ text, number }) => csvLine([text, number])).join('')
    if (!out.write(lines)) await once(out, 'drain')
    memory = Math.max(memory, process.memoryUsage.rss())
    if (made % 100_000 === 0) log(`${made.toLocaleString('en')} codes`)
  }
  out.end()
  await once(out, 'finish')
  return { seconds: (performance.now() - startedAt) / 1_000, memoryMb: memory / 1e6, file }
}

async function writtenOut({ platform }: Scratch, batchId: Id<'code-batch'>): Promise<number> {
  const startedAt = performance.now()
  let letters = 0
  for await (const part of exportCodes(platform.inWork, system, batchId)) letters += part.length
  return letters > 0 ? (performance.now() - startedAt) / 1_000 : 0
}

async function lookUp({ platform: { database } }: Scratch): Promise<number> {
  const { rows } = await sql<{ key: string }>`
    select key from offers.voucher tablesample bernoulli (1) limit ${LOOKS}`.execute(database.db)
  const startedAt = performance.now()
  for (const { key } of rows) {
    await sql`select number from offers.voucher where key = ${key}`.execute(database.db)
  }
  return (performance.now() - startedAt) / rows.length
}

/** What is really there, counted afresh. */
async function counts({ platform: { database } }: Scratch, file: string) {
  const { rows } = await sql<{ rows: number; bytes: number }>`
    select count(*)::integer as rows, pg_total_relation_size('offers.voucher') as bytes
    from offers.voucher`.execute(database.db)
  const seen = new Set<string>()
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const code = line.split(',')[0] ?? ''
    if (/^10OFF-[0-9A-Z]{8}$/.test(code)) seen.add(code)
  }
  let isSound = (await stat(file)).size > 0
  for (const { query } of invariants) {
    const broken = await sql.raw(query).execute(database.db)
    if (broken.rows.length > 0) isSound = false
  }
  return { rows: rows[0]?.rows ?? 0, bytes: rows[0]?.bytes ?? 0, lines: seen.size, isSound }
}
