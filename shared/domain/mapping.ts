import { z } from 'zod'

/** How the texts of a column are read; decided from all its values, or by the user where they leave a doubt. */
export const columnReadingSchema = z.object({
  /** Order of day, month and year in dates such as 03/04/2024. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).optional(),
  /** Decimal mark of numbers kept as text. */
  decimalMark: z.enum(['.', ',']).optional(),
})
export type ColumnReading = z.infer<typeof columnReadingSchema>

export const columnMappingSchema = z.object({
  /** The column's header, as in `ColumnInfo.name`. */
  column: z.string(),
  field: z.string(),
  reading: columnReadingSchema.optional(),
})
export type ColumnMapping = z.infer<typeof columnMappingSchema>

/** A text of the file and the field's value that it means; `to: ""` reads it as blank. */
export const valueMappingSchema = z.object({
  field: z.string(),
  from: z.string(),
  to: z.string(),
})
export type ValueMapping = z.infer<typeof valueMappingSchema>

/**
 * Columns that each hold one period (a wide layout), turned into rows: `periodField` from the header, `valueField` from
 * the cell. Named numbers side by side are assumptions in the same way: `name` from the header, `value` from the cell.
 */
export const unpivotSchema = z.object({
  columns: z.array(z.string()).min(1),
  periodField: z.string(),
  valueField: z.string(),
})

/**
 * Rows that each hold one field (a sheet on its side): what stands in the column `labels` names the field, as a
 * header would, and `columns` hold the values, one period each. `columns` of the mapping then speak of labels.
 */
export const transposeSchema = z.object({
  labels: z.string(),
  columns: z.array(z.string()).min(1),
  /** Takes the headers of `columns`, where they name periods. */
  periodField: z.string().optional(),
})

/** One reading of one sheet as one kind. A sheet that serves two kinds has two of them. */
export const sheetMappingSchema = z.object({
  file: z.string(),
  sheet: z.string(),
  kind: z.string(),
  columns: z.array(columnMappingSchema),
  values: z.array(valueMappingSchema).default([]),
  unpivot: unpivotSchema.optional(),
  transpose: transposeSchema.optional(),
})
export type SheetMapping = z.infer<typeof sheetMappingSchema>

/** A whole project's mapping; also the file that `tenure map --save` writes. */
export const mappingSchema = z.object({
  version: z.literal(1).default(1),
  sheets: z.array(sheetMappingSchema),
})
export type Mapping = z.infer<typeof mappingSchema>

/** A suggestion carries, for the sheet and for each column, how sure it is (0 to 1) and why, in plain words. */
export const suggestedSheetSchema = sheetMappingSchema.extend({
  confidence: z.number(),
  reason: z.string(),
  columns: z.array(columnMappingSchema.extend({ confidence: z.number(), reason: z.string() })),
  /** Questions only the user can answer, such as whether 03/04/2024 is in March or April. */
  questions: z
    .array(
      z.object({
        column: z.string(),
        question: z.string(),
        answers: z.array(z.string()),
      }),
    )
    .default([]),
})
export type SuggestedSheet = z.infer<typeof suggestedSheetSchema>
