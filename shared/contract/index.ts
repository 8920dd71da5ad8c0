/**
 * The one list of operations between the window, the shell and the engine. A new operation is one entry in its
 * domain's file and one handler; the bridge, the handlers' types and the checks on both sides derive from here.
 */
import type { z } from 'zod'
import { exportOperations } from './export.ts'
import { mappingOperations } from './mapping.ts'
import { metricsOperations } from './metrics.ts'
import { projectOperations } from './project.ts'
import { scenarioOperations } from './scenario.ts'
import { sheetOperations } from './sheet.ts'
import { shellOperations } from './shell.ts'

export const engineOperations = {
  ...projectOperations,
  ...sheetOperations,
  ...mappingOperations,
  ...metricsOperations,
  ...scenarioOperations,
  ...exportOperations,
}
export { shellOperations }

export const operations = { ...engineOperations, ...shellOperations }

export type EngineOperationName = keyof typeof engineOperations
export type ShellOperationName = keyof typeof shellOperations
export type OperationName = keyof typeof operations

/** What a caller may write (defaults left out). */
export type RequestInput<Name extends OperationName> = z.input<(typeof operations)[Name]['request']>
/** What a handler receives. */
export type RequestOf<Name extends OperationName> = z.output<(typeof operations)[Name]['request']>
/** What a handler returns. */
export type ReplyInput<Name extends OperationName> = z.input<(typeof operations)[Name]['reply']>
/** What a caller receives. */
export type ReplyOf<Name extends OperationName> = z.output<(typeof operations)[Name]['reply']>
