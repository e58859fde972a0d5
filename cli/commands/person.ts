/** `golmok person`: all that is kept of somebody, taken out or erased; what they agreed to; who looked. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { personMaps } from '../../server/src/main.ts'
import { Refused } from '../../server/src/kernel/refused.ts'
import type { Person } from '../../server/src/modules/people/model.ts'
import { reasonOf } from '../../server/src/modules/people/model/looks.ts'
import { peopleReactions } from '../../server/src/modules/people/reactions.ts'
import {
  consentProofsOf,
  proofsCsv,
} from '../../server/src/modules/people/service/consent-proofs.ts'
import { disclose, keptRecords } from '../../server/src/modules/people/service/disclosures.ts'
import { looksAtPerson } from '../../server/src/modules/people/service/looks.ts'
import {
  erasePerson,
  exportPerson,
  findPerson,
} from '../../server/src/modules/people/service/erasing.ts'
import { placesOfText } from '../../server/src/platform/person-map.ts'
import type { Platform } from '../../server/src/platform/platform.ts'
import { UsageError, type Command, type CommandIo } from '../command.ts'
import { installationOptions, openAsked } from '../installation.ts'

const actions = ['export', 'erase', 'readers', 'consents', 'kept'] as const
type Action = (typeof actions)[number]
const actor = { kind: 'system', name: 'golmok person' } as const
/** An export to a file takes all there is. */
const ROWS_MAX = 10_000_000

export const command: Command = {
  name: 'person',
  summary: 'Export or erase all that is kept of a person, or show who looked at it',
  usage: `
Usage: golmok person export|erase|readers|consents|kept ID|PHONE|EMAIL [options]

  export    Writes every row about the person as JSON, to --to FILE or standard output.
  erase     Erases the person, for good. What the law wants kept stays under an id that leads nowhere.
            Looks everywhere afterwards whether the address or number still stands somewhere.
  readers   Shows who looked at what is kept of the person, newest first.
  consents  Writes each yes and no of the person with its words, as a table (CSV).
  kept      Writes what the law keeps of somebody erased, as JSON; they are named by their id.

Who takes data out says what for: export, consents and kept need --reason, which is written down.

Works beside a running server, and counts there at once.

Options:
  --to FILE           Where the export goes
  --reason TEXT       What the data is taken out for
  --yes               Erase without being asked
  --data-dir FOLDER   Where the embedded database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL instead (DATABASE_URL)
  --json              One JSON line: the export, { personId, left }, { readers }, { consents }, or what is kept
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        reason: { type: 'string' },
        yes: { type: 'boolean' },
        ...installationOptions,
      },
    })
    const [what, whom] = positionals
    const action = actions.find((each) => each === what)
    if (!action || whom === undefined) {
      throw new UsageError(
        'person takes: export, erase, readers, consents or kept, and an id, number or address',
      )
    }
    if (action === 'erase' && values.yes !== true) {
      throw new UsageError('An erasure cannot be taken back: say --yes')
    }
    const { reason = '', to = null } = values
    if (withReason.has(action) && reasonOf(reason) === null) {
      throw new UsageError('Say what the data is taken out for: --reason "…"')
    }
    const installation = await openAsked(values, io)
    try {
      const { platform } = installation
      const person = await platform.inWork(actor, (work) => findPerson(work, whom))
      return await run[action](platform, person, io, { to, reason })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      io.complain(error.code === 'people.unknown' ? `There is nobody with ${whom}.` : error.message)
      return 1
    } finally {
      await installation.close()
    }
  },
}

const withReason: ReadonlySet<Action> = new Set(['export', 'consents', 'kept'])

type Options = { readonly to: string | null; readonly reason: string }
type Run = (platform: Platform, person: Person, io: CommandIo, options: Options) => Promise<number>

/** To a file that nobody else on the machine reads, or to the terminal. */
async function put(text: string, to: string | null, io: CommandIo): Promise<void> {
  if (to === null) io.say(text)
  else await writeFile(to, `${text}\n`, { mode: 0o600 })
}

const run: Readonly<Record<Action, Run>> = {
  async export(platform, person, io, { to, reason }) {
    const exported = await platform.inWork(actor, async (work) => {
      const taken = { what: 'export', merchantId: null, personIds: [person.id], reason } as const
      await disclose(work, taken)
      return exportPerson(work, personMaps, person.id, ROWS_MAX)
    })
    await put(JSON.stringify(exported, null, 2), to, io)
    if (to !== null) {
      const rows = Object.values(exported.tables).reduce((sum, list) => sum + list.length, 0)
      io.say(`${rows} rows of ${Object.keys(exported.tables).length} tables are in ${to}.`)
    }
    io.answer(exported)
    return 0
  },

  async erase(platform, person, io) {
    await platform.inWork(actor, (work) => erasePerson(work, person.id))
    await platform.drain([peopleReactions(personMaps)])
    const texts = [person.email, person.phone].filter((text) => text !== null)
    const found = await platform.inWork(actor, (work) => placesOfText(work.tx, texts))
    // The erasure itself keeps them until its last pass, a moment from now.
    const left = new Map([...found].filter(([place]) => !place.startsWith('people.erasure.')))
    io.say(`Erased. What still arrives in the next seconds is erased by the running server.`)
    for (const [place, rows] of left) io.complain(`Still in ${place}: ${rows} rows`)
    io.answer({ personId: person.id, left: Object.fromEntries(left) })
    return left.size === 0 ? 0 : 1
  },

  async readers(platform, person, io) {
    const readers = await platform.inWork(actor, (work) => looksAtPerson(work, person.id))
    for (const { minute, reader, merchantId, what, count } of readers) {
      const shop = merchantId === null ? '' : ` of merchant ${merchantId}`
      io.say(`${minute.toISOString().slice(0, 16)}Z  ${reader}${shop}  ${what}  ${count}×`)
    }
    if (readers.length === 0) io.say('Nobody looked.')
    io.answer({ readers })
    return 0
  },

  async consents(platform, person, io, { to, reason }) {
    const rows = await platform.inWork(actor, (work) => consentProofsOf(work, person.id, reason))
    await put(proofsCsv(rows).trimEnd(), to, io)
    if (to !== null) io.say(`${rows.length} answers are in ${to}.`)
    io.answer({ consents: rows })
    return 0
  },

  async kept(platform, person, io, { to, reason }) {
    const asked = { personId: person.id, reason }
    const records = await platform.inWork(actor, (work) => keptRecords(work, personMaps, asked))
    await put(JSON.stringify(records, null, 2), to, io)
    if (to !== null) io.say(`${records.tables.length} tables are in ${to}.`)
    io.answer(records)
    return 0
  },
}
