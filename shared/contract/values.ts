import { z } from 'zod'
import type { CellColumn } from '#shared/domain/cell.ts'
import { columnId, fileToken, rowId, sheetId, sourceId } from '#shared/domain/ids.ts'
import type { ColumnInfo, SheetInfo, SourceInfo } from '#shared/domain/sheet.ts'

/** Schemas of the values that several operations share; the types are the domain's. */
export const sheetIdSchema = z.number().int().transform(sheetId)
export const sourceIdSchema = z.number().int().transform(sourceId)
export const rowIdSchema = z.number().int().transform(rowId)
export const columnIdSchema = z.number().int().transform(columnId)
export const fileTokenSchema = z.string().min(1).transform(fileToken)

export const problemSchema = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'information']),
  message: z.string(),
  place: z
    .object({
      file: z.string().optional(),
      sheet: z.string().optional(),
      cell: z.string().optional(),
      column: z.string().optional(),
      row: z.number().optional(),
    })
    .optional(),
  count: z.number().optional(),
  cause: z.string().optional(),
})

export const cellValueSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('blank') }),
  z.object({ kind: z.literal('number'), value: z.number() }),
  z.object({ kind: z.literal('text'), value: z.string() }),
  z.object({ kind: z.literal('boolean'), value: z.boolean() }),
  z.object({ kind: z.literal('date'), value: z.number() }),
  z.object({ kind: z.literal('error'), value: z.string() }),
])

/** Bulk cells are checked by shape only: an object a cell is what they exist to avoid. */
export const cellColumnSchema = z.custom<CellColumn>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'kinds' in value &&
    value.kinds instanceof Uint8Array &&
    'numbers' in value &&
    value.numbers instanceof Float64Array,
)

export const columnInfoSchema = z.custom<ColumnInfo>(
  (value) => typeof value === 'object' && value !== null && 'id' in value,
)
export const sheetInfoSchema = z.custom<SheetInfo>(
  (value) => typeof value === 'object' && value !== null && 'columns' in value,
)
export const sourceInfoSchema = z.custom<SourceInfo>(
  (value) => typeof value === 'object' && value !== null && 'sha256' in value,
)

/** A long operation's report: what it does now, how far it is, and how fast. */
export const progressSchema = z.object({
  label: z.string(),
  /** 0 to 1 where the whole is known. */
  fraction: z.number().optional(),
  count: z.number().optional(),
  unit: z.string().optional(),
})
export type Progress = z.infer<typeof progressSchema>

export const nothing = z.object({})
