import { z } from 'zod'
import { operation } from './operation.ts'
import {
  fileTokenSchema,
  nothing,
  problemSchema,
  progressSchema,
  sheetInfoSchema,
  sourceIdSchema,
  sourceInfoSchema,
} from './values.ts'

export const projectInfoSchema = z.object({
  /** Tells this opening of a project from others; saved elsewhere it is still the same. */
  opened: z.number().int(),
  name: z.string(),
  /** True once the user chose a place for it; an unsaved project lives in the application's own folder. */
  saved: z.boolean(),
  edited: z.boolean(),
  sources: z.array(sourceInfoSchema),
  sheets: z.array(sheetInfoSchema),
  /** What undo and redo would do, for the menu ("paste of 120 cells"). */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  problems: z.array(problemSchema),
  /** Raised by every change; a view made at an older revision is stale. */
  revision: z.number().int(),
})
export type ProjectInfo = z.infer<typeof projectInfoSchema>

/** A project that was left without being saved; Tenure keeps it for a month. */
export const unsavedProjectSchema = z.object({
  id: z.string(),
  name: z.string(),
  keptAt: z.string(),
  /** How many changes it holds that its source file does not. */
  changes: z.number().int(),
})
export type UnsavedProject = z.infer<typeof unsavedProjectSchema>

export const csvDialectSchema = z.object({
  delimiter: z.string(),
  quote: z.string(),
  encoding: z.string(),
  decimalMark: z.enum(['.', ',']),
  headerRow: z.number().int(),
  /** What stands first in dates; `year` where it was not chosen, which leaves 3/4/2024 a text. */
  dateOrder: z.enum(['year', 'day', 'month']).exactOptional(),
})

export const projectOperations = {
  'project.info': operation({ request: nothing, reply: projectInfoSchema }),
  'project.new': operation({ request: nothing, reply: projectInfoSchema }),
  /** Opens a project file in place, or imports a workbook into a new project. */
  'project.open': operation({
    request: z.object({ file: fileTokenSchema }),
    reply: projectInfoSchema,
    progress: progressSchema,
    cancellable: true,
  }),
  /** Adds files to the open project. */
  'project.import': operation({
    request: z.object({
      files: z.array(fileTokenSchema).min(1),
      dialect: csvDialectSchema.partial().optional(),
    }),
    reply: projectInfoSchema,
    progress: progressSchema,
    cancellable: true,
  }),
  /**
   * The beginning of a text file as it would be read: one of the project, or one that was chosen. What `dialect` leaves
   * open is as the project has it, or guessed.
   */
  'project.previewText': operation({
    request: z.object({
      source: sourceIdSchema.optional(),
      file: fileTokenSchema.optional(),
      dialect: csvDialectSchema.partial().optional(),
    }),
    reply: z.object({
      name: z.string(),
      dialect: csvDialectSchema,
      records: z.array(z.array(z.string())),
      types: z.array(z.enum(['number', 'boolean', 'date', 'datetime', 'text'])),
    }),
  }),
  /**
   * Reads a text file of the project again in another way; what was done to its sheet is given up. The file has to be
   * chosen again where it was not opened since the program was started.
   */
  'project.readAgain': operation({
    request: z.object({
      source: sourceIdSchema,
      file: fileTokenSchema.optional(),
      dialect: csvDialectSchema.partial(),
    }),
    reply: projectInfoSchema,
    progress: progressSchema,
    cancellable: true,
  }),
  'project.saveAs': operation({
    request: z.object({ file: fileTokenSchema }),
    reply: projectInfoSchema,
  }),
  'project.unsaved': operation({
    request: nothing,
    reply: z.object({ projects: z.array(unsavedProjectSchema) }),
  }),
  'project.openUnsaved': operation({ request: z.object({ id: z.string() }), reply: projectInfoSchema }),
  'project.forgetUnsaved': operation({ request: z.object({ id: z.string() }), reply: nothing }),
  'project.removeSource': operation({
    request: z.object({ source: sourceIdSchema }),
    reply: projectInfoSchema,
  }),
  'project.setting': operation({
    request: z.object({ key: z.string(), value: z.json().optional() }),
    reply: z.object({ value: z.json().nullable() }),
  }),
  'history.undo': operation({ request: nothing, reply: projectInfoSchema }),
  'history.redo': operation({ request: nothing, reply: projectInfoSchema }),
  /** "Show my changes": newest first. */
  'history.list': operation({
    request: z.object({ limit: z.number().int().positive().default(500) }),
    reply: z.object({
      entries: z.array(
        z.object({
          id: z.number().int(),
          at: z.string(),
          label: z.string(),
          sheet: z.string().nullable(),
          cells: z.array(
            z.object({
              address: z.string(),
              before: z.string(),
              after: z.string(),
            }),
          ),
          undone: z.boolean(),
        }),
      ),
    }),
  }),
  /** Takes one older change back, as a new change. */
  'history.revert': operation({
    request: z.object({ id: z.number().int() }),
    reply: projectInfoSchema,
  }),
}
