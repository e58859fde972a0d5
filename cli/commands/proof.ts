/** `golmok proof`: what the gate decided on messages, and on which consents, as a file to show. */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { parseId, type Id } from '../../server/src/kernel/id.ts'
import { Refused } from '../../server/src/kernel/refused.ts'
import { proofFormats, type ProofLine } from '../../server/src/modules/outreach/model/proof.ts'
import {
  PROOF_LINES_MAX,
  proofLines,
  proofText,
} from '../../server/src/modules/outreach/service/proof.ts'
import { reasonOf } from '../../server/src/modules/people/model/looks.ts'
import { UsageError, type Command } from '../command.ts'
import { installationOptions, openAsked } from '../installation.ts'

const actor = { kind: 'system', name: 'golmok proof' } as const

export const command: Command = {
  name: 'proof',
  summary: 'Write down what the gate decided on messages, and on which consents',
  usage: `
Usage: golmok proof --to FILE --reason TEXT [options]

Each line is one decision: when, to whom, what, on which way, advertisement or information, the outcome
and its reason, the consents it stood on with their wording and time, and the person's own clock.
Whoever is in the file finds in their account that somebody looked; the reason is written down.

Options:
  --to FILE           Where the lines go
  --reason TEXT       What the lines are taken out for
  --format FORMAT     csv (for spreadsheets) or ndjson; csv unless said
  --merchant ID       Only those of a shop
  --person ID         Only those to a person
  --mailing ID        Only those of a broadcast, by its mailing
  --campaign ID       Only those of a campaign
  --from INSTANT      Decided then or later, as in 2026-04-01T00:00:00+09:00
  --until INSTANT     Decided before then
  --cursor CURSOR     Goes on behind that line of an earlier file
  --limit N           Lines at most; ${PROOF_LINES_MAX.toLocaleString('en')} unless said
  --data-dir FOLDER   Where the embedded database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL instead (DATABASE_URL)
  --json              One JSON line: { lines, cursor }
`,
  async run(args, io) {
    const { values } = parseArgs({ args: [...args], options })
    const { to } = values
    if (to === undefined) throw new UsageError('proof takes: --to FILE')
    const { reason = '' } = values
    if (reasonOf(reason) === null) {
      throw new UsageError('Say what the lines are taken out for: --reason "…"')
    }
    const format = proofFormats.find((each) => each === (values.format ?? 'csv'))
    if (!format) throw new UsageError('--format is csv or ndjson')
    const asked = {
      merchantId: idIn<'merchant'>(values.merchant),
      personId: idIn<'person'>(values.person),
      mailingId: idIn<'mailing'>(values.mailing),
      campaignId: idIn<'campaign'>(values.campaign),
      from: instantOf(values.from),
      until: instantOf(values.until),
      after: values.cursor ?? null,
      limit: limitOf(values.limit),
      reason,
    }
    const installation = await openAsked(values, io)
    try {
      const { inWork, secret } = installation.platform
      const done: { lines: number; cursor: string | null } = { lines: 0, cursor: null }
      const counted = async function* (): AsyncGenerator<ProofLine> {
        for await (const line of proofLines(inWork, actor, { ...asked, secret })) {
          done.lines += 1
          done.cursor = line.cursor
          yield line
        }
      }
      const file = createWriteStream(to, { mode: 0o600 })
      await pipeline(Readable.from(proofText(counted(), format)), file)
      io.say(`${done.lines} decisions are in ${to}.`)
      io.answer(done)
      return 0
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      io.complain(error.message)
      return 1
    } finally {
      await installation.close()
    }
  },
}

const options = {
  to: { type: 'string' },
  reason: { type: 'string' },
  format: { type: 'string' },
  merchant: { type: 'string' },
  person: { type: 'string' },
  mailing: { type: 'string' },
  campaign: { type: 'string' },
  from: { type: 'string' },
  until: { type: 'string' },
  cursor: { type: 'string' },
  limit: { type: 'string' },
  ...installationOptions,
} as const

function idIn<Kind extends string>(text: string | undefined): Id<Kind> | null {
  if (text === undefined) return null
  const id = parseId<Kind>(text)
  if (!id) throw new UsageError(`This is no id: ${text}`)
  return id
}

function instantOf(text: string | undefined): Date | null {
  if (text === undefined) return null
  const ms = Date.parse(text)
  if (!Number.isFinite(ms)) throw new UsageError(`This is no instant: ${text}`)
  return new Date(ms)
}

function limitOf(text: string | undefined): number {
  const limit = Number(text ?? PROOF_LINES_MAX)
  if (!Number.isInteger(limit) || limit < 1 || limit > PROOF_LINES_MAX) {
    throw new UsageError(`--limit is a whole number from 1 to ${PROOF_LINES_MAX}`)
  }
  return limit
}
