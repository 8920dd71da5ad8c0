/** One case as formulas: a projection for each segment, what a customer of it is worth, and the sum of them all. */
import type { Worksheet } from 'exceljs'
import { columnLetters } from '#shared/domain/address.ts'
import type { OutputName } from '#shared/domain/scenario.ts'
import type { SegmentPlan, TenureChurn } from '#shared/models/projection/plan.ts'
import type { Projection } from '#shared/models/projection/projection.ts'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, exactMoney, headerRow } from '../report/styles.ts'
import { type WrittenAges, type WrittenCurve, writeAges } from './age-block.ts'
import { type ResultAt, segmentResults, totalResults } from './block-results.ts'
import type { SegmentCells } from './case-cells.ts'
import { type Lifetime, lifetimeHeight, lifetimeOfBlock, writeLifetime } from './lifetime.ts'
import {
  longestPayback,
  outputFormulas,
  paybackFormula,
  paybackWithin,
  valueFormulas,
} from './output-formulas.ts'
import { blockHeight, type WrittenBlock, writeBlock, writeTotalBlock } from './projection-block.ts'

/** A sheet that is made when it is first written to, and written downwards. */
export interface SheetCursor {
  readonly sheet: () => Worksheet
  row: number
}

export interface CaseSegment {
  readonly cells: SegmentCells
  readonly tenure: TenureChurn | undefined
}

export interface CaseRequest {
  readonly name: string
  readonly months: number
  readonly billingCell: string
  /** One without a name where there are no segments. */
  readonly segments: readonly CaseSegment[]
  readonly projection: SheetCursor
  /** Ages and lifetimes, where churn depends on tenure. */
  readonly survival: SheetCursor
  /** One pair of columns a case with segments: customers' profits for a hundred years. */
  readonly payback: { readonly sheet: () => Worksheet; nextColumn: number }
  readonly curveOf: (tenure: TenureChurn) => WrittenCurve
  /** What the app computed, as the cached results. */
  readonly results: CaseResults | undefined
}

export interface WrittenCase {
  readonly block: WrittenBlock
  readonly outputs: Readonly<Record<OutputName, string>>
}

/** A projection, and the drivers by month that it was made of: one plan a segment. */
export interface CaseResults {
  readonly projection: Projection
  readonly plans: readonly SegmentPlan[]
}

interface WrittenSegment {
  readonly name: string
  readonly block: WrittenBlock
  readonly lifetime: Lifetime
}

export function writeCase(request: CaseRequest): WrittenCase {
  const { months, segments, billingCell } = request
  const written = segments.map((segment, index) => writeSegment(segment, index, request))
  const [only] = written
  if (only !== undefined && written.length === 1) {
    const cac = only.block.cell('cac', 1)
    const payback = paybackFormula(only.lifetime, cac)
    const customer = { ...valueFormulas(only.lifetime, billingCell), cac, payback }
    return { block: only.block, outputs: outputFormulas(only.block, months, customer) }
  }
  const { projection, name, results } = request
  const block = writeTotalBlock(
    {
      sheet: projection.sheet(),
      name: `${name}: all segments`,
      months,
      firstRow: projection.row,
      resultAt: results === undefined ? undefined : totalResults(results.projection.monthly),
    },
    written.map((segment) => segment.block),
  )
  projection.row += blockHeight(months)
  const worth = writeWorth(written, request)
  return { block, outputs: outputFormulas(block, months, worth) }
}

function writeSegment({ cells, tenure }: CaseSegment, index: number, request: CaseRequest): WrittenSegment {
  const { months, billingCell, projection, survival, curveOf, results } = request
  const name = cells.segment === undefined ? request.name : `${request.name}: ${cells.segment}`
  let ages: WrittenAges | undefined
  if (tenure !== undefined) {
    const { sheet, row: firstRow } = survival
    ages = writeAges({ sheet: sheet(), name, firstRow, months, curve: curveOf(tenure), cells })
    survival.row += blockHeight(months)
  }
  const block = writeBlock({
    sheet: projection.sheet(),
    name,
    months,
    firstRow: projection.row,
    cells,
    billingCell,
    ages,
    resultAt: resultsOf(results, cells.segment === undefined ? undefined : index),
  })
  projection.row += blockHeight(months)
  if (ages === undefined) return { name, block, lifetime: lifetimeOfBlock(block, months) }
  const { sheet, row: firstRow } = survival
  const lifetime = writeLifetime({
    sheet: sheet(),
    name: `${name}: a new customer`,
    firstRow,
    months,
    block,
    ages,
    billingCell,
  })
  survival.row += lifetimeHeight(months, ages.curve.length)
  return { name, block, lifetime }
}

