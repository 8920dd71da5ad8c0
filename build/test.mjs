/**
 * Runs every test, the end-to-end tests last, and ends with one plain line: `N passed, N failed`.
 * Arguments select test files, as in `npm test -- formula`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canMakeDisplay, hasDisplay, withDisplay } from './setup/display.mjs'
import { filesBelow, inProject } from './setup/project.mjs'
import { runCommand } from './setup/run-command.mjs'
import { addCounts, countOutcomes, formatCounts, noOutcomes } from './test-outcomes.mjs'

const scratch = mkdtempSync(join(tmpdir(), 'tenure-test-'))

async function runProject(project, filters, environment = {}) {
  const results = join(scratch, `${project}.json`)
  const { status } = await runCommand(
    process.execPath,
    [
      inProject('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      '--config=build/vitest.config.ts',
      `--project=${project}`,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}`,
      ...filters,
    ],
    { show: true, env: { ...process.env, ...environment } },
  )
  return countOutcomes(readResults(results), status)
}

function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

async function runEndToEnd(filters) {
  if (!hasDisplay() && !canMakeDisplay()) {
    console.log('The end-to-end tests were left out: there is no display and no Xvfb.')
    const files = filesBelow(inProject('test', 'e2e')).filter((file) => file.endsWith('.test.ts'))
    return { ...noOutcomes, skipped: files.length }
  }
  return withDisplay((environment) => runProject('e2e', filters, environment))
}

try {
  const filters = process.argv.slice(2)
  const unit = await runProject('unit', filters)
  const counts = addCounts(unit, await runEndToEnd(filters))
  if (counts.passed + counts.failed === 0) console.log('No test matches.')
  console.log(formatCounts(counts))
  process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
