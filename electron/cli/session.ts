import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Answer } from '#shared/contract/bridge.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { type Mapping, mappingSchema } from '#shared/domain/mapping.ts'
import { createEngine, type Engine } from '../engine/engine.ts'
import { type Outcome, refuse } from '../engine/refusal.ts'
import { readJsonFile } from './read-json-file.ts'

export interface Session {
  readonly engine: Engine
  /** The files by name, as a mapping speaks of them. */
  readonly files: readonly { readonly path: string; readonly name: string }[]
}

/**
 * Runs `work` with an engine over a project of its own that holds `paths`, and takes both away afterwards, whatever
 * happened. Every path is granted, since the person at the command line chose it.
 */
export async function withSession<Value>(
  paths: readonly string[],
  work: (session: Session) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  for (const path of paths) {
    const missing = await missingFile(path)
    if (missing !== undefined) return missing
  }
  const directory = await mkdtemp(join(tmpdir(), 'tenure-'))
  const engine = await createEngine({
    projectDirectory: join(directory, 'projects'),
    stagingDirectory: join(directory, 'staging'),
    resolveFile: (token) => token,
  })
  try {
    if (paths.length > 0) {
      const files = paths.map((path) => fileToken(resolve(path)))
      const imported = await engine.ask('project.import', { files })
      if (!imported.ok) return imported
    }
    return await work({ engine, files: paths.map((path) => ({ path, name: basename(path) })) })
  } finally {
    await engine.close()
    await rm(directory, { recursive: true, force: true })
  }
}

async function missingFile(path: string): Promise<Outcome<never> | undefined> {
  try {
    const found = await stat(path)
    return found.isFile()
      ? undefined
      : refuse('not_found', `${path} is not a file. Give the path of a workbook or CSV file.`)
  } catch {
    return refuse('not_found', `${path} was not found. Check the spelling of the path.`)
  }
}

/** Maps the sheets: as the given file says, else as suggested. */
export async function applyMapping(
  engine: Engine,
  mappingFile: string | undefined,
): Promise<Outcome<Mapping>> {
  const mapping =
    mappingFile === undefined
      ? await suggestedMapping(engine)
      : await readJsonFile(mappingFile, mappingSchema, 'a mapping')
  if (!mapping.ok) return mapping
  const applied = await engine.ask('mapping.set', { mapping: mapping.value })
  if (!applied.ok) return applied
  const fault = applied.value.problems.find((problem) => problem.severity === 'error')
  return fault === undefined
    ? { ok: true, value: applied.value.mapping }
    : refuse('invalid_mapping', fault.message)
}

async function suggestedMapping(engine: Engine): Promise<Answer<Mapping>> {
  const suggested = await engine.ask('mapping.suggest', {})
  if (!suggested.ok) return suggested
  return { ok: true, value: mappingSchema.parse({ version: 1, sheets: suggested.value.sheets }) }
}
