/**
 * What Tenure knows of each customer, as columns for the sheets that list them: the health score as a live formula where
 * its inputs are plain numbers there, what a model says as values with a note.
 */
import { healthField, healthScoreFormula } from '#shared/catalogue/health-score.ts'
import { columnLetters } from '#shared/domain/address.ts'
import type { CellValue } from '#shared/domain/cell.ts'
import type { SheetId } from '#shared/domain/ids.ts'
import { rowToExcel } from '#shared/formula/excel-row.ts'
import { parse } from '#shared/formula/parse.ts'
import { isPurchaseModel, PURCHASE_MODEL_NAMES } from '#shared/models/purchases/purchase-model.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import { findColumn } from '../../mapping/mappable-sheet.ts'
import type { HealthScores } from '../../metrics/health-scores.ts'
import { cellOf, isColumnOf, knownValues } from '../../scenario/clv/customer-values.ts'
import type { LatestClv } from '../../scenario/clv/latest-clv.ts'
import type { DataPlace } from '../data/data-places.ts'
import { formulaOfRow } from '../data/row-formulas.ts'
import { settled } from '../settled-numbers.ts'

export interface CustomerColumn {
  readonly header: string
  /** Said in a note at the header. */
  readonly note: string
  readonly numberFormat?: string
  readonly width: number
  /** The live formula in a row of the exported sheet. */
  readonly formulaIn?: (row: number) => string
  /** By the id of the row in the project; undefined where nothing is known of it. */
  readonly valueAt: (row: number) => CellValue | undefined
}

export interface CustomerFacts {
  readonly health: HealthScores | undefined
  readonly clv: LatestClv | undefined
  /** Id of the customer in a row of a sheet. */
  readonly customerOf: (sheet: SheetId, row: number) => string | undefined
  readonly assumptions: ReadonlyMap<string, number>
}

/**
 * The columns for one sheet of customers; none where nothing is known of them. One that was put there in the app holds
 * the same values, and is written like any other.
 */
export function customerColumns(
  facts: CustomerFacts,
  reading: SheetReading,
  place: DataPlace,
): CustomerColumn[] {
  return [...healthColumn(facts, reading, place), ...clvColumns(facts, reading)].filter(
    ({ header }) => !reading.sheet.columns.some((column) => isColumnOf(header, column)),
  )
}

const number = (value: number | null | undefined): CellValue | undefined =>
  value === null || value === undefined ? undefined : { kind: 'number', value: settled(value) }

function healthColumn(
  { health, assumptions }: CustomerFacts,
  reading: SheetReading,
  place: DataPlace,
): CustomerColumn[] {
  if (health === undefined) return []
  const ofSheet = health.rows.filter(({ sheet }) => sheet === reading.sheet.id)
  const scores = new Map(ofSheet.map(({ row, score }) => [Number(row), score]))
  const formulaIn = healthFormula(health, assumptions, reading, place)
  const inputs = health.dimensions.join(', ')
  const how = formulaIn === undefined ? 'A value as of the export' : 'A formula over the scores in its row'
  return [
    {
      header: 'Health score',
      note: `0 to 100, the weighted mean of ${inputs}. ${how}; weights and scales are those set in Tenure.`,
      numberFormat: '0.0',
      width: 13,
      ...(formulaIn === undefined ? {} : { formulaIn }),
      valueAt: (row) => number(scores.get(row)),
    },
  ]
}

/** Undefined where an input is no plain column of numbers on the sheet. */
function healthFormula(
  { dimensions }: HealthScores,
  assumptions: ReadonlyMap<string, number>,
  reading: SheetReading,
  place: DataPlace,
): ((row: number) => string) | undefined {
  const letters = new Map<string, string>()
  for (const dimension of dimensions) {
    const id = healthField(dimension)
    const mapped = reading.fields.find(({ field }) => field.id === id)
    const column = mapped === undefined ? undefined : findColumn(reading.sheet, mapped.column)
    const at = column === undefined ? undefined : place.columnOf(column.id)
    if (column?.type !== 'number' || column.mixed || at === undefined) return undefined
    letters.set(id, columnLetters(at))
  }
  const parsed = parse(healthScoreFormula(dimensions))
  if (!parsed.ok) return undefined
  return formulaOfRow((cell) =>
    rowToExcel(
      parsed.value,
      {
        cell: (field) => cell(letters.get(field)),
        name: (name) => {
          const value = assumptions.get(name)
          return value === undefined ? undefined : value < 0 ? `(${value})` : String(value)
        },
      },
      'number',
    ),
  )
}

const otherModels: Readonly<Record<string, string>> = {
  simple: 'the simple formula',
  sbg: 'the sBG model',
}

const modelWords = (model: string): string =>
  isPurchaseModel(model) ? `the ${PURCHASE_MODEL_NAMES[model]} model` : (otherModels[model] ?? model)

/** How a model's figures came about, in a sentence. */
export const clvOrigin = ({ model, request }: LatestClv): string =>
  `By ${modelWords(model)} over ${request.horizon} months: a value as of the export, since fitting a model is nothing that a formula can do.`

function clvColumns({ clv, customerOf }: CustomerFacts, reading: SheetReading): CustomerColumn[] {
  if (clv === undefined) return []
  const origin = clvOrigin(clv)
  return knownValues(clv.customers).map((value) => ({
    header: value.header,
    note: `${value.meaning} ${origin}`,
    ...(value.numberFormat === undefined ? {} : { numberFormat: value.numberFormat }),
    width: value.width,
    valueAt: (row) => settledCell(cellOf(value, clv.byCustomer.get(customerOf(reading.sheet.id, row) ?? ''))),
  }))
}

const settledCell = (cell: CellValue | undefined): CellValue | undefined =>
  cell?.kind === 'number' ? number(cell.value) : cell
