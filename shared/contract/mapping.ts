import { z } from 'zod'
import { mappingSchema, suggestedSheetSchema } from '#shared/domain/mapping.ts'
import { operation } from './operation.ts'
import { nothing, problemSchema, progressSchema, rowIdSchema, sheetIdSchema } from './values.ts'

/** How a column looks to the mapping: enough to suggest, to preview and to warn. */
export const columnProfileSchema = z.object({
  name: z.string(),
  letter: z.string(),
  type: z.string(),
  nonEmpty: z.number().int(),
  distinct: z.number().int(),
  /** First distinct values, as shown. */
  samples: z.array(z.string()),
})
export type ColumnProfile = z.infer<typeof columnProfileSchema>

/** One field of one mapped sheet: what it is read from and what could not be read. */
export const fieldPreviewSchema = z.object({
  field: z.string(),
  column: z.string().nullable(),
  samples: z.array(z.object({ from: z.string(), to: z.string() })),
  blanks: z.number().int(),
  notUnderstood: z.number().int(),
  notUnderstoodSamples: z.array(z.object({ row: rowIdSchema, text: z.string() })),
  /** Distinct texts of an enum or boolean field with the value each is read as; null where none is known. */
  values: z.array(
    z.object({
      from: z.string(),
      to: z.string().nullable(),
      count: z.number().int(),
    }),
  ),
})
export type FieldPreview = z.infer<typeof fieldPreviewSchema>

/** A sheet that a mapping may speak of, or a native table or named range that is one within a sheet. */
export const mappableSheetSchema = z.object({
  /** The sheet in the grid; a part has its sheet's. */
  sheet: sheetIdSchema,
  file: z.string(),
  name: z.string(),
  state: z.enum(['visible', 'hidden', 'veryHidden']),
  /** Of a part: the sheet's name, and what kind of part it is. */
  partOf: z.string().nullable(),
  area: z.enum(['table', 'range']).nullable(),
  rowCount: z.number().int(),
  columns: z.array(z.object({ name: z.string(), letter: z.string() })),
})
export type MappableSheetInfo = z.infer<typeof mappableSheetSchema>

export const mappingOperations = {
  /** Everything that can be mapped, parts behind the sheet in which they stand. */
  'mapping.sheets': operation({
    request: nothing,
    reply: z.object({ sheets: z.array(mappableSheetSchema) }),
  }),
  /** A mapping for every sheet, with confidence and reasons; saved templates for the same headers come first. */
  'mapping.suggest': operation({
    request: nothing,
    reply: z.object({ sheets: z.array(suggestedSheetSchema) }),
    progress: progressSchema,
    cancellable: true,
  }),
  'mapping.get': operation({
    request: nothing,
    reply: z.object({ mapping: mappingSchema }),
  }),
  'mapping.set': operation({
    request: z.object({ mapping: mappingSchema }),
    reply: z.object({
      mapping: mappingSchema,
      problems: z.array(problemSchema),
    }),
  }),
  'mapping.profile': operation({
    request: z.object({ sheet: sheetIdSchema }),
    reply: z.object({ columns: z.array(columnProfileSchema) }),
    cancellable: true,
  }),
  /** What a mapping, applied or still being edited, would yield for one sheet. */
  'mapping.preview': operation({
    request: z.object({
      mapping: mappingSchema,
      file: z.string(),
      sheet: z.string(),
      kind: z.string(),
    }),
    reply: z.object({
      fields: z.array(fieldPreviewSchema),
      problems: z.array(problemSchema),
    }),
    cancellable: true,
  }),
  /** Which metrics a mapping makes computable, and which missing field would unlock most. */
  'mapping.coverage': operation({
    request: z.object({ mapping: mappingSchema }),
    reply: z.object({
      computable: z.array(z.string()),
      total: z.number().int(),
      unlocks: z.array(
        z.object({
          kind: z.string(),
          field: z.string(),
          metrics: z.array(z.string()),
        }),
      ),
    }),
  }),
  'mapping.templates': operation({
    request: nothing,
    reply: z.object({
      templates: z.array(z.object({ name: z.string(), mapping: mappingSchema })),
    }),
  }),
  'mapping.saveTemplate': operation({
    request: z.object({ name: z.string().min(1), mapping: mappingSchema }),
    reply: nothing,
  }),
  'mapping.removeTemplate': operation({
    request: z.object({ name: z.string() }),
    reply: nothing,
  }),
  /** Findings of the data-quality panel over all mapped sheets. */
  'mapping.quality': operation({
    request: nothing,
    reply: z.object({
      findings: z.array(
        z.object({
          code: z.string(),
          severity: z.enum(['error', 'warning', 'information']),
          message: z.string(),
          dataset: z.string(),
          field: z.string().nullable(),
          count: z.number().int(),
          /** Metrics that the finding touches. */
          metrics: z.array(z.string()),
          sheet: sheetIdSchema.nullable(),
          /** For `SheetView.rowSet`; null where no rows stand behind it. */
          rowSet: z.string().nullable(),
        }),
      ),
    }),
    progress: progressSchema,
    cancellable: true,
  }),
}
