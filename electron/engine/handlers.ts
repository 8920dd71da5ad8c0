/**
 * window -> [dispatch: a request checked, its handler run] -> store | sheet | mapping | metrics | scenario | export
 */
import type { EngineOperationName, ReplyInput, RequestOf } from '#shared/contract/index.ts'
import type { Progress } from '#shared/contract/values.ts'
import type { Workbench } from './engine.ts'
import { exportHandlers } from './export/operations.ts'
import { mappingHandlers } from './mapping/operations.ts'
import { metricsHandlers } from './metrics/operations.ts'
import type { Outcome } from './refusal.ts'
import { scenarioHandlers } from './scenario/operations.ts'
import { sheetHandlers } from './sheet/operations.ts'
import { projectHandlers } from './store/operations.ts'
import type { Project } from './store/project.ts'

/** What a handler is given beside its request. */
export interface OperationContext {
  /** The open project. There always is one: at first an empty one without a place of its own. */
  readonly project: Project
  readonly workbench: Workbench
  /** Aborted when the caller cancels; pass it to `project.read` and `project.write`, which interrupt the query. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

export type Handler<Name extends EngineOperationName> = (
  request: RequestOf<Name>,
  context: OperationContext,
) => Promise<Outcome<ReplyInput<Name>>>

/** Handlers of some operations; each folder of the engine exports its own under this type. */
export type HandlersOf<Name extends EngineOperationName> = { readonly [Key in Name]: Handler<Key> }

export const handlers: Partial<HandlersOf<EngineOperationName>> = {
  ...projectHandlers,
  ...sheetHandlers,
  ...mappingHandlers,
  ...metricsHandlers,
  ...exportHandlers,
  ...scenarioHandlers,
}
