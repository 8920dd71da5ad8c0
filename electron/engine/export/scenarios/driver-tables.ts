import type { Worksheet } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import { type DriverName, driverNames } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS, type DriverPath } from '#shared/models/projection/drivers.ts'
import type { SegmentInput } from '#shared/models/projection/plan.ts'
import type { Case } from '../../scenario/what-if/cases.ts'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, headerRow, mutedFont, sectionFont } from '../report/styles.ts'
import { driverFormats, writeInput } from './cells.ts'
import type { WrittenLevers } from './lever-table.ts'
import type { CaseSegment } from './write-case.ts'

export interface DriverTablesRequest {
  readonly sheet: Worksheet
  readonly cases: readonly Case[]
  readonly sources: ReadonlyMap<DriverName, string>
  readonly levers: WrittenLevers
  readonly firstRow: number
  /** Where the drivers of the segments begin. */
  readonly segmentsRow: number
}

/** Drivers of every case, and of every segment in it; one list of segments a case. */
export function writeDrivers(request: DriverTablesRequest): readonly (readonly CaseSegment[])[] {
  const { cases, levers } = request
  const names = [...new Set(cases.flatMap(({ input }) => (input.segments ?? []).map(({ name }) => name)))]
  const tables = names.map((name, index) => ({
    name,
    firstRow: request.segmentsRow + 3 + index * (driverNames.length + 3),
  }))
  writeCommon(request, tables)
  for (const table of tables) writeSegment(table, request)
  return cases.map(({ input }, index): readonly CaseSegment[] => {
    const own = levers.ofCase[index] ?? []
    const segments = input.segments ?? []
    if (segments.length === 0) {
      const drivers = driverCells(request, request.firstRow, index)
      return [
        {
          cells: { segment: undefined, drivers, levers: own, shareOf: () => undefined },
          tenure: input.tenure,
        },
      ]
    }
    const cellsOf = ({ name }: SegmentInput) =>
      driverCells(request, tables.find((table) => table.name === name)?.firstRow ?? 0, index)
    return segments.map((segment) => ({
      cells: {
        segment: segment.name,
        drivers: cellsOf(segment),
        levers: own,
        shareOf: (driver) => {
          const total = segments.map((each) => cellsOf(each)[driver]).join('+')
          return `IF((${total})=0,${1 / segments.length},${cellsOf(segment)[driver]}/(${total}))`
        },
      },
      // A segment with a churn of its own does not take over the common churn by tenure.
      tenure: segment.tenure ?? (segment.drivers.churn === undefined ? input.tenure : undefined),
    }))
  })
}

function driverCells(
  { sheet }: DriverTablesRequest,
  firstRow: number,
  caseIndex: number,
): Record<DriverName, string> {
  const cellOf = (driver: DriverName) =>
    `${sheetReference(sheet.name)}!$${columnLetters(caseIndex + 2)}$${firstRow + driverNames.indexOf(driver)}`
  return {
    customers: cellOf('customers'),
    new: cellOf('new'),
    churn: cellOf('churn'),
    arpa: cellOf('arpa'),
    expansion: cellOf('expansion'),
    contraction: cellOf('contraction'),
    margin: cellOf('margin'),
    cac: cellOf('cac'),
    retentionCost: cellOf('retentionCost'),
    discount: cellOf('discount'),
  }
}

/** A driver's starting value; the drivers of an exported case are single numbers. */
const numberOf = (given: DriverPath | undefined): number | undefined =>
  given === undefined || typeof given === 'number' ? given : (given[0] ?? 0)

const isCount = (driver: DriverName): boolean => DRIVER_FACTS[driver].kind === 'count'

interface SegmentTable {
  readonly name: string
  readonly firstRow: number
}

