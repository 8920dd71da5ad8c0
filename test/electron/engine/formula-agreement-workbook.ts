import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CellObject, read as readWorkbook } from '@e965/xlsx'
import ExcelJS from 'exceljs'
import type { ExcelFormula } from '#shared/formula/excel-context.ts'
import { rowToExcel } from '#shared/formula/excel-row.ts'
import { parse } from '#shared/formula/parse.ts'
import { type Cell, columns, computedColumn, names, type Table } from './formula-agreement-tables.ts'

export const hasLibreOffice = spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status === 0

/** What a spreadsheet shows in a cell: a number, a text, TRUE or FALSE, or an error's code. */
export type Shown = number | string | boolean | { readonly error: string }

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const columnIds: readonly string[] = [...columns.map((column) => column.id), computedColumn.id]
const cellLetter = (field: string): string => letters.charAt(columnIds.indexOf(field))

export const rangeOf = (sheet: string, field: string, rows: number): string =>
  `${sheet}!$${cellLetter(field)}$2:$${cellLetter(field)}$${rows + 1}`
export const cellOfRow = (field: string, row: number): string => `$${cellLetter(field)}${row + 2}`
export const nameCell = (name: string): string => `Names!$B$${Object.keys(names).indexOf(name) + 1}`

/** A workbook of tables, names and formulas, for another spreadsheet program to compute. */
export class FormulaWorkbook {
  readonly #workbook = new ExcelJS.Workbook()
  #formulaCount = 0

  constructor() {
    const sheet = this.#workbook.addWorksheet('Names')
    for (const [name, { type, value }] of Object.entries(names)) {
      const cell = sheet.addRow([name, value]).getCell(2)
      if (type === 'date') cell.numFmt = 'yyyy-mm-dd'
    }
    this.#workbook.addWorksheet('Formulas')
  }

  addTable(name: string, table: Table): void {
    const sheet = this.#workbook.addWorksheet(name)
    sheet.addRow(columns.map((column) => column.id))
    table.forEach((row, index) => {
      row.forEach((cell, position) => {
        writeCell(sheet.getCell(index + 2, position + 1), cell)
      })
      const computed = sheet.getCell(`${cellLetter(computedColumn.id)}${index + 2}`)
      computed.value = { formula: computedFormula(index), date1904: false }
    })
  }

  /** Puts a formula into the next cell of the sheet of formulas; the number is its place in `compute`'s result. */
  addFormula({ formula, array }: ExcelFormula): number {
    this.#formulaCount++
    const address = `A${this.#formulaCount}`
    const cell = this.#workbook.getWorksheet('Formulas')?.getCell(address)
    if (cell === undefined) throw new Error('no sheet of formulas')
    if (array) cell.value = arrayFormula(formula, address)
    else cell.value = { formula, date1904: false }
    return this.#formulaCount - 1
  }

  /** Has LibreOffice compute everything, once, and reads the values back. */
  async compute(): Promise<Shown[]> {
    const folder = mkdtempSync(join(tmpdir(), 'tenure-formulas-'))
    try {
      await this.#workbook.xlsx.writeFile(join(folder, 'formulas.xlsx'))
      const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
      const options = [
        '--headless',
        profile,
        '--convert-to',
        'xlsx',
        '--outdir',
        join(folder, 'out'),
        join(folder, 'formulas.xlsx'),
      ]
      execFileSync('soffice', options, { stdio: 'ignore', timeout: 240_000 })
      const computed = readWorkbook(readFileSync(join(folder, 'out', 'formulas.xlsx')))
      const sheet = computed.Sheets.Formulas
      return Array.from({ length: this.#formulaCount }, (_, index) => shownIn(sheet?.[`A${index + 1}`]))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** The writer knows array formulas; its types do not. */
function arrayFormula(formula: string, address: string): ExcelJS.CellFormulaValue {
  const value = { formula, shareType: 'array', ref: address, date1904: false }
  return value
}

function computedFormula(row: number): string {
  const parsed = parse(computedColumn.formula)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const references = { cell: (field: string) => cellOfRow(field, row), name: nameCell }
  const written = rowToExcel(parsed.value, references, computedColumn.type)
  if (!written.ok) throw new Error(written.error.message)
  return written.value.formula
}

function writeCell(target: ExcelJS.Cell, cell: Cell): void {
  if (cell === null) return
  target.value = cell.value
  if (cell.kind === 'date') target.numFmt = 'yyyy-mm-dd hh:mm'
}

function shownIn(cell: CellObject | undefined): Shown {
  if (cell === undefined || cell.t === 'z') return ''
  if (cell.t === 'e') return { error: cell.w ?? String(cell.v) }
  if (cell.v instanceof Date || cell.v === undefined)
    throw new Error(`unexpected cell ${JSON.stringify(cell)}`)
  return cell.v
}
