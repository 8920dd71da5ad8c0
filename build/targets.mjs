import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { filesBelow, inProject, projectRoot } from './setup/project.mjs'

/**
 * What the app is built of. Every target becomes one folder of dist/, so that a built file finds another
 * one by `../<target>/<file>` wherever the whole stands: checkout, packaged app, installed command.
 *
 * @typedef {object} Target
 * @property {string[]} inputs what it is built from, besides the build itself and the lock file
 * @property {(outDir: string) => Promise<void>} build
 */

/** Versions the output has to run in: the oldest runtime that setup may choose. */
const oldestNode = 'node20'
const oldestChrome = 'chrome130'

/** Native code, and Electron itself, cannot be bundled; they are looked up when the app runs. */
const leftOutside = ['electron', '@duckdb/node-api']

/** @type {Record<string, Target>} */
export const targets = {
  main: {
    inputs: ['electron/main', 'shared'],
    build: (outDir) => buildForNode(outDir, { main: 'electron/main/main.ts' }),
  },
  preload: {
    inputs: ['electron/preload', 'shared'],
    build: buildPreload,
  },
  engine: {
    inputs: ['electron/engine', 'shared'],
    build: (outDir) => buildForNode(outDir, { entry: 'electron/engine/entry.ts' }),
  },
  workers: {
    inputs: ['electron/engine', 'shared'],
    build: buildWorkers,
  },
  cli: {
    inputs: ['electron/cli', 'electron/engine', 'shared'],
    build: (outDir) => buildForNode(outDir, { tenure: 'electron/cli/tenure.ts' }, { executable: true }),
  },
  renderer: {
    inputs: ['renderer', 'shared'],
    build: buildRenderer,
  },
  icons: {
    inputs: ['build/icons'],
    build: async (outDir) => {
      const { makeIcons } = await import('./icons/make-icons.mjs')
      await makeIcons(outDir)
    },
  },
  sample: {
    inputs: ['build/sample'],
    build: async (outDir) => {
      const { makeSample } = await import('./sample/make-sample.mjs')
      await makeSample(join(outDir, sampleName))
    },
  },
}

/** File name of the workbook that comes with the app. */
export const sampleName = 'Tenure sample.xlsx'

/** The engine's worker threads: every `electron/engine/**\/<name>.worker.ts` becomes workers/<name>.js. */
export function workerEntries() {
  const files = filesBelow(inProject('electron/engine')).filter((file) => file.endsWith('.worker.ts'))
  return Object.fromEntries(files.map((file) => [basename(file, '.worker.ts'), file]))
}

async function buildWorkers(outDir) {
  const entries = workerEntries()
  if (Object.keys(entries).length > 0) await buildForNode(outDir, entries)
}

/** ES modules for Node: main process, engine, worker threads, command line. */
async function buildForNode(outDir, input, { executable = false } = {}) {
  const { build } = await import('vite')
  await build({
    ...(await commonConfig()),
    ssr: { target: 'node', noExternal: true, external: leftOutside },
    build: {
      ...commonBuild(outDir),
      ssr: true,
      target: oldestNode,
      rolldownOptions: {
        input,
        external: leftOutside,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          ...(executable ? { banner: (chunk) => interpreterLine(chunk) } : {}),
        },
      },
    },
  })
}

/** A sandboxed preload script is one CommonJS file and has no module loader but Electron's own. */
async function buildPreload(outDir) {
  const { build } = await import('vite')
  await build({
    ...(await commonConfig()),
    ssr: { target: 'webworker', noExternal: true, external: ['electron'] },
    build: {
      ...commonBuild(outDir),
      ssr: true,
      target: oldestChrome,
      rolldownOptions: {
        input: { preload: 'electron/preload/preload.ts' },
        external: ['electron'],
        platform: 'browser',
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          codeSplitting: false,
        },
      },
    },
  })
}

async function buildRenderer(outDir) {
  const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')])
  await build({
    ...(await commonConfig()),
    root: inProject('renderer'),
    base: './',
    plugins: [react()],
    build: {
      ...commonBuild(outDir),
      target: oldestChrome,
      minify: true,
      // The content security policy allows no inline code, and no data: fonts.
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4_000,
    },
  })
}

/** @returns {Promise<import('vite').InlineConfig>} */
async function commonConfig() {
  const { createLogger } = await import('vite')
  // A failed build rejects with its message; it need not be logged as well.
  const customLogger = { ...createLogger('warn'), error: () => {} }
  return {
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    customLogger,
    publicDir: false,
  }
}

/** @returns {import('vite').BuildOptions} */
function commonBuild(outDir) {
  return {
    outDir,
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    reportCompressedSize: false,
  }
}

/** Keeps the source's own first line where it has one. */
function interpreterLine(chunk) {
  const source = chunk.facadeModuleId
  if (!chunk.isEntry || !source || readFileSync(source, 'utf8').startsWith('#!')) return ''
  return '#!/usr/bin/env node'
}
