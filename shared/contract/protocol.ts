import { z } from 'zod'
import type { Answer } from './bridge.ts'
import { errorCodes } from './errors.ts'
import { projectInfoSchema } from './project.ts'
import { progressSchema } from './values.ts'

/** What crosses the MessagePort between a window and the engine. Typed arrays of a reply are transferred, not copied. */

const id = z.number().int()

/** Window -> engine. */
export const windowMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('request'), id, operation: z.string(), payload: z.unknown() }),
  z.object({ type: z.literal('cancel'), id }),
])
export type WindowMessage = z.infer<typeof windowMessageSchema>

const refusalSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  cause: z.string().optional(),
})

/** Checked by its outline only: the engine has checked the value against the operation's reply schema. */
const answerSchema = z.custom<Answer<unknown>>((value) => {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false
  return value.ok === true
    ? 'value' in value
    : 'error' in value && refusalSchema.safeParse(value.error).success
})

/** Engine -> window. */
export const engineMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), id, answer: answerSchema }),
  z.object({ type: z.literal('progress'), id, progress: progressSchema }),
  /** The project changed, by whatever hand. */
  z.object({ type: z.literal('event'), project: projectInfoSchema }),
])
export type EngineMessage = z.infer<typeof engineMessageSchema>

/** Shell -> engine, over the parent port. A grant is the engine's only way to a path. */
export const shellToEngineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('grant'),
    token: z.string(),
    path: z.string(),
    mode: z.enum(['read', 'write']),
  }),
  z.object({ type: z.literal('connect') }),
  z.object({ type: z.literal('close') }),
])
export type ShellToEngine = z.infer<typeof shellToEngineSchema>
