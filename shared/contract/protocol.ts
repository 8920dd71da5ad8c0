import { z } from 'zod'
import { errorCodes } from './errors.ts'
import { projectInfoSchema } from './project.ts'
import { progressSchema } from './values.ts'

/**
 * What travels between the processes. A window and the engine talk over a MessagePort of their own; the main process
 * and the engine over the engine's parent port. Bulk cells cross as typed arrays whose buffers are transferred.
 */

/** Pushed by the engine to every window, unasked. */
export const engineEventSchema = z.discriminatedUnion('type', [
  /** The project after a change, whoever made it. */
  z.object({ type: z.literal('project'), project: projectInfoSchema }),
])
export type EngineEvent = z.infer<typeof engineEventSchema>

/** Window to engine: a request under a number of the window's choosing, or the wish to stop it. */
export const windowMessageSchema = z.union([
  z.object({ id: z.number().int(), operation: z.string(), payload: z.unknown() }),
  z.object({ id: z.number().int(), cancel: z.literal(true) }),
])
export type WindowMessage = z.infer<typeof windowMessageSchema>

export const refusalSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  cause: z.string().optional(),
  place: z
    .object({
      file: z.string().optional(),
      sheet: z.string().optional(),
      cell: z.string().optional(),
      column: z.string().optional(),
      row: z.number().optional(),
    })
    .optional(),
})

/** Engine to window: any number of progress reports and then one answer to each request; events in between. */
export const engineMessageSchema = z.union([
  z.object({ id: z.number().int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.number().int(), ok: z.literal(false), error: refusalSchema }),
  z.object({ id: z.number().int(), progress: progressSchema }),
  z.object({ event: engineEventSchema }),
])
export type EngineMessage = z.infer<typeof engineMessageSchema>

/** Main to engine. `start` comes first; a `window` message carries one end of the window's MessagePort. */
export const mainMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    projectDirectory: z.string(),
    stagingDirectory: z.string(),
    /** Open the project that was open when the engine last ran. */
    resume: z.boolean(),
    development: z.boolean(),
  }),
  /** From now on the token stands for the path, for this use only. */
  z.object({
    type: z.literal('grant'),
    token: z.string(),
    path: z.string(),
    mode: z.enum(['read', 'write']),
  }),
  z.object({ type: z.literal('window') }),
  /** Close the project and answer `stopped`. */
  z.object({ type: z.literal('stop') }),
])
export type MainMessage = z.infer<typeof mainMessageSchema>

/** Engine to main. */
export const engineReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started') }),
  z.object({ type: z.literal('stopped') }),
  /** For the log file: never cell contents. */
  z.object({ type: z.literal('fault'), operation: z.string(), code: z.enum(errorCodes), cause: z.string() }),
])
export type EngineReport = z.infer<typeof engineReportSchema>
