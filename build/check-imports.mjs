/**
 * Checks what the compiler and the linter do not: that imports point one way, that modules form no cycles,
 * and that files stay small. Prints every breach and ends with status 1 if there is one.
 */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { findCycles, findLongFile, findWrongWay, resolveImport, scanImports } from './import-rules.mjs'
import { filesBelow, inProject, projectRoot } from './setup/project.mjs'

const sourceFolders = ['shared', 'electron', 'renderer', 'build', 'test']

function readSources() {
  const files = sourceFolders.flatMap((folder) => filesBelow(inProject(folder)))
  return new Map(
    files
      .filter((file) => /\.(tsx?|mjs)$/.test(file))
      .map((file) => [relative(projectRoot, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  )
}

function check(sources) {
  const problems = []
  const graph = new Map()
  for (const [path, text] of sources) {
    const imports = scanImports(text).map((found) => ({
      ...found,
      target: resolveImport(path, found.specifier),
    }))
    problems.push(...imports.flatMap((found) => findWrongWay(path, found)))
    problems.push(...findLongFile(path, text))
    graph.set(
      path,
      // An import of types alone is gone when the program runs.
      imports.filter((found) => !found.isTypeOnly && sources.has(found.target)).map((found) => found.target),
    )
  }
  const cycles = findCycles(graph).map((cycle) => `${cycle[0]}: imports itself by ${cycle.join(' -> ')}`)
  return [...problems, ...cycles]
}

const sources = readSources()
const problems = check(sources)
for (const problem of problems) console.error(problem)
console.log(
  problems.length === 0
    ? `Imports and sizes of ${sources.size} files: all in order.`
    : `Imports and sizes of ${sources.size} files: ${problems.length} to put right.`,
)
process.exitCode = problems.length === 0 ? 0 : 1
