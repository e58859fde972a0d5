/** Which tests run where: `unit` needs nothing, `pg` a PostgreSQL, `browser` a browser as well. */
import { defineConfig } from 'vitest/config'

const needsMore = ['**/*.pg.test.ts', 'e2e/**']
const never = ['**/node_modules/**', '**/dist/**', '.cache/**', '.data/**']

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: [...never, ...needsMore],
        },
      },
      {
        test: {
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          exclude: never,
          globalSetup: ['server/testing/cluster.ts'],
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['e2e/**/*.e2e.test.ts'],
          exclude: never,
          globalSetup: ['server/testing/cluster.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
