import type { Workbook } from 'exceljs'

/** The time in a workbook's properties, so that bytes do not depend on the day. */
export const fixedDate = new Date(Date.UTC(1980, 0, 1))

/** An empty workbook. Its library is loaded for the first one: a third of the engine's start, for what most runs never do. */
export async function newWorkbook(): Promise<Workbook> {
  const { default: ExcelJS } = await import('exceljs')
  const workbook = new ExcelJS.Workbook()
  workbook.created = fixedDate
  workbook.modified = fixedDate
  return workbook
}
