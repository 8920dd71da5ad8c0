/** What an original holds, as far as an export has to know it beforehand: names that are taken, where there is room. */
import { type Result, succeed } from '#shared/domain/result.ts'
import type { CellRange } from '#shared/domain/sheet.ts'
import { openPackage } from './package-draft.ts'
import { attempt, refuse } from './package-fault.ts'
import { type PackageFormat, packageFormat } from './package-format.ts'
import { firstFreeColumn } from './plan-columns.ts'
import { newSheetPlan } from './sheet-plan.ts'
import { readTables, type SheetTable } from './tables.ts'
import { type DefinedName, readWorkbook, type WorkbookSheet } from './workbook-part.ts'

export interface PackageOverview {
  readonly format: PackageFormat
  readonly date1904: boolean
  readonly sheets: readonly Pick<WorkbookSheet, 'name' | 'state' | 'kind'>[]
  readonly definedNames: readonly DefinedName[]
  readonly tables: readonly (SheetTable & { readonly sheet: string })[]
  readonly isSigned: boolean
  readonly hasMacros: boolean
  readonly hasPivotTables: boolean
}

/** Reads the package without any sheet's cells. */
export function inspectPackage(bytes: Uint8Array): Promise<Result<PackageOverview>> {
  return attempt(() => {
    const draft = openPackage(bytes)
    const workbook = readWorkbook(draft)
    const has = (pattern: RegExp): boolean => draft.parts().some((part) => pattern.test(part))
    return succeed({
      format: packageFormat(draft, workbook),
      date1904: workbook.date1904,
      sheets: workbook.sheets.map(({ name, state, kind }) => ({ name, state, kind })),
      definedNames: workbook.definedNames,
      tables: workbook.sheets.flatMap(({ name, part }) =>
        part === undefined ? [] : readTables(draft, part).map((table) => ({ ...table, sheet: name })),
      ),
      isSigned: has(/^\/_xmlsignatures\//i),
      hasMacros: has(/\/vbaProject\.bin$/i),
      hasPivotTables: has(/\/pivotTables\/[^/]+\.xml$/i),
    })
  })
}

export interface SheetRoom {
  /** Around all cells that hold something; undefined for an empty sheet. */
  readonly usedRange: CellRange | undefined
  /** Where the first added column of a graft would stand. */
  readonly firstFreeColumn: number
}

/** Reads a sheet through, to tell where added columns will stand before their formulas are written. */
export function inspectSheet(bytes: Uint8Array, sheet: string): Promise<Result<SheetRoom>> {
  return attempt(async () => {
    const draft = openPackage(bytes)
    const found = readWorkbook(draft).sheets.find(({ name }) => name === sheet)
    if (found?.part === undefined || found.kind !== 'worksheet') {
      return refuse('not_found', `The workbook has no worksheet "${sheet}".`, { place: { sheet } })
    }
    const plan = await newSheetPlan(draft, { name: sheet, part: found.part })
    return succeed({ usedRange: plan.survey.usedRange, firstFreeColumn: firstFreeColumn(plan) })
  })
}
