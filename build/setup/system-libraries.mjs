import { readFileSync } from 'node:fs'
import { runCommand } from './run-command.mjs'

/** What Electron needs from a Debian or Ubuntu that has no desktop. */
const forWindow = [
  'libnss3',
  'libgtk-3-0',
  'libgbm1',
  'libasound2',
  'libatk-bridge2.0-0',
  'libcups2',
  'libxss1',
]
/** A display for machines without one. */
const forDisplay = ['xvfb', 'xauth']
/** The second spreadsheet program, and the readers, that the export tests compare with. */
const forTests = ['libreoffice-calc-nogui', 'python3-lxml', 'python3-openpyxl']

/** The packages that a purpose asks for. */
export function neededLibraries(purpose, hasDisplay) {
  if (purpose === 'test') return [...forWindow, ...forDisplay, ...forTests]
  return hasDisplay ? forWindow : [...forWindow, ...forDisplay]
}

/**
 * Installs the system libraries that are missing, on Debian and Ubuntu as root.
 * Anyone else is told the line to run, and the setup goes on with what can run without them.
 */
export async function ensureSystemLibraries(purpose, hasDisplay, report) {
  if (process.platform !== 'linux' || !isDebianFamily(readOsRelease())) return false
  const missing = missingLibraries(neededLibraries(purpose, hasDisplay), await installedLibraries())
  if (missing.length === 0) return false

  if (process.getuid?.() !== 0) {
    report('Some system libraries are missing. To install them, run:')
    report(
      `  sudo apt-get update && sudo apt-get install -y ${(await resolveNames(missing)).names.join(' ')}`,
    )
    return false
  }

  report(`Installing system libraries (a minute or two): ${missing.join(' ')} ...`)
  const failure = await install(missing)
  if (failure !== undefined) {
    report(`The system libraries could not be installed; going on without them. apt-get said: ${failure}`)
    report(`To try again: apt-get update && apt-get install -y ${missing.join(' ')}`)
  }
  return true
}

/** Whether the text of /etc/os-release names Debian, Ubuntu or one of their descendants. */
export function isDebianFamily(osRelease) {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease)
}

/**
 * The needed packages that are not installed. Since 2024 some carry a `t64` suffix (64-bit time);
 * either name will do.
 */
export function missingLibraries(needed, installed) {
  return needed.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
}

async function install(names) {
  const known = await resolveNames(names)
  if (known.unknown) await aptGet(['update', '-q'])
  const first = await aptInstall((await resolveNames(names)).names)
  if (first.status === 0) return undefined
  await aptGet(['update', '-q'])
  const second = await aptInstall((await resolveNames(names)).names)
  return second.status === 0 ? undefined : second.stderr.trim().split('\n').slice(-2).join(' ')
}

function aptInstall(names) {
  return aptGet(['install', '-y', '-q', '--no-install-recommends', ...names])
}

function aptGet(args) {
  return runCommand('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

/** The names under which this release carries the packages; `unknown` when its lists hold no such package. */
async function resolveNames(names) {
  const candidates = names.flatMap((name) => [`${name}t64`, name])
  const { stdout } = await runCommand('apt-cache', ['policy', ...candidates])
  const available = availableNames(stdout)
  return {
    names: names.map((name) => (available.has(`${name}t64`) ? `${name}t64` : name)),
    unknown: names.some((name) => !available.has(name) && !available.has(`${name}t64`)),
  }
}

/** The package names that `apt-cache policy` has a candidate version for. */
export function availableNames(policy) {
  const found = new Set()
  let name = ''
  for (const line of policy.split('\n')) {
    const heading = /^(\S+):$/.exec(line)
    if (heading?.[1] !== undefined) name = heading[1]
    if (/^\s+Candidate: (?!\(none\))/.test(line)) found.add(name)
  }
  return found
}

async function installedLibraries() {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = '${binary:Package} ${db:Status-Abbrev}\n'
  const { stdout } = await runCommand('dpkg-query', ['-W', '-f', format])
  const names = stdout
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, status]) => status === 'ii')
    .map(([name]) => name.replace(/:.*$/, ''))
  return new Set(names)
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8')
  } catch {
    return ''
  }
}
