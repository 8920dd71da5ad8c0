import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Unit and engine tests in plain Node; the end-to-end project drives the real Electron, one file at a time. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    // Every core: the runner itself waits while the tests run.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Files share a worker's modules: loading them anew for each costs as much as the tests themselves.
          isolate: false,
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', 'test/bench/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
