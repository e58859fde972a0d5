/** Which tests run where: `unit` needs nothing, `pg` a PostgreSQL, `browser` a browser as well. */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const needsMore = ['**/*.pg.test.ts', 'e2e/**']
// A test waits for a database or a browser half of its time: on two cores two files go on at once.
const maxWorkers = Math.max(2, availableParallelism() - 1)
const setupFiles = ['server/testing/properties.ts']
const never = ['**/node_modules/**', '**/dist/**', '.cache/**', '.data/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles,
          // Modules keep no state of a test: loading them once for many files halves the work.
          isolate: false,
          // A shared machine is slow at times; what has to be quick is measured elsewhere.
          testTimeout: 60_000,
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, ...needsMore],
        },
      },
      {
        test: {
          name: 'pg',
          setupFiles,
          include: ['**/*.pg.test.ts'],
          exclude: never,
          globalSetup: ['server/testing/cluster.ts'],
          maxWorkers,
          sequence: { groupOrder: 1 },
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          setupFiles,
          include: ['e2e/**/*.e2e.test.ts'],
          exclude: never,
          globalSetup: ['server/testing/cluster.ts'],
          // Two at the most, at the end: people's patience is measured there.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
