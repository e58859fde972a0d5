/** `golmok verify`: runs every invariant against the database of the installation. */
import { parseArgs } from 'node:util'
import { verify } from '../../server/src/platform/invariants.ts'
import { invariants } from '../../server/src/main.ts'
import type { Command } from '../command.ts'
import { installationOptions, openAsked } from '../installation.ts'

export const command: Command = {
  name: 'verify',
  summary: 'Check that the books, the coupons and the facts hold together',
  usage: `
Usage: golmok verify [options]

Runs every invariant as a query, all in one snapshot, and shows the rows that break one.
Works beside a running server or without one. Exit code 1 when anything is broken.

Options:
  --data-dir FOLDER   Where the embedded database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL instead (DATABASE_URL)
  --json              One JSON line: { isHeld, verdicts: [{ id, says, isHeld, rows }] }
`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      options: installationOptions,
    })
    const installation = await openAsked(values, io)
    try {
      const progress = io.progress('Checking', invariants.length, 'invariants')
      const verdicts = await verify(installation.platform.database, invariants)
      progress.add(verdicts.length)
      progress.end()
      for (const { id, says, isHeld, rows } of verdicts) {
        io.say(`${isHeld ? '✓' : '✗'} ${id.padEnd(44)} ${says}`)
        for (const row of rows) io.say(`    ${JSON.stringify(row)}`)
      }
      const broken = verdicts.filter(({ isHeld }) => !isHeld).length
      io.say(
        broken === 0
          ? `All ${verdicts.length} hold.`
          : `${broken} of ${verdicts.length} are broken.`,
      )
      io.answer({ isHeld: broken === 0, verdicts })
      return broken === 0 ? 0 : 1
    } finally {
      await installation.close()
    }
  },
}
