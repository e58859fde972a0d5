/** `golmok age`: puts right what somebody said of their age, where the birthday was mistyped. */
import { parseArgs } from 'node:util'
import { Refused } from '../../server/src/kernel/refused.ts'
import { reasonOf } from '../../server/src/modules/people/model/looks.ts'
import { correctAge } from '../../server/src/modules/people/service/age-corrections.ts'
import type { SaysAge } from '../../server/src/modules/people/service/ages.ts'
import { findPerson } from '../../server/src/modules/people/service/erasing.ts'
import { UsageError, type Command } from '../command.ts'
import { installationOptions, openAsked } from '../installation.ts'

const actor = { kind: 'system', name: 'golmok age' } as const

export const command: Command = {
  name: 'age',
  summary: 'Put right a birthday that somebody mistyped',
  usage: `
Usage: golmok age ID|PHONE|EMAIL --of-age|--born YYYY-MM-DD --reason TEXT [options]

For a grown-up who was taken for a child, and for a child who was taken for grown up. Look at what shows
their age first, and keep no copy of it. Who turns out to be younger has agreed to nothing from now on;
who is old enough is asked themselves again, without a guardian. A birthday is kept of children alone.

Works beside a running server, and counts there at once. Who did it and why is written down.

Options:
  --of-age            Old enough to agree by themselves
  --born YYYY-MM-DD   When they were born
  --reason TEXT       What shows it
  --data-dir FOLDER   Where the embedded database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL instead (DATABASE_URL)
  --json              One JSON line: { personId, before, after }
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'of-age': { type: 'boolean' },
        born: { type: 'string' },
        reason: { type: 'string' },
        ...installationOptions,
      },
    })
    const [whom] = positionals
    if (whom === undefined) throw new UsageError('age takes an id, number or address')
    const says = saidIn(values['of-age'] === true, values.born)
    const { reason = '' } = values
    if (reasonOf(reason) === null) throw new UsageError('Say what shows it: --reason "…"')
    const installation = await openAsked(values, io)
    try {
      const { inWork, config } = installation.platform
      const { personId, before, after } = await inWork(actor, async (work) => {
        const { id } = await findPerson(work, whom)
        const asked = { limits: config.ages, reason }
        return { personId: id, ...(await correctAge(work, id, says, asked)) }
      })
      io.say(`${whom} was ${before}, and is ${after} now.`)
      io.answer({ personId, before, after })
      return 0
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      io.complain(error.code === 'people.unknown' ? `There is nobody with ${whom}.` : error.message)
      return 1
    } finally {
      await installation.close()
    }
  },
}

function saidIn(isOfAge: boolean, bornOn: string | undefined): SaysAge {
  if (isOfAge === (bornOn !== undefined)) throw new UsageError('Say either --of-age or --born')
  return bornOn === undefined ? { kind: 'of-age' } : { kind: 'younger', bornOn }
}
