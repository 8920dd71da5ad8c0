import { z } from 'zod'
import { columnIdSchema, sheetIdSchema } from '#shared/contract/values.ts'
import type { SheetReader } from '../catalog.ts'
import type { Connection } from '../connection.ts'

/**
 * What every change is made of. A step says both what was and what is to be, so the same step takes the document
 * forward and back; cells and rows in bulk stand beside it in tables of their own, under entry and step number.
 */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const record = z.record(z.string(), scalar)
const columnTypeSchema = z.object({
  type: z.enum(['number', 'boolean', 'date', 'datetime', 'text']),
  mixed: z.boolean(),
})
export const preambleCellSchema = z.object({
  row: z.number(),
  column: z.number(),
  kind: z.number(),
  number: z.number().nullable(),
  text: z.string().nullable(),
})

/** Tables whose rows change as single records. */
export const recordTables = [
  'sheet',
  'sheet_column',
  'note',
  'mapping',
  'mapping_template',
  'assumption',
  'scenario',
  'target',
  'custom_metric',
  'setting',
  'relocation',
] as const

export const stepSchema = z.discriminatedUnion('type', [
  /**
   * Cells of `journal_cell`. `imported`: remember what imported cells held before their first change. `recalculated`:
   * they follow from other cells of the change by formulas of the workbook.
   */
  z.object({
    type: z.literal('cells'),
    sheet: sheetIdSchema,
    columns: z.array(columnIdSchema),
    imported: z.boolean(),
    recalculated: z.boolean().optional(),
  }),
  /**
   * Cells of `journal_cell` that hold again what they held before the entry `edit`, the first to change them: they are
   * as they were imported, and a formula that stood there is in force again.
   */
  z.object({ type: z.literal('originals'), sheet: sheetIdSchema, edit: z.number().int() }),
  /** Marks of formulas that are out of date, with the reasons as the texts of `journal_cell`. */
  z.object({ type: z.literal('staleFormulas'), sheet: sheetIdSchema }),
  /** Formulas of the workbook that were moved, as the texts of `journal_cell` at the cells where they stand. */
  z.object({ type: z.literal('movedFormulas'), sheet: sheetIdSchema }),
  /** Highlights, their colours as the texts of `journal_cell`. */
  z.object({ type: z.literal('highlights'), sheet: sheetIdSchema }),
  z.object({
    type: z.literal('columnTypes'),
    sheet: sheetIdSchema,
    columns: z.array(
      z.object({
        column: columnIdSchema,
        before: columnTypeSchema,
        after: columnTypeSchema,
        /** The column is computed: its values are worked out anew instead of converted. */
        discard: z.boolean().optional(),
      }),
    ),
  }),
  /** A column of the sheet's table, blank and of type text. */
  z.object({ type: z.literal('addColumn'), sheet: sheetIdSchema, column: columnIdSchema }),
  /** Blank rows with the ids `firstRow` onward. */
  z.object({
    type: z.literal('insertRows'),
    sheet: sheetIdSchema,
    position: z.number().int(),
    firstRow: z.number().int(),
    count: z.number().int(),
  }),
  /** Rows that the table of deleted rows keeps. */
  z.object({ type: z.literal('deleteRows'), sheet: sheetIdSchema }),
  /** Cells above and in the header row; `recalculated` as above. */
  z.object({
    type: z.literal('preamble'),
    recalculated: z.boolean().optional(),
    sheet: sheetIdSchema,
    before: z.array(preambleCellSchema),
    after: z.array(preambleCellSchema),
  }),
  /** One record: added where `before` is null, removed where `after` is, else the named fields changed. */
  z.object({
    type: z.literal('record'),
    table: z.enum(recordTables),
    key: record,
    before: record.nullable(),
    after: record.nullable(),
  }),
])
export type Step = z.infer<typeof stepSchema>
export type StepOf<Type extends Step['type']> = Extract<Step, { type: Type }>
export type PreambleParts = z.infer<typeof preambleCellSchema>

/** What a step is taken with: where it stands in the journal, and what its transaction has done so far. */
export interface StepContext {
  readonly connection: Connection
  /** The sheets as they stand between the steps. */
  readonly sheets: SheetReader
  readonly entry: number
  readonly step: number
  /** Tables whose rows this transaction has updated or deleted: DuckDB cannot alter them any more before it commits. */
  readonly touched: Set<string>
}

export type Direction = 'forward' | 'back'
