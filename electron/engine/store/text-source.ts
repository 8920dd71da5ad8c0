import { basename } from 'node:path'
import { z } from 'zod'
import type { ReplyInput, RequestOf } from '#shared/contract/index.ts'
import { csvDialectSchema } from '#shared/contract/project.ts'
import type { FileToken, SourceId } from '#shared/domain/ids.ts'
import type { OperationContext } from '../handlers.ts'
import { previewText } from '../intake/preview-text.ts'
import { failureOf, type Outcome, refuse } from '../refusal.ts'
import { readSources } from './catalog.ts'
import { type Connection, readRow } from './connection.ts'
import { importFiles, knownParts, readPathOf } from './import-files.ts'
import { readProjectInfo } from './project-info.ts'

/** Shows how a text file would be read, see `project.previewText`. */
export async function previewTextFile(
  request: RequestOf<'project.previewText'>,
  context: OperationContext,
): Promise<Outcome<ReplyInput<'project.previewText'>>> {
  const path = await pathOf(request, context)
  if (!path.ok) return path
  const { source } = request
  const kept =
    source === undefined || request.dialect !== undefined
      ? undefined
      : await context.project.read((connection) => readDialect(connection, source))
  const preview = await previewText(path.value, knownParts(request.dialect ?? kept ?? {}))
  if (!preview.ok) return { ok: false, error: failureOf(preview.error) }
  const { dialect, records, types } = preview.value
  return {
    ok: true,
    value: {
      name: basename(path.value),
      dialect,
      records: records.map((record) => [...record]),
      types: [...types],
    },
  }
}

/** Reads a source again in another way; where that fails, it stays as it was. */
export async function readAgain(
  request: RequestOf<'project.readAgain'>,
  context: OperationContext,
): Promise<Outcome<ReplyInput<'project.readAgain'>>> {
  const { project, signal, onProgress } = context
  const path = await pathOf(request, context)
  if (!path.ok) return path
  const read = await importFiles(project, {
    paths: [path.value],
    dialect: request.dialect,
    replaces: request.source,
    signal,
    onProgress,
  })
  return read.ok ? { ok: true, value: await readProjectInfo(project) } : read
}

async function pathOf(
  request: { readonly source?: SourceId | undefined; readonly file?: FileToken | undefined },
  { project, workbench }: OperationContext,
): Promise<Outcome<string>> {
  if (request.file !== undefined) return workbench.resolveFile(request.file, 'read')
  const sources = await project.read(readSources)
  const source = sources.find(({ id }) => id === request.source)
  if (source === undefined) return refuse('not_found', 'This file is no longer in the project.')
  const path = readPathOf(project, source)
  if (path !== undefined) return { ok: true, value: path }
  return refuse('not_granted', `Choose "${source.name}" again, so that Tenure may read it.`)
}

async function readDialect(connection: Connection, source: SourceId) {
  const row = await readRow(
    connection,
    z.object({ dialect: z.string().nullable() }),
    'SELECT dialect FROM source WHERE id = ?',
    [source],
  )
  return row?.dialect === null || row === undefined ? {} : csvDialectSchema.parse(JSON.parse(row.dialect))
}
