/** `golmok operator`: makes someone an operator of the market, or takes that back. */
import { parseArgs } from 'node:util'
import { Refused } from '../../server/src/kernel/refused.ts'
import { setOperator } from '../../server/src/modules/people/service.ts'
import { UsageError, type Command } from '../command.ts'
import { installationOptions, openAsked } from '../installation.ts'

export const command: Command = {
  name: 'operator',
  summary: 'Make someone an operator of the market, or take that back',
  usage: `
Usage: golmok operator add|remove EMAIL [options]

The person must have signed up, and proven the address by a letter. Works beside a running server, and counts there at once.

Options:
  --unproven          Also who only typed the address: where no letters are sent, and you know it is they
  --data-dir FOLDER   Where the embedded database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL instead (DATABASE_URL)
  --json              One JSON line: { personId, isOperator }
`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...installationOptions, unproven: { type: 'boolean', default: false } },
    })
    const [what, email] = positionals
    if ((what !== 'add' && what !== 'remove') || email === undefined) {
      throw new UsageError('operator takes: add EMAIL, or remove EMAIL')
    }
    const installation = await openAsked(values, io)
    try {
      const actor = { kind: 'system', name: 'golmok operator' } as const
      const person = await installation.platform.inWork(actor, (work) =>
        setOperator(
          work,
          email.toLowerCase(),
          what === 'add',
          values.unproven ? 'typed' : 'proven',
        ),
      )
      const is = person.isOperator ? 'is an operator now' : 'is no operator any more'
      io.say(`${person.name} (${email}) ${is}.`)
      io.answer({ personId: person.id, isOperator: person.isOperator })
      return 0
    } catch (error) {
      const why = error instanceof Refused ? obstacles[String(error.code)] : undefined
      if (why === undefined) throw error
      io.complain(why(email))
      return 1
    } finally {
      await installation.close()
    }
  },
}

const obstacles: Readonly<Record<string, (email: string) => string>> = {
  'people.unknown': (email) => `Nobody has signed up with ${email}.`,
  'people.proof-needed': (email) =>
    `Somebody signed up with ${email}, but has not shown that its letters reach them: it may be anybody. ` +
    'They prove it in the app under Me › Ways to sign in; or add --unproven if you know it is they.',
}
