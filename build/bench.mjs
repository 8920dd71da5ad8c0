/**
 * Bundles one bench of test/bench and runs it in plain Node: a test runner's module wrapper slows inner loops several
 * times.
 *
 * Use: npm run bench -- NAME [OPTION...]    such as  npm run bench -- intake --csv-megabytes 1000
 */
import { existsSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { build } from 'vite'
import { buildStaleTargets } from './build.mjs'
import { canMakeDisplay, hasDisplay, withDisplay } from './setup/display.mjs'
import { inProject } from './setup/project.mjs'
import { runCommand } from './setup/run-command.mjs'

/** Modules that take their own place in the project as a starting point, and so stay where they are. */
const inPlace = /^#build\//

async function bundle(name) {
  const outDir = inProject('dist', 'bench')
  await build({
    configFile: false,
    root: inProject(),
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      ssr: inProject('test', 'bench', `${name}.ts`),
      target: 'node20',
      rolldownOptions: { external: [inPlace], output: { entryFileNames: `${name}.mjs` } },
    },
  })
  return inProject('dist', 'bench', `${name}.mjs`)
}

/** Benches are run by name; the other files of the folder are what they are compared with. */
const benches = () =>
  readdirSync(inProject('test', 'bench'))
    .map((file) => basename(file, '.ts'))
    .filter((name) => !/^textbook-|-by-hand$|-workbook$/.test(name))

const [name, ...options] = process.argv.slice(2)
if (name === undefined || !existsSync(inProject('test', 'bench', `${name}.ts`))) {
  console.error(`npm run bench -- NAME, where NAME is one of: ${benches().join(', ')}.`)
  process.exitCode = 2
} else {
  await buildStaleTargets(console.log)
  const bundled = await bundle(name)
  const run = (environment) =>
    runCommand(process.execPath, [bundled, ...options], {
      show: true,
      env: { ...process.env, ...environment },
    })
  const { status } = await (hasDisplay() || canMakeDisplay() ? withDisplay(run) : run({}))
  process.exitCode = status ?? 1
}
