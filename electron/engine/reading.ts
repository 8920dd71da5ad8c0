import type { OperationContext } from './handlers.ts'

/**
 * Makes a handler that only reads safe against an edit that is committed under it: what it knew of a sheet's columns
 * may no longer be so, and its query then fails. It is run once more, on the new state.
 */
export const reading =
  <Request, Reply>(handler: (request: Request, context: OperationContext) => Promise<Reply>) =>
  async (request: Request, context: OperationContext): Promise<Reply> => {
    const revision = context.project.revision()
    try {
      return await handler(request, context)
    } catch (error) {
      const wasEdited = context.project.revision() !== revision
      if (context.signal.aborted || !wasEdited) throw error
      return handler(request, context)
    }
  }
