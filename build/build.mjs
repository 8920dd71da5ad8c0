/**
 * Builds the app into dist/, one folder a target, leaving alone what is newer than its sources.
 *
 * Use: node build/build.mjs [--all] [TARGET...]    (--all builds even what is up to date)
 */
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fingerprint, inProject } from './setup/project.mjs'
import { SetupError } from './setup/run-command.mjs'
import { targets } from './targets.mjs'

/** A change to any of these rebuilds everything. */
const commonInputs = ['package-lock.json', 'build/targets.mjs', 'build/build.mjs']

/**
 * Builds the targets whose sources changed since they were last built.
 *
 * @param {(line: string) => void} report
 * @param {{ names?: string[], force?: boolean }} [options] `names`: only these targets
 * @returns {Promise<string[]>} the targets that were built
 */
export async function buildStaleTargets(report, { names = Object.keys(targets), force = false } = {}) {
  const stale = []
  for (const name of names) {
    const print = fingerprint([...commonInputs, ...targets[name].inputs])
    if (force || (await readStamp(name)) !== print) stale.push({ name, print })
  }
  if (stale.length === 0) return []

  report(`Building ${stale.map(({ name }) => name).join(', ')} ...`)
  const outcomes = await Promise.allSettled(stale.map(buildTarget))
  const failures = outcomes.flatMap((outcome, at) =>
    outcome.status === 'rejected' ? [`${stale[at].name}: ${plainMessage(outcome.reason)}`] : [],
  )
  if (failures.length > 0) throw new SetupError(`The build failed.\n${failures.join('\n')}`)
  return stale.map(({ name }) => name)
}

/** The message without the bundler's own stack. */
function plainMessage(reason) {
  return String(reason?.message ?? reason)
    .split('Stack backtrace:')[0]
    .trim()
}

/** Built aside and moved into place, so that an app that is starting never meets half a folder. */
async function buildTarget({ name, print }) {
  const finished = inProject('dist', name)
  const aside = `${finished}.building-${process.pid}`
  try {
    await mkdir(aside, { recursive: true })
    await targets[name].build(aside)
    if (name === 'cli') await chmod(join(aside, 'tenure.js'), 0o755)
    await writeFile(join(aside, stampName), print)
    await rm(finished, { recursive: true, force: true })
    await rename(aside, finished)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

const stampName = '.built-from'

async function readStamp(name) {
  try {
    return await readFile(inProject('dist', name, stampName), 'utf8')
  } catch {
    return undefined
  }
}

async function main(args) {
  const names = args.filter((arg) => !arg.startsWith('--'))
  const unknown = names.filter((name) => targets[name] === undefined)
  if (unknown.length > 0)
    throw new SetupError(
      `There is no target ${unknown.join(', ')}. Targets: ${Object.keys(targets).join(', ')}.`,
    )
  const started = performance.now()
  const built = await buildStaleTargets(console.log, {
    ...(names.length > 0 ? { names } : {}),
    force: args.includes('--all'),
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(built.length === 0 ? 'Everything is up to date.' : `Built ${built.join(', ')} in ${seconds} s.`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
