import { z } from 'zod'
import { periodSchema } from '#shared/domain/period.ts'
import { whatIfSchema } from '#shared/domain/scenario.ts'
import { operation } from './operation.ts'
import { fileTokenSchema, problemSchema, progressSchema } from './values.ts'

/** What the exported workbook holds; everything is on unless the user says otherwise. */
export const exportChoicesSchema = z.object({
  period: periodSchema.nullable().default(null),
  dataSheets: z.boolean().default(true),
  marks: z.boolean().default(true),
  notes: z.boolean().default(true),
  qualityNotes: z.boolean().default(true),
  /** Most notes on doubtful cells that a sheet gets; the summary counts them all. */
  qualityNoteLimit: z.number().int().nonnegative().default(200),
  addedColumns: z.boolean().default(true),
  kpis: z.boolean().default(true),
  metrics: z.array(z.string()).optional(),
  series: z.boolean().default(true),
  definitions: z.boolean().default(true),
  scenarios: z.boolean().default(true),
  whatIf: whatIfSchema.optional(),
  protect: z.boolean().default(false),
  /** Over this many rows a derived dataset is not written out, and its metrics become values with a note. */
  helperRowLimit: z.number().int().positive().default(200_000),
})
export type ExportChoices = z.infer<typeof exportChoicesSchema>

/** One sheet of the workbook to be written. */
export const exportSheetSchema = z.object({
  file: z.string(),
  name: z.string(),
  state: z.enum(['untouched', 'annotated', 'added', 'hidden helper', 'left out']),
  details: z.array(z.string()),
})
export type ExportSheet = z.infer<typeof exportSheetSchema>

export const exportOperations = {
  'export.preview': operation({
    request: z.object({ choices: exportChoicesSchema }),
    reply: z.object({
      sheets: z.array(exportSheetSchema),
      problems: z.array(problemSchema),
      suggestedName: z.string(),
    }),
    cancellable: true,
  }),
  'export.write': operation({
    request: z.object({ choices: exportChoicesSchema, file: fileTokenSchema }),
    reply: z.object({
      sheets: z.array(exportSheetSchema),
      problems: z.array(problemSchema),
      byteLength: z.number().int(),
    }),
    progress: progressSchema,
    cancellable: true,
  }),
  /** A table as CSV, or the KPIs as JSON. */
  'export.table': operation({
    request: z.object({
      file: fileTokenSchema,
      format: z.enum(['csv', 'json']),
      what: z.discriminatedUnion('type', [
        z.object({ type: z.literal('sheet'), sheet: z.number().int() }),
        z.object({ type: z.literal('kpis'), period: periodSchema.nullable() }),
      ]),
    }),
    reply: z.object({ byteLength: z.number().int() }),
    progress: progressSchema,
    cancellable: true,
  }),
}
