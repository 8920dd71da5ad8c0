import { realpath } from 'node:fs/promises'
import { basename, extname, resolve } from 'node:path'
import { z } from 'zod'
import type { exportOperations } from '#shared/contract/export.ts'
import { type FileToken, sheetId } from '#shared/domain/ids.ts'
import type { Problem } from '#shared/domain/result.ts'
import type { HandlersOf, OperationContext } from '../handlers.ts'
import { atWorkplace } from '../metrics/workplace.ts'
import { failureOf, type Outcome, refuse } from '../refusal.ts'
import { readRows } from '../store/connection.ts'
import { kpisAsCsv, kpisAsJson, kpisOf, sheetAsCsv, sheetAsJson } from './export-table.ts'
import { type ExportRequest, packWorkbook, planWorkbook } from './export-workbook.ts'
import type { PackageFormat } from './package/package-format.ts'
import { writeAtomically } from './package/write-atomically.ts'

export const exportHandlers: HandlersOf<keyof typeof exportOperations> = {
  'export.preview': ({ choices }, context) =>
    atWorkplace(context, async (place) => {
      const planned = await planWorkbook({ ...requestOf(context), place, choices })
      if (!planned.ok) return { ok: false, error: failureOf(planned.error) }
      const { sheets, problems, suggestedName } = planned.value
      return { ok: true, value: { sheets: [...sheets], problems: [...problems], suggestedName } }
    }),

  'export.write': async ({ choices, file }, context) => {
    const target = await targetOf(file, context)
    if (!target.ok) return target
    return atWorkplace(context, async (place) => {
      const request = { ...requestOf(context), place, choices }
      const planned = await planWorkbook(request)
      if (!planned.ok) return { ok: false, error: failureOf(planned.error) }
      const packed = await packWorkbook(request, planned.value)
      if (!packed.ok) return { ok: false, error: failureOf(packed.error) }
      const written = await writeAtomically(target.value, packed.value.chunks)
      if (!written.ok) return { ok: false, error: failureOf(written.error) }
      const { sheets, problems, format } = planned.value
      return {
        ok: true,
        value: {
          sheets: [...sheets],
          problems: [...problems, ...packed.value.problems, ...nameWarnings(target.value, format)],
          byteLength: written.value.bytes,
        },
      }
    })
  },

  'export.table': async ({ file, format, what }, context) => {
    const target = await targetOf(file, context)
    if (!target.ok) return target
    const save = async (chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => {
      const written = await writeAtomically(target.value, chunks)
      if (!written.ok) return { ok: false as const, error: failureOf(written.error) }
      return { ok: true as const, value: { byteLength: written.value.bytes } }
    }
    if (what.type === 'kpis') {
      return atWorkplace(context, async (place) => {
        const kpis = await kpisOf(place, what.period)
        return save([format === 'csv' ? kpisAsCsv(kpis) : kpisAsJson(kpis)])
      })
    }
    const sheet = await context.project.sheet(sheetId(what.sheet))
    if (sheet === undefined) return refuse('not_found', 'That sheet is no longer there. Choose another one.')
    const total = Math.max(1, sheet.info.rowCount)
    const onRows = (rows: number) => {
      context.signal.throwIfAborted()
      context.onProgress({ label: `Writing ${sheet.info.name}`, fraction: rows / total })
    }
    const write = format === 'csv' ? sheetAsCsv : sheetAsJson
    return context.project.read((connection) => save(write(connection, sheet, onRows)), context.signal)
  },
}

const requestOf = ({
  project,
  onProgress,
}: OperationContext): Pick<ExportRequest, 'project' | 'onProgress'> => ({
  project,
  onProgress: (label, fraction) => onProgress(fraction === undefined ? { label } : { label, fraction }),
})

/** The path to write to, which is neither a file that the project was made from nor the project itself. */
async function targetOf(file: FileToken, { project, workbench }: OperationContext): Promise<Outcome<string>> {
  const path = workbench.resolveFile(file, 'write')
  if (!path.ok) return path
  const target = await realPath(path.value)
  const sources = await project.read((connection) =>
    readRows(connection, z.object({ path: z.string() }), 'SELECT path FROM source'),
  )
  for (const kept of [...sources.map((source) => source.path), project.path]) {
    if ((await realPath(kept)) !== target) continue
    return refuse(
      'cannot_write',
      `${basename(target)} is a file of this project; it is never written over. Choose another name.`,
    )
  }
  return path
}

const realPath = (path: string): Promise<string> => realpath(path).catch(() => resolve(path))

/** Excel opens a workbook with macros, or a template, only under its own ending. */
function nameWarnings(path: string, format: PackageFormat): Problem[] {
  if (extname(path).toLowerCase() === `.${format}`) return []
  return [
    {
      code: 'file_ending',
      severity: 'warning',
      message: `Excel opens this workbook only under a name that ends in .${format}. Rename it, or export again under such a name.`,
      place: { file: basename(path) },
    },
  ]
}