/** The drivers of a case without segments; with them what they have in common, and the sums of their counts. */
function writeCommon(
  { sheet, cases, sources, firstRow }: DriverTablesRequest,
  tables: readonly SegmentTable[],
): void {
  headerRow(
    sheet,
    firstRow - 1,
    ['Driver', ...cases.map(({ name }) => name), 'Where it comes from'],
    (column) => column > 1 && column <= cases.length + 1,
  )
  const [baseline] = cases
  driverNames.forEach((driver, index) => {
    const row = firstRow + index
    sheet.getCell(row, 1).value = DRIVER_FACTS[driver].label
    sheet.getCell(row, 1).font = bodyFont
    cases.forEach(({ input }, place) => {
      const cell = sheet.getCell(row, place + 2)
      cell.numFmt = driverFormats[DRIVER_FACTS[driver].kind]
      const letter = columnLetters(place + 2)
      if (isCount(driver) && (input.segments ?? []).length > 0) {
        const parts = tables.map((table) => `N(${letter}${table.firstRow + index})`)
        cell.value = { formula: parts.join('+') }
        return
      }
      const isByTenure = driver === 'churn' && input.tenure !== undefined
      const value = numberOf(input.drivers[driver]) ?? DRIVER_FACTS[driver].fallback
      if (isByTenure || value === undefined) {
        cell.value = isByTenure ? 'by tenure' : 'by segment'
        cell.font = mutedFont
        cell.alignment = { horizontal: 'right' }
        return
      }
      const ofBaseline = place === 0 ? undefined : numberOf(baseline?.input.drivers[driver])
      writeOwn(cell, value, ofBaseline ?? (place === 0 ? undefined : DRIVER_FACTS[driver].fallback), row)
    })
    const source = sheet.getCell(row, cases.length + 2)
    source.value = sources.get(driver) ?? ''
    source.font = mutedFont
    source.alignment = { horizontal: 'left', indent: 1 }
  })
}

/** An input; where it is the baseline's, a reference to that, so that a change there goes through. */
function writeOwn(
  cell: Parameters<typeof writeInput>[0],
  value: number,
  ofBaseline: number | undefined,
  row: number,
): void {
  if (ofBaseline === value) cell.value = { formula: `$B$${row}`, result: value }
  else writeInput(cell, value)
}

/** A segment's own drivers; those that it shares with the others are references. */
function writeSegment(
  { name, firstRow }: SegmentTable,
  { sheet, cases, firstRow: commonRow }: DriverTablesRequest,
): void {
  sheet.getCell(firstRow - 2, 1).value = `Segment: ${name}`
  sheet.getCell(firstRow - 2, 1).font = sectionFont
  headerRow(sheet, firstRow - 1, ['Driver', ...cases.map((each) => each.name)], (column) => column > 1)
  const segmentIn = ({ input }: Case) => (input.segments ?? []).find((each) => each.name === name)
  const [baseline] = cases
  const ofBaseline = baseline === undefined ? undefined : segmentIn(baseline)
  driverNames.forEach((driver, index) => {
    const row = firstRow + index
    sheet.getCell(row, 1).value = DRIVER_FACTS[driver].label
    sheet.getCell(row, 1).font = bodyFont
    cases.forEach((each, place) => {
      const segment = segmentIn(each)
      if (segment === undefined) return
      const cell = sheet.getCell(row, place + 2)
      cell.numFmt = driverFormats[DRIVER_FACTS[driver].kind]
      const hasCurve = segment.tenure !== undefined || segment.drivers.churn === undefined
      const isByTenure = driver === 'churn' && hasCurve && (segment.tenure ?? each.input.tenure) !== undefined
      const own =
        numberOf(segment.drivers[driver]) ?? (isCount(driver) ? DRIVER_FACTS[driver].fallback : undefined)
      if (isByTenure) {
        cell.value = 'by tenure'
        cell.font = mutedFont
        cell.alignment = { horizontal: 'right' }
      } else if (own === undefined)
        cell.value = { formula: `${columnLetters(place + 2)}$${commonRow + index}` }
      else writeOwn(cell, own, place === 0 ? undefined : numberOf(ofBaseline?.drivers[driver]), row)
    })
  })
}