/** Of a segment by its place, or of the one block of a case without segments. */
function resultsOf(results: CaseResults | undefined, segment: number | undefined): ResultAt | undefined {
  const plan = results?.plans[segment ?? 0]
  const projection = segment === undefined ? results?.projection : results?.projection.segments[segment]
  return plan === undefined || projection === undefined ? undefined : segmentResults(plan, projection.monthly)
}

const worthTitles = ['Segment', 'Share', 'CLV', 'CLV, discounted', 'CAC'] as const

/** What a customer of each segment is worth, and one drawn from the opening base. */
function writeWorth(segments: readonly WrittenSegment[], request: CaseRequest) {
  const { projection, billingCell } = request
  const header = projection.row
  const sheet = projection.sheet()
  headerRow(sheet, header, worthTitles, (column) => column > 1)
  const opening = segments.map(({ block }) => block.cell('opening', 1))
  segments.forEach(({ name, block, lifetime }, index) => {
    const { clv, clvDiscounted } = valueFormulas(lifetime, billingCell)
    const formulas = [
      `${opening[index]}/(${opening.join('+')})`,
      `IFERROR(${clv},"")`,
      `IFERROR(${clvDiscounted},"")`,
      block.cell('cac', 1),
    ]
    const row = header + 1 + index
    sheet.getCell(row, 1).value = name
    sheet.getCell(row, 1).font = bodyFont
    formulas.forEach((formula, place) => {
      const cell = sheet.getCell(row, place + 2)
      cell.value = { formula }
      cell.numFmt = place === 0 ? '0.0%' : exactMoney
      cell.font = bodyFont
    })
  })
  projection.row += segments.length + 2
  const at = (letter: string, index: number) =>
    `${sheetReference(sheet.name)}!$${letter}$${header + 1 + index}`
  // A segment without customers adds nothing, even where its own value is infinite.
  const mean = (letter: string) =>
    segments.map((_, index) => `IF(${at('B', index)}=0,0,${at('B', index)}*${at(letter, index)})`).join('+')
  const cac = `(${mean('E')})`
  const payback = writePayback(segments, (index) => at('B', index), cac, request.payback, `${request.name}`)
  return { clv: mean('C'), clvDiscounted: mean('D'), cac, payback }
}

/** The mean customer's profit of every month up to the longest payback, which segments reach at different times. */
function writePayback(
  segments: readonly WrittenSegment[],
  weightOf: (index: number) => string,
  cac: string,
  target: CaseRequest['payback'],
  name: string,
): string {
  const sheet = target.sheet()
  const [profit, sum] = [columnLetters(target.nextColumn), columnLetters(target.nextColumn + 1)]
  sheet.getCell(1, target.nextColumn).value = `${name}: profit`
  sheet.getCell(1, target.nextColumn + 1).value = 'so far'
  target.nextColumn += 2
  for (let month = 1; month <= longestPayback; month += 1) {
    const row = month + 1
    const parts = segments.map(({ lifetime }, index) => {
      const { length, range, last } = lifetime
      const own =
        month <= length
          ? `INDEX(${range('profit')},${month})`
          : `${last('profit')}*(1-${last('churn')})^${month - length}`
      return `${weightOf(index)}*${own}`
    })
    sheet.getCell(`${profit}${row}`).value = { formula: parts.join('+') }
    sheet.getCell(`${sum}${row}`).value = {
      formula: month === 1 ? `${profit}${row}` : `${sum}${row - 1}+${profit}${row}`,
    }
  }
  const range = (letter: string) =>
    `${sheetReference(sheet.name)}!$${letter}$2:$${letter}$${longestPayback + 1}`
  return paybackWithin(range(profit), range(sum), cac)
}
