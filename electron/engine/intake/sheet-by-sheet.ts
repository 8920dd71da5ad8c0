import type { Problem } from '#shared/domain/result.ts'
import { damagedSheet } from '#shared/issues/damaged-sheet.ts'
import { ImportRefusal } from './import-refusal.ts'
import type { SheetReader } from './workbook-reader.ts'

/** What is wrong with one sheet alone; a limit that is passed, or a stop, concerns the whole file. */
const ofOneSheet: ReadonlySet<string> = new Set(['damaged', 'truncated'])

export interface ReadSheets<Value> {
  readonly values: readonly Value[]
  /** The sheets that were left out. */
  readonly problems: readonly Problem[]
}

/**
 * Reads the sheets one after the other. One that is damaged is left out and told, as long as another has something in
 * it; `abandon` undoes what was read of it.
 */
export async function readSheetBySheet<Value>(
  sheets: readonly SheetReader[],
  read: (sheet: SheetReader, index: number) => Promise<Value>,
  hasContent: (value: Value) => boolean,
  abandon: (index: number) => Promise<void>,
): Promise<ReadSheets<Value>> {
  const values: Value[] = []
  const problems: Problem[] = []
  let first: ImportRefusal | undefined
  for (const [index, sheet] of sheets.entries()) {
    try {
      values.push(await read(sheet, index))
    } catch (error) {
      if (!(error instanceof ImportRefusal) || !ofOneSheet.has(error.problem.code)) throw error
      await abandon(index)
      first ??= error
      problems.push(damagedSheet(sheet.name, error.problem))
    }
  }
  if (first !== undefined && !values.some(hasContent)) throw first
  return { values, problems }
}
