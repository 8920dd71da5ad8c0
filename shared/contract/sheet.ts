import { z } from 'zod'
import { operation } from './operation.ts'
import { projectInfoSchema } from './project.ts'
import {
  cellColumnSchema,
  cellValueSchema,
  columnIdSchema,
  nothing,
  progressSchema,
  rowIdSchema,
  sheetIdSchema,
} from './values.ts'

/** A condition on one column; several are combined with and. */
export const columnFilterSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('values'),
    column: columnIdSchema,
    texts: z.array(z.string()),
    blanks: z.boolean(),
  }),
  z.object({
    type: z.literal('condition'),
    column: columnIdSchema,
    operator: z.enum([
      '=',
      '<>',
      '<',
      '<=',
      '>',
      '>=',
      'contains',
      'beginsWith',
      'endsWith',
      'blank',
      'notBlank',
    ]),
    operand: z.string().default(''),
  }),
])
export type ColumnFilter = z.infer<typeof columnFilterSchema>

/** Which rows of a sheet are shown, in which order. `rows` narrows to the rows behind a value (see metrics.rows). */
export const sheetViewSchema = z.object({
  sort: z.array(z.object({ column: columnIdSchema, descending: z.boolean() })).default([]),
  filters: z.array(columnFilterSchema).default([]),
  rowSet: z.string().optional(),
  /** Rows that are hidden one by one, whatever the filters say. */
  hidden: z.array(rowIdSchema).optional(),
  /**
   * The project's revision at which the sort and the filters were applied. Until they are applied at a later one, rows
   * stay where they stand, whatever is edited, and added rows stand where they were inserted. Without it the rows are
   * always sorted and filtered as they are now.
   */
  appliedAt: z.number().int().optional(),
})
export type SheetView = z.infer<typeof sheetViewSchema>

/** A block of cells by view position: rows `firstRow` (0-based in the view) onward, columns by id. */
export const blockSchema = z.object({
  sheet: sheetIdSchema,
  view: sheetViewSchema,
  firstRow: z.number().int().nonnegative(),
  rowCount: z.number().int().positive(),
  columns: z.array(columnIdSchema).min(1),
})
export type Block = z.infer<typeof blockSchema>

/**
 * Every change to cells, rows, columns and notes. Each yields its inverse, is journaled in the same transaction, and
 * carries the label that the Edit menu shows.
 */
