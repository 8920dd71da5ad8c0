/**
 * Customers by complete months of tenure, a month a row, where churn depends on tenure: the survivors of each age move
 * one column to the right. As `leaveByTenure` and `churnAtTenure` of shared/models/projection have it.
 */
import type { Worksheet } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import type { TenureChurn } from '#shared/models/projection/plan.ts'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, headerRow, inputFill, mutedFont, sectionFont } from '../report/styles.ts'
import { leversOn, type SegmentCells, underLevers } from './case-cells.ts'

/** The first column of ages; before it stand month, new customers, churn's factor and shift, and the counts. */
const firstAge = 9
const titles = ['Month', 'New', 'Churn ×', 'Churn +', 'Before', 'At the start', 'Factor', 'Lost']

/** A churn by tenure as cells that the reader may change. */
export interface WrittenCurve {
  readonly length: number
  /** Addresses of the churn and the spread of the opening customers, one column an age. */
  readonly churn: string
  readonly spread: string
  readonly churnAt: (age: number) => string
  readonly spreadAt: (age: number) => string
}

export interface WrittenAges {
  readonly curve: WrittenCurve
  readonly opening: (month: number) => string
  readonly lost: (month: number) => string
  /** What levers do to the churn of any tenure in a month: factor and shift. */
  readonly factors: string
  readonly shifts: string
}

const ageLetters = (age: number): string => columnLetters(firstAge + age)

/** Writes a curve in three rows from `row` on. */
export function writeCurve(sheet: Worksheet, row: number, name: string, tenure: TenureChurn): WrittenCurve {
  const { length } = tenure.churnByTenure
  const prefix = `${sheetReference(sheet.name)}!`
  sheet.getCell(row, 1).value = name
  sheet.getCell(row, 1).font = sectionFont
  const labels = ['Complete months of tenure', 'Churn in the next month', 'Customers at the start']
  labels.forEach((label, index) => {
    sheet.getCell(row + index + 1, 1).value = label
    sheet.getCell(row + index + 1, 1).font = mutedFont
  })
  const spread = foldedSpread(tenure, length)
  tenure.churnByTenure.forEach((churn, age) => {
    const column = firstAge + age
    sheet.getCell(row + 1, column).value = age
    sheet.getCell(row + 1, column).font = mutedFont
    const values = [churn, spread[age] ?? 0]
    values.forEach((value, index) => {
      const cell = sheet.getCell(row + 2 + index, column)
      cell.value = value
      cell.numFmt = index === 0 ? '0.00%' : '#,##0.0'
      cell.fill = inputFill
      cell.font = bodyFont
      cell.protection = { locked: false }
    })
  })
  const rowOf = (at: number) => `${prefix}$${ageLetters(0)}$${at}:$${ageLetters(length - 1)}$${at}`
  return {
    length,
    churn: rowOf(row + 2),
    spread: rowOf(row + 3),
    churnAt: (age) => `${prefix}$${ageLetters(age)}$${row + 2}`,
    spreadAt: (age) => `${prefix}$${ageLetters(age)}$${row + 3}`,
  }
}

export const curveHeight = 5

/** Opening customers by age; the last age holds all who are beyond the curve. */
function foldedSpread({ openingByTenure = [1] }: TenureChurn, length: number): number[] {
  const folded = new Array<number>(length).fill(0)
  openingByTenure.forEach((part, age) => {
    const slot = Math.min(age, length - 1)
    folded[slot] = (folded[slot] ?? 0) + part
  })
  return folded
}

export interface AgesRequest {
  readonly sheet: Worksheet
  readonly name: string
  readonly firstRow: number
  readonly months: number
  readonly curve: WrittenCurve
  readonly cells: SegmentCells
}

/** Writes the ages of one segment; as many rows as a projection's block. */
export function writeAges({ sheet, name, firstRow, months, curve, cells }: AgesRequest): WrittenAges {
  const { length } = curve
  const prefix = `${sheetReference(sheet.name)}!`
  sheet.getCell(firstRow, 1).value = name
  sheet.getCell(firstRow, 1).font = sectionFont
  const ages = Array.from({ length }, (_, age) => `${age} months`)
  headerRow(sheet, firstRow + 1, [...titles, ...ages], (column) => column > 1)
  const firstMonth = firstRow + 2
  const [month, joining, factor, shift, before, opening, scale, lost] = 'ABCDEFGH'
  for (let index = 0; index < months; index += 1) {
    const row = firstMonth + index
    const at = (letter: string | undefined) => `$${letter}${row}`
    const moved = `${curve.churn}*${at(factor)}+${at(shift)}`
    const counts = `$${ageLetters(0)}${row}:$${ageLetters(length - 1)}${row}`
    // A churn that levers move stays within 0 and 1.
    const within = `((${moved}>1)+(${moved}>0)*(${moved}<=1)*(${moved}))`
    const youngest = `MIN(1,MAX(0,${curve.churnAt(0)}*${at(factor)}+${at(shift)}))`
    const formulas = [
      undefined,
      underLevers('new', cells.drivers.new, at(month), cells),
      `(${effect('1', at(month), cells)})-${at(shift)}`,
      effect('0', at(month), cells),
      `SUM(${counts})`,
      `MAX(0,${underLevers('customers', at(before), at(month), cells)})`,
      `IF(${at(before)}=0,0,${at(opening)}/${at(before)})`,
      `${at(scale)}*SUMPRODUCT(${counts},${within})+IF(${at(before)}=0,${at(opening)}*${youngest},0)`,
    ]
    formulas.forEach((formula, place) => {
      const cell = sheet.getCell(row, place + 1)
      cell.value = formula === undefined ? index + 1 : { formula }
      cell.numFmt = place === 0 ? '0' : place === 2 || place === 3 || place === 6 ? '0.0000' : '#,##0.0'
      cell.font = bodyFont
    })
    for (let age = 0; age < length; age += 1) {
      const cell = sheet.getCell(row, firstAge + age)
      cell.value = { formula: ageFormula(age, index) }
      cell.numFmt = '#,##0.0'
      cell.font = bodyFont
    }
  }
  const range = (letter: string | undefined) =>
    `${prefix}$${letter}$${firstMonth}:$${letter}$${firstMonth + months - 1}`
  return {
    curve,
    opening: (number) => `${prefix}$${opening}$${firstMonth + number - 1}`,
    lost: (number) => `${prefix}$${lost}$${firstMonth + number - 1}`,
    factors: range(factor),
    shifts: range(shift),
  }

  function ageFormula(age: number, index: number): string {
    if (index === 0) return `${cells.drivers.customers}*${curve.spreadAt(age)}/SUM(${curve.spread})`
    const above = firstMonth + index - 1
    const stayed = (from: number): string => {
      const count = `$${ageLetters(from)}${above}*$${scale}${above}`
      const present = from === 0 ? `IF($${before}${above}=0,$${opening}${above},${count})` : count
      const churn = `MIN(1,MAX(0,${curve.churnAt(from)}*$${factor}${above}+$${shift}${above}))`
      return `${present}*(1-${churn})`
    }
    const parts = [
      ...(age === 0 ? [`$${joining}${above}`] : [stayed(age - 1)]),
      ...(age === length - 1 ? [stayed(age)] : []),
    ]
    return parts.join('+')
  }
}

const effect = (base: string, month: string, cells: SegmentCells): string =>
  leversOn('churn', cells).length === 0 ? base : underLevers('churn', base, month, cells)
