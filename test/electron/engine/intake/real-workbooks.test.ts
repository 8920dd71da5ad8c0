import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CellObject, read, utils, type WorkSheet } from '@e965/xlsx'
import { describe, expect, test } from 'vitest'
import { readCells } from '#electron/engine/intake/read-cells.ts'
import { cellAddress } from '#shared/domain/address.ts'
import type { CellValue } from '#shared/domain/cell.ts'

/**
 * Every cell of real workbooks against a second reader. Numbers are compared to 12 digits and dates as serial day
 * numbers; texts without white space at their ends. No difference is tolerated.
 */
const workbooks = new URL('../../../../../shared/data/workbooks/', import.meta.url).pathname
const files = existsSync(workbooks)
  ? readdirSync(workbooks).filter((name) => /\.(xls[xmb]?|ods)$/.test(name))
  : []

const errorTexts: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}
const plainText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/^[ \t\n]+|[ \t\n]+$/g, '')
const plainNumber = (value: number): string => String(Number(value.toPrecision(12)))

function serialOf(date: number, date1904: boolean): number {
  const days = (date - Date.UTC(1899, 11, 30)) / 86_400_000
  if (date1904) return days - 1462
  return days < 61 ? days - 1 : days
}

function ours(cell: CellValue, date1904: boolean): string {
  switch (cell.kind) {
    case 'date':
      return plainNumber(serialOf(cell.value, date1904))
    case 'number':
      return plainNumber(cell.value)
    case 'text':
      return plainText(cell.value)
    case 'blank':
      return ''
    default:
      return String(cell.value)
  }
}

function theirs(cell: CellObject): string {
  if (cell.t === 'n') return plainNumber(Number(cell.v))
  if (cell.t === 'e') return errorTexts[Number(cell.v)] ?? String(cell.v)
  return cell.t === 'z' || cell.v === undefined ? '' : plainText(String(cell.v))
}

function theirCells(name: string, sheet: WorkSheet, into: Map<string, string>): void {
  const covered = new Set<string>()
  for (const { s, e } of sheet['!merges'] ?? []) {
    for (let row = s.r; row <= e.r; row++) {
      for (let column = s.c; column <= e.c; column++) {
        if (row !== s.r || column !== s.c) covered.add(utils.encode_cell({ r: row, c: column }))
      }
    }
  }
  sheet['!data']?.forEach((cells, row) => {
    cells?.forEach((cell, column) => {
      const address = utils.encode_cell({ r: row, c: column })
      const text = cell === undefined || covered.has(address) ? '' : theirs(cell)
      if (text !== '') into.set(`${name}!${address}`, text)
    })
  })
}

describe.skipIf(files.length === 0)('real workbooks, cell by cell', () => {
  test.each(files)('%s', async (file) => {
    const path = join(workbooks, file)
    const book = read(readFileSync(path), { dense: true, cellText: false, cellHTML: false })
    const date1904 = book.Workbook?.WBProps?.date1904 === true
    const expected = new Map<string, string>()
    for (const [name, sheet] of Object.entries(book.Sheets)) {
      if (sheet['!type'] === undefined || sheet['!type'] === 'sheet') theirCells(name, sheet, expected)
    }
    const found = new Map<string, string>()
    let sheet = ''
    const result = await readCells(
      { path },
      {
        sheet(name) {
          sheet = name
        },
        cell(row, column, value) {
          const text = ours(value, date1904)
          if (text !== '') found.set(`${sheet}!${cellAddress(row, column)}`, text)
        },
      },
    )
    expect(result.ok).toBe(true)
    const places = new Set([...expected.keys(), ...found.keys()])
    const different = [...places].filter((place) => expected.get(place) !== found.get(place))
    expect(different.slice(0, 5).map((place) => [place, expected.get(place), found.get(place)])).toEqual([])
  })
})