export const sheetCommandSchema = z.discriminatedUnion('type', [
  /** Typed input, parsed as Excel would ("5 %", "2024-01-31", "=..." is refused in a data cell with a reason). */
  z.object({
    type: z.literal('setCells'),
    sheet: sheetIdSchema,
    cells: z
      .array(
        z.object({
          row: rowIdSchema,
          column: columnIdSchema,
          input: z.string(),
        }),
      )
      .min(1),
  }),
  /** Typed input into a blank row that is added at the end of the sheet. */
  z.object({
    type: z.literal('addRow'),
    sheet: sheetIdSchema,
    cells: z.array(z.object({ column: columnIdSchema, input: z.string() })).min(1),
  }),
  /**
   * A block of texts at a place; one text fills the whole target block. Rows and columns that the texts need beyond the
   * target's are added at the end of the sheet.
   */
  z.object({
    type: z.literal('paste'),
    target: blockSchema,
    texts: z.array(z.array(z.string())).min(1),
    transpose: z.boolean().default(false),
  }),
  /** Cells, with their notes and highlights, to another place of this sheet or another, from the target's first cell. */
  z.object({ type: z.literal('moveCells'), source: blockSchema, target: blockSchema }),
  /** `others` are more blocks of the sheet, none of which shares a cell with another. */
  z.object({
    type: z.literal('clear'),
    target: blockSchema,
    others: z.array(blockSchema).default([]),
  }),
  /** Fills a block from its first row or column (`series` continues numbers and dates). */
  z.object({
    type: z.literal('fill'),
    target: blockSchema,
    direction: z.enum(['down', 'right', 'up', 'left']),
    sourceCount: z.number().int().positive().default(1),
    series: z.boolean().default(false),
  }),
  z.object({
    type: z.literal('insertRows'),
    sheet: sheetIdSchema,
    before: rowIdSchema.nullable(),
    count: z.number().int().positive(),
  }),
  z.object({
    type: z.literal('deleteRows'),
    sheet: sheetIdSchema,
    rows: z.array(rowIdSchema).min(1),
  }),
  z.object({
    type: z.literal('insertColumn'),
    sheet: sheetIdSchema,
    before: columnIdSchema.nullable(),
    name: z.string().min(1),
    /** A computed column's row formula. */
    formula: z.string().optional(),
  }),
  z.object({
    type: z.literal('deleteColumns'),
    sheet: sheetIdSchema,
    columns: z.array(columnIdSchema).min(1),
  }),
  z.object({
    type: z.literal('renameColumn'),
    sheet: sheetIdSchema,
    column: columnIdSchema,
    name: z.string().min(1),
  }),
  z.object({
    type: z.literal('setColumnFormula'),
    sheet: sheetIdSchema,
    column: columnIdSchema,
    formula: z.string(),
  }),
  z.object({
    type: z.literal('moveColumn'),
    sheet: sheetIdSchema,
    column: columnIdSchema,
    /** More columns that go with it, behind it in this order. */
    others: z.array(columnIdSchema).default([]),
    before: columnIdSchema.nullable(),
  }),
  z.object({
    type: z.literal('formatColumn'),
    sheet: sheetIdSchema,
    column: columnIdSchema,
    /** More columns that get the same. */
    others: z.array(columnIdSchema).default([]),
    numberFormat: z.string().nullable().optional(),
    hidden: z.boolean().optional(),
  }),
  /** Widths in characters, as Excel counts them. */
  z.object({
    type: z.literal('setColumnWidths'),
    sheet: sheetIdSchema,
    widths: z.array(z.object({ column: columnIdSchema, width: z.number().positive() })).min(1),
  }),
  z.object({
    type: z.literal('setHeaderRow'),
    sheet: sheetIdSchema,
    headerRow: z.number().int().nonnegative(),
  }),
  z.object({
    type: z.literal('renameSheet'),
    sheet: sheetIdSchema,
    name: z.string().min(1).max(31),
  }),
  /** Empty text removes the note. */
  z.object({
    type: z.literal('setNote'),
    sheet: sheetIdSchema,
    row: rowIdSchema,
    column: columnIdSchema,
    text: z.string(),
  }),
  z.object({
    type: z.literal('highlight'),
    target: blockSchema,
    others: z.array(blockSchema).default([]),
    color: z.enum(['none', 'yellow', 'green', 'red', 'blue']),
  }),
  z.object({
    type: z.literal('replace'),
    search: z.object({
      text: z.string().min(1),
      matchCase: z.boolean(),
      wholeCell: z.boolean(),
      regularExpression: z.boolean(),
      sheets: z.array(sheetIdSchema).min(1),
      block: blockSchema.optional(),
    }),
    replacement: z.string(),
  }),
])
export type SheetCommand = z.infer<typeof sheetCommandSchema>

/** Marks of a window's cells that have any: edited, note, error, highlight, formula. */
const cellMarkSchema = z.object({
  row: rowIdSchema,
  column: columnIdSchema,
  edited: z.string().optional(),
  note: z.string().optional(),
  highlight: z.string().optional(),
  formula: z.string().optional(),
  /** The file holds no result of the formula: the value is Tenure's. */
  withoutValue: z.boolean().optional(),
  stale: z.boolean().optional(),
  /** Why a stale formula could not be recalculated. */
  staleReason: z.string().optional(),
})
export type CellMark = z.infer<typeof cellMarkSchema>

export const sheetWindowSchema = z.object({
  /** Rows in the view. */
  total: z.number().int(),
  /** What the view's sort and filters read has changed since they were applied. */
  outdated: z.boolean(),
  rowIds: z.instanceof(Float64Array),
  /** Row numbers as the spreadsheet shows them. */
  rowNumbers: z.instanceof(Float64Array),
  /** Those of the rows that the workbook hides. */
  hiddenRows: z.array(rowIdSchema),
  /** One a requested column, in the order asked. */
  columns: z.array(cellColumnSchema),
  marks: z.array(cellMarkSchema),
  revision: z.number().int(),
})
export type SheetWindow = z.infer<typeof sheetWindowSchema>

