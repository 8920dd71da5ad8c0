/** Programs that this project did not write, to judge what it writes: a checker of round trips and LibreOffice. */
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const execute = promisify(execFile)

const projectRoot = fileURLToPath(new URL('../../../../../', import.meta.url))
const shared = join(projectRoot, '..', 'shared')
export const workbookFolder = join(shared, 'data', 'workbooks')
const checkFolder = join(shared, 'checks')
const python = '/usr/bin/python3'

export const hasWorkbooks = existsSync(workbookFolder)

/** The real workbooks that a graft is for. */
export const realWorkbooks = hasWorkbooks
  ? readdirSync(workbookFolder).filter((name) => /\.(xlsx|xlsm|xltx)$/i.test(name))
  : []

export const hasRoundTripCheck =
  existsSync(join(checkFolder, 'check_roundtrip.py')) &&
  existsSync(python) &&
  spawnSync(python, ['-c', 'import lxml, openpyxl']).status === 0

export const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0

/** What the checker says of one pair: kinds of losses by count; nothing lost where it is empty. */
export interface RoundTrip {
  readonly name: string
  readonly code: number
  readonly lost: Readonly<Record<string, number>>
  readonly examples: unknown
}

export interface Pair {
  readonly name: string
  readonly exported: string
  /** Leaves out the second opinion of openpyxl, which takes most of the time. */
  readonly isQuick?: boolean
}

/** Runs the checker's own entry for each pair in one process, as starting it takes longer than checking. */
const driver = `
import contextlib, functools, io, json, sys
sys.path.insert(0, sys.argv[1])
import check_roundtrip, openpyxl
# An original is read once for all its exports; the checker only reads.
check_roundtrip.Side = functools.lru_cache(maxsize=3)(check_roundtrip.Side)
openpyxl.load_workbook = functools.lru_cache(maxsize=4)(openpyxl.load_workbook)
sys.setrecursionlimit(20000)
for name, original, exported, quick in json.load(sys.stdin):
    sys.argv = ['check', original, exported] + (['--no-openpyxl'] if quick else [])
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = check_roundtrip.main()
    d = json.loads(out.getvalue())
    print(json.dumps(dict(name=name, code=code, lost=d.get('lost', {}), examples=d.get('examples', d.get('error')))))
`

export async function checkRoundTrips(pairs: readonly Pair[]): Promise<RoundTrip[]> {
  const input = pairs.map(({ name, exported, isQuick = false }) => [
    name,
    join(workbookFolder, name),
    exported,
    isQuick,
  ])
  const running = execute(python, ['-c', driver, checkFolder], { maxBuffer: 64 * 1024 * 1024 })
  running.child.stdin?.end(JSON.stringify(input))
  const { stdout } = await running
  return stdout
    .trim()
    .split('\n')
    .map((line): RoundTrip => JSON.parse(line))
}

/** Opens the files in LibreOffice and has it write them in another format; the outcome by the files' base name. */
export function convertWithLibreOffice(files: readonly string[], format: string): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-office-'))
  const profile = mkdtempSync(join(tmpdir(), 'tenure-profile-'))
  try {
    execFileSync(
      'soffice',
      [
        `-env:UserInstallation=file://${profile}`,
        '--headless',
        '--convert-to',
        format,
        '--outdir',
        folder,
        ...files,
      ],
      { stdio: 'ignore', timeout: 240_000 },
    )
  } finally {
    rmSync(profile, { recursive: true, force: true })
  }
  return new Map(readdirSync(folder).map((name) => [parse(name).name, join(folder, name)]))
}

export interface Workspace {
  readonly folder: string
  save(name: string, bytes: Uint8Array): string
  dispose(): void
}

export function temporaryWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-export-'))
  return {
    folder,
    save: (name, bytes) => {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return path
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}
