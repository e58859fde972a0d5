/** The same transfers straight in SQL: one commit each by pgbench (or a driver), and in batches. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { uuidV7 } from '../../server/src/kernel/id.ts'
import { randomBytes } from 'node:crypto'

/** One transfer as one statement: both accounts locked in order, then the rows that we write too. */
const oneTransfer = (from: string, to: string) => `
  with locked as (
    select id from ledger.account where id in (${from}, ${to}) order by id for no key update
  ), moved as (
    insert into ledger.transfer (id, because, memo, posted_at)
    select gen_random_uuid(), 'posted-by/pgbench', '', now() from locked limit 1
    returning id
  )
  insert into ledger.entry (transfer_id, account_id, amount, posted_at)
  select moved.id, locked.id, case when locked.id = ${from} then -1 else 1 end, now()
  from moved, locked`

/** The same over arrays: `$1` ids, `$2` givers, `$3` takers. */
const manyTransfers = `
  with asked as (
    select * from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as asked (id, giver, taker)
  ), locked as (
    select id from ledger.account
    where id in (select giver from asked union select taker from asked)
    order by id for no key update
  ), moved as (
    insert into ledger.transfer (id, because, memo, posted_at)
    select id, 'posted-by/sql', '', now() from asked where (select count(*) from locked) > 0
    returning id
  )
  insert into ledger.entry (transfer_id, account_id, amount, posted_at)
  select asked.id, side.account_id, side.amount, now()
  from asked join moved on moved.id = asked.id
  cross join lateral (values (giver, -1), (taker, 1)) side (account_id, amount)`

export type Accounts = { readonly first: number; readonly count: number }
export type OneByOne = { readonly perSecond: number; readonly by: string }

function pgbenchPath(): string | null {
  const home = '/usr/lib/postgresql'
  const versions = existsSync(home) ? readdirSync(home).toSorted().toReversed() : []
  const paths = versions.map((version) => path.join(home, version, 'bin', 'pgbench'))
  return paths.find((file) => existsSync(file)) ?? null
}

/** Transfers between random accounts, a commit each, so many clients at once. */
export async function oneByOne(
  url: string,
  { first, count }: Accounts,
  clients: number,
  seconds: number,
): Promise<OneByOne> {
  const program = pgbenchPath()
  if (program === null) return byDriver(url, { first, count }, clients, seconds)
  const folder = await mkdtemp(path.join(tmpdir(), 'golmok-pgbench-'))
  try {
    const script = path.join(folder, 'transfer.sql')
    // Never one account twice: the taker is the giver and some more, around the end.
    const lines = [
      `\\set giver random(0, ${count - 1})`,
      `\\set taker (:giver + random(1, ${count - 1})) % ${count}`,
      `\\set giver_id ${first} + :giver`,
      `\\set taker_id ${first} + :taker`,
      `${oneTransfer(':giver_id', ':taker_id')};`,
    ]
    await writeFile(script, lines.join('\n'))
    const flags = ['-n', '-M', 'prepared', '-c', `${clients}`, '-j', '2', '-T', `${seconds}`]
    const said = execFileSync(program, [...flags, '-f', script, url], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return { perSecond: Number(/tps = ([\d.]+)/.exec(said)?.[1] ?? 0), by: 'pgbench -M prepared' }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function byDriver(
  url: string,
  { first, count }: Accounts,
  clients: number,
  seconds: number,
): Promise<OneByOne> {
  const pool = new pg.Pool({ connectionString: url, max: clients })
  const until = performance.now() + seconds * 1_000
  const text = oneTransfer('$1::bigint', '$2::bigint')
  let done = 0
  const startedAt = performance.now()
  const lane = async (offset: number) => {
    for (let n = 0; performance.now() < until; n += 1) {
      const giver = (offset * 7_919 + n * 104_729) % count
      const taker = (giver + 1 + ((n * 31) % (count - 1))) % count
      await pool.query({ name: 'one', text, values: [first + giver, first + taker] })
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, offset) => lane(offset)))
  const perSecond = (done * 1_000) / (performance.now() - startedAt)
  await pool.end()
  return { perSecond, by: 'the same statement through a driver' }
}

/** Transfers between random accounts, so many a statement and commit. */
export async function inBatches(
  url: string,
  { first, count }: Accounts,
  { size, lanes, seconds }: { size: number; lanes: number; seconds: number },
): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: lanes })
  const until = performance.now() + seconds * 1_000
  let done = 0
  const startedAt = performance.now()
  const lane = async (offset: number) => {
    for (let n = 0; performance.now() < until; n += 1) {
      const rows = Array.from({ length: size }, (_, at) => {
        const giver = (offset * 7_919 + (n * size + at) * 104_729) % count
        return [giver, (giver + 1 + ((at * 31) % (count - 1))) % count] as const
      })
      const ids = rows.map(() => uuidV7(Date.now(), randomBytes(10)))
      await pool.query({
        name: 'many',
        text: manyTransfers,
        values: [ids, rows.map(([giver]) => first + giver), rows.map(([, taker]) => first + taker)],
      })
      done += size
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, offset) => lane(offset)))
  const perSecond = (done * 1_000) / (performance.now() - startedAt)
  await pool.end()
  return perSecond
}
