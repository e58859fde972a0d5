/** One broadcast to 1,000,000 friends, judged one by one; killed in the middle; beside plain SQL. */
import { sql } from 'kysely'
import { setTimeout as pause } from 'node:timers/promises'
import { asOwner, launch, putFriendsInPlace, shopIdOf } from './broadcast/town.ts'
import { beside, commit, machine, type BenchOptions, type BenchResult } from './result.ts'
import { openScratch, type Scratch, type ScratchServer } from './scratch.ts'

const SEED = 1
const FRIENDS = 1_000_000
const LOOK_EVERY_MS = 100
/** The server is killed when about so many have been looked at. */
const KILLED_AT = 0.4
const AIM_INSERT = 0.8
const AIM_COPY = 0.7

type Clocked = { readonly seconds: number; readonly downSeconds: number }

/** Runs one broadcast undisturbed, one with a kill, and the same rows by `insert … select` and `COPY`. */
export async function bench({ log }: BenchOptions, friends = FRIENDS): Promise<BenchResult> {
  const scratch = await openScratch(log)
  try {
    log(`${friends} friends of two shops`)
    await putFriendsInPlace(scratch.platform.database, { friends, shops: 2 })
    await scratch.platform.live.close()
    const first = await scratch.startServer()
    const plain = await broadcast(scratch, first, { shop: 0, friends, isKilled: false })
    log(`sent to all in ${plain.seconds.toFixed(1)} s`)
    const killed = await broadcast(scratch, first, { shop: 1, friends, isKilled: true })
    log(`with a kill at ${KILLED_AT * 100} %: ${killed.seconds.toFixed(1)} s`)
    const outcomes = await outcomesOf(scratch, friends)
    log('the same rows by plain SQL')
    const rows = await plainSql(scratch, log)
    return resultOf({ friends, plain, killed, outcomes, ...rows })
  } finally {
    await scratch.close()
  }
}

/** From the first step to the last, by the clock of the database's rows; without the server's absence. */
async function broadcast(
  scratch: Scratch,
  server: ScratchServer,
  { shop, friends, isKilled }: { shop: number; friends: number; isKilled: boolean },
): Promise<Clocked> {
  let at = server
  const path = await launch(at.port, shop, shop + 1)
  let startedMs: number | null = null
  let downSeconds = 0
  let isToBeKilled = isKilled
  for (;;) {
    const { state, done } = await asOwner(at.port, 'GET', path)
    // The wait for the runner's next look is not part of the work.
    if (state === 'sending') startedMs ??= performance.now()
    if (state === 'sent') break
    if (isToBeKilled && Number(done) > friends * KILLED_AT) {
      isToBeKilled = false
      await at.kill()
      const before = performance.now()
      at = await scratch.startServer()
      const standing = Number((await asOwner(at.port, 'GET', path))['done'])
      while (Number((await asOwner(at.port, 'GET', path))['done']) === standing) await pause(20)
      downSeconds = (performance.now() - before) / 1_000
    }
    await pause(LOOK_EVERY_MS)
  }
  const seconds = (performance.now() - (startedMs ?? performance.now())) / 1_000 - downSeconds
  if (isKilled) await at.stop()
  return { seconds, downSeconds }
}

type Outcomes = { readonly once: number; readonly slots: number }

/** Each friend must have exactly one outcome of each broadcast. */
async function outcomesOf({ platform }: Scratch, friends: number): Promise<Outcomes> {
  const { rows } = await sql<Outcomes>`
    select count(*) filter (where outcomes = 2)::integer as once,
      sum(slots)::integer as slots
    from (
      select f.person_id, count(r.mailing_id) as outcomes, count(r.slot) as slots
      from channels.friend f
      left join outreach.recipient r on r.person_id = f.person_id and r.mailing_id is not null
      where f.merchant_id = ${shopIdOf(0)}
      group by f.person_id
    ) as friends`.execute(platform.database.db)
  return rows[0] ?? { once: -friends, slots: 0 }
}

type PlainRows = {
  readonly insertSeconds: number
  readonly copySeconds: number
}

/** The very rows of the first broadcast, into a table like theirs: in one statement, and by COPY. */
async function plainSql(
  { platform, folder }: Scratch,
  log: BenchOptions['log'],
): Promise<PlainRows> {
  const { db } = platform.database
  const file = sql.lit(`${folder}/recipients.copy`)
  await sql`
    create table outreach.source as
    select * from outreach.recipient where merchant_id = ${shopIdOf(0)} order by person_id`.execute(
    db,
  )
  await sql`create table outreach.plain (like outreach.recipient including all)`.execute(db)
  await sql`copy outreach.source to ${file}`.execute(db)
  const clocked = async (name: string, run: () => Promise<unknown>) => {
    await sql`truncate outreach.plain`.execute(db)
    await sql`checkpoint`.execute(db)
    const before = performance.now()
    await run()
    const seconds = (performance.now() - before) / 1_000
    log(`${name}: ${seconds.toFixed(1)} s`)
    return seconds
  }
  const insert = () => sql`insert into outreach.plain select * from outreach.source`.execute(db)
  const copy = () => sql`copy outreach.plain from ${file}`.execute(db)
  const inserts = [await clocked('insert … select', insert)]
  const copies = [await clocked('COPY', copy)]
  inserts.push(await clocked('insert … select', insert))
  copies.push(await clocked('COPY', copy))
  return { insertSeconds: Math.min(...inserts), copySeconds: Math.min(...copies) }
}

type Measured = PlainRows & {
  readonly friends: number
  readonly plain: Clocked
  readonly killed: Clocked
  readonly outcomes: Outcomes
}

function resultOf(measured: Measured): BenchResult {
  const { friends, plain, killed, outcomes, insertSeconds, copySeconds } = measured
  const perSecond = (seconds: number) => Math.round(friends / seconds)
  const toInsert = insertSeconds / plain.seconds
  const toCopy = copySeconds / plain.seconds
  return {
    bench: 'broadcast',
    machine: machine(),
    commit: commit(),
    seed: SEED,
    figures: [
      {
        name: 'friends with one outcome of each of two broadcasts',
        value: outcomes.once,
        unit: 'people',
        aim: `${friends}`,
        met: outcomes.once === friends,
        note: `${outcomes.slots} messages; the second was killed at ${KILLED_AT * 100} %`,
      },
      {
        name: 'share of insert … select of the same rows',
        value: toInsert,
        unit: '×',
        aim: `≥ ${AIM_INSERT}`,
        met: toInsert >= AIM_INSERT,
      },
      {
        name: 'share of COPY of the same rows',
        value: toCopy,
        unit: '×',
        aim: `≥ ${AIM_COPY}`,
        met: toCopy >= AIM_COPY,
      },
      beside('friends told', perSecond(plain.seconds), '/s', 'gate, decision, cursor, live'),
      beside('friends told, with a kill', perSecond(killed.seconds), '/s'),
      beside(
        'back at work after the kill',
        killed.downSeconds,
        's',
        'start of the server included',
      ),
      beside('insert … select', perSecond(insertSeconds), '/s', 'the better of two'),
      beside('COPY', perSecond(copySeconds), '/s', 'the better of two'),
    ],
  }
}