export const sheetOperations = {
  'sheet.window': operation({ request: blockSchema, reply: sheetWindowSchema }),
  'sheet.apply': operation({
    request: z.object({ command: sheetCommandSchema }),
    reply: z.object({
      project: projectInfoSchema,
      changedCells: z.number().int(),
      /** The first of the rows that the command added. */
      addedRow: rowIdSchema.optional(),
      /** Formulas of the workbook that read moved cells and cannot follow: they go on reading where these were. */
      formulasLeft: z.number().int().optional(),
      /** Formulas of the workbook among moved cells that are values at their new places. */
      formulasToValues: z.number().int().optional(),
    }),
    progress: progressSchema,
    cancellable: true,
  }),
  /** Where a row stands in a view now (0-based), or null where the view leaves it out. */
  'sheet.locate': operation({
    request: z.object({
      sheet: sheetIdSchema,
      view: sheetViewSchema,
      row: rowIdSchema,
    }),
    reply: z.object({ position: z.number().int().nullable() }),
  }),
  /** Numbers of rows, hidden ones too, as the spreadsheet shows them, in the sheet's order; rows that are gone are left out. */
  'sheet.rowNumbers': operation({
    request: z.object({ sheet: sheetIdSchema, rows: z.array(rowIdSchema).min(1) }),
    reply: z.object({ rows: z.array(z.object({ row: rowIdSchema, number: z.number().int() })) }),
  }),
  /** For the status bar. */
  'sheet.summary': operation({
    request: z.object({ blocks: z.array(blockSchema) }),
    reply: z.object({
      count: z.number().int(),
      numbers: z.number().int(),
      sum: z.number().nullable(),
      average: z.number().nullable(),
      minimum: z.number().nullable(),
      maximum: z.number().nullable(),
    }),
    cancellable: true,
  }),
  /** The distinct values of a column in a view, most frequent first, for the filter's value list. */
  'sheet.distinct': operation({
    request: z.object({
      sheet: sheetIdSchema,
      column: columnIdSchema,
      view: sheetViewSchema,
      search: z.string().default(''),
      limit: z.number().int().positive().default(1000),
    }),
    reply: z.object({
      values: z.array(z.object({ text: z.string(), count: z.number().int() })),
      blanks: z.number().int(),
      total: z.number().int(),
    }),
    cancellable: true,
  }),
  'sheet.find': operation({
    request: z.object({
      text: z.string().min(1),
      matchCase: z.boolean().default(false),
      wholeCell: z.boolean().default(false),
      regularExpression: z.boolean().default(false),
      sheets: z.array(sheetIdSchema).min(1),
      block: blockSchema.optional(),
      limit: z.number().int().positive().default(1000),
    }),
    reply: z.object({
      count: z.number().int(),
      matches: z.array(
        z.object({
          sheet: sheetIdSchema,
          row: rowIdSchema,
          column: columnIdSchema,
          text: z.string(),
          address: z.string(),
        }),
      ),
    }),
    progress: progressSchema,
    cancellable: true,
  }),
  /** A block's texts as shown, for the clipboard (tab separated) and for export of a table. */
  'sheet.copy': operation({
    request: z.object({
      block: blockSchema,
      headers: z.boolean().default(false),
    }),
    reply: z.object({ text: z.string(), html: z.string() }),
    cancellable: true,
  }),
  'sheet.cell': operation({
    request: z.object({
      sheet: sheetIdSchema,
      row: rowIdSchema,
      column: columnIdSchema,
    }),
    reply: z.object({
      value: cellValueSchema,
      /** As the formula bar shows it: the formula where there is one, else the value in full. */
      text: z.string(),
      /** The workbook's formula, or the column's, that gives the value; null where a value stands. */
      formula: z.string().nullable(),
      /** The file holds no result of the formula: the value is Tenure's. */
      withoutValue: z.boolean(),
      address: z.string(),
      original: z.string().nullable(),
      note: z.string().nullable(),
    }),
  }),
  /** Tables and named ranges of the workbooks where they stand now, for going to them by name. */
  'sheet.names': operation({
    request: nothing,
    reply: z.object({
      names: z.array(
        z.object({
          name: z.string(),
          sheet: sheetIdSchema,
          firstRow: z.number().int(),
          lastRow: z.number().int(),
          /** As a spreadsheet counts the columns now, from 1. */
          firstColumn: z.number().int(),
          lastColumn: z.number().int(),
        }),
      ),
    }),
  }),
  'sheet.notes': operation({
    request: nothing,
    reply: z.object({
      notes: z.array(
        z.object({
          sheet: sheetIdSchema,
          row: rowIdSchema,
          column: columnIdSchema,
          address: z.string(),
          text: z.string(),
        }),
      ),
    }),
  }),
  /** The cells above and in the header row. */
  'sheet.preamble': operation({
    request: z.object({ sheet: sheetIdSchema }),
    reply: z.object({
      cells: z.array(
        z.object({
          row: z.number().int(),
          column: z.number().int(),
          value: cellValueSchema,
          formula: z.string().optional(),
          /** Why the formula could not be recalculated. */
          staleReason: z.string().optional(),
        }),
      ),
    }),
  }),
}
