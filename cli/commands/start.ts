/** `golmok start`: flags become settings, and the server starts. */
import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { installationOptions } from '../installation.ts'

export const command: Command = {
  name: 'start',
  summary: 'Start Golmok: database, server, web app, demo town',
  usage: `
Usage: golmok start [options]

Starts everything in this process and its database beside it. Ctrl-C stops both.
On the first start the demo town is loaded, and its logins are printed.

Options (each is also a setting; a flag goes before the environment):
  --host ADDRESS      Where to listen (GOLMOK_HOST, 127.0.0.1)
  --port NUMBER       Which port (GOLMOK_PORT, 4700 or the next free one)
  --data-dir FOLDER   Where the database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL 15 or newer instead (DATABASE_URL)
  --demo, --no-demo   Whether the demo town is loaded (GOLMOK_DEMO)
  --json              The answer of the start as one JSON line

All settings: docs/reference/settings.md
`,
  async run(args, io) {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        ...installationOptions,
        demo: { type: 'boolean' },
      },
    })
    const flags = {
      GOLMOK_HOST: values.host,
      GOLMOK_PORT: values.port,
      GOLMOK_DATA_DIR: values['data-dir'],
      DATABASE_URL: values.database,
      GOLMOK_DEMO: values.demo === undefined ? undefined : String(values.demo),
    }
    const said = Object.entries(flags).filter(([, value]) => value !== undefined)
    const { start } = await import('../../server/src/start.ts')
    return start({ variables: { ...process.env, ...Object.fromEntries(said) }, io })
  },
}
