import { posix } from 'node:path'

/**
 * What each part may import, the longest matching folder deciding. Arrows point one way:
 * renderer -> shared <- electron. Main, preload, engine and command line are separate programs; only the
 * command line is another face of the engine.
 */
const allowedImports = {
  'shared/': ['shared/'],
  'renderer/': ['renderer/', 'shared/'],
  'electron/main/': ['electron/main/', 'shared/'],
  'electron/preload/': ['electron/preload/', 'shared/'],
  'electron/engine/': ['electron/engine/', 'shared/'],
  'electron/cli/': ['electron/cli/', 'electron/engine/', 'shared/'],
  'build/': ['build/', 'shared/', 'electron/', 'dist/'],
  'test/': [''],
}

/** The engine also runs without Electron; only its entry file may know of it. */
const engineEntry = 'electron/engine/entry.ts'

const longestFile = 500
const longestTest = 800

/**
 * The import statements of a module: static, dynamic, re-exports, and the patterns of import.meta.glob.
 * Reads text, not syntax: an import inside a comment or string counts too, which errs on the safe side.
 *
 * @param {string} text
 * @returns {{ specifier: string, isTypeOnly: boolean }[]}
 */
export function scanImports(text) {
  const statements =
    /^[ \t]*(?:import|export)\s+(type\s+)?(?:[\w*${}\s,]+?\s+from\s+)?(['"])([^'"\n]+)\2|\bimport(?:\.meta\.glob(?:<[^>]*>)?)?\(\s*(['"])([^'"\n]+)\4/gm
  return [...text.matchAll(statements)].map((match) => ({
    specifier: match[3] ?? match[5] ?? '',
    isTypeOnly: match[1] !== undefined,
  }))
}

/** The project path an import means, or the package's name as it stands. */
export function resolveImport(from, specifier) {
  if (specifier.startsWith('#')) return specifier.slice(1)
  if (!specifier.startsWith('.')) return specifier
  return posix.normalize(posix.join(posix.dirname(from), specifier))
}

/** One line for an import that its folder does not allow. */
export function findWrongWay(path, { specifier, target }) {
  const isProjectFile = specifier.startsWith('.') || specifier.startsWith('#')
  if (!isProjectFile) {
    if (specifier !== 'electron' || !path.startsWith('electron/engine/') || path === engineEntry) return []
    return [`${path}: imports electron; in the engine only ${engineEntry} may`]
  }
  const folder = longestMatch(path)
  if (folder === undefined || allowedImports[folder].some((prefix) => target.startsWith(prefix))) return []
  return [`${path}: imports ${target}; ${folder} may import only ${allowedImports[folder].join(', ')}`]
}

function longestMatch(path) {
  return Object.keys(allowedImports)
    .filter((folder) => path.startsWith(folder))
    .sort((one, other) => other.length - one.length)[0]
}

/** One line for a file that is too long. Data tables say so in their first lines and are exempt. */
export function findLongFile(path, text) {
  const lines = text.split('\n').length
  const limit = path.startsWith('test/') ? longestTest : longestFile
  if (lines <= limit || isDataTable(text)) return []
  return [`${path}: ${lines} lines, at most ${limit}`]
}

function isDataTable(text) {
  return /\bdata table\b/i.test(text.split('\n', 10).join('\n'))
}

/**
 * The cycles of a module graph, found by walking it depth first: an import of a module whose own walk is
 * still open closes a cycle.
 *
 * @param {Map<string, string[]>} graph module -> what it imports
 * @returns {string[][]} each begins and ends with the same module; none when the graph is clean
 */
export function findCycles(graph) {
  const cycles = []
  const finished = new Set()
  const visit = (path, trail) => {
    const opened = trail.indexOf(path)
    if (opened !== -1) {
      cycles.push([...trail.slice(opened), path])
      return
    }
    if (finished.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    finished.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return cycles
}
