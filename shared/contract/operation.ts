import type { z } from 'zod'

/**
 * One operation that the window may ask of the engine (or of the shell). Request and reply are checked against their
 * schemas on both sides; `progress` events may precede the reply; a `cancellable` operation stops at once when asked
 * and then refuses with the code `cancelled`.
 */
export interface Operation<
  Request extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
  Progress extends z.ZodType = z.ZodType,
> {
  readonly request: Request
  readonly reply: Reply
  readonly progress?: Progress
  readonly cancellable?: boolean
}

export const operation = <Request extends z.ZodType, Reply extends z.ZodType, Progress extends z.ZodType>(
  definition: Operation<Request, Reply, Progress>,
): Operation<Request, Reply, Progress> => definition
