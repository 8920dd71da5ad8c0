/**
 * Layouts in which a column is not a field: a column a month, a row a figure, named numbers side by side.
 */
import { findKind } from '#shared/catalogue/index.ts'
import type { DatasetKind } from '#shared/domain/kind.ts'
import { periodHeaders } from '#shared/domain/period-header.ts'
import { blankShare, type ColumnShape, isUnique } from '../profile/column-shape.ts'
import { type Candidate, rounded } from './candidate.ts'
import { assumptionWords, kindWords } from './catalogue-words.ts'
import { matchColumns } from './match-columns.ts'
import { matchNames, type NameMatch, scoreOf } from './match-names.ts'
import { headerReason, reasonOf } from './reasons.ts'
import type { SheetShape } from './suggest-kind.ts'

const kindNamed = (id: string): DatasetKind => {
  const kind = findKind(id)
  if (kind === undefined) throw new Error(`There is no kind ${id}.`)
  return kind
}
const wordsNamed = (id: string) => {
  const words = kindWords.find(({ kind }) => kind.id === id)
  if (words === undefined) throw new Error(`There is no kind ${id}.`)
  return words
}

const fewestMonths = 2
const isNumeric = (shape: ColumnShape): boolean => shape.numberShare > 0.5 || shape.nonEmpty === 0
/** Columns of numbers whose headers name periods, by the figure that they name beside them. */
const periodColumns = (sheet: SheetShape): { readonly figure: string; readonly columns: ColumnShape[] }[] => {
  const numeric = sheet.columns.filter(isNumeric)
  return periodHeaders(numeric.map(({ name }) => name)).map(({ figure, periods }) => ({
    figure,
    columns: numeric.filter(({ name }) => periods.has(name)),
  }))
}

/** Words in a sheet's or a file's name by which amounts a month are recurring revenue, and by which they are not. */
const saysRecurring = /mrr|arr|recurring|subscri|revenue|billing|umsatz|revenu|ingreso/i
const saysOther = /order|ticket|usage|event|login|seat|cost|visit|lead|headcount/i

/** A customer a row, a month a column: MRR history. */
export function wideMonths(sheet: SheetShape): Candidate | undefined {
  const groups = periodColumns(sheet).filter(({ columns }) => columns.length >= fewestMonths)
  const chosen = groups.find(({ figure }) => saysRecurring.test(figure)) ?? groups[0]
  if (chosen === undefined) return undefined
  const { figure, columns: months } = chosen
  const kind = kindNamed('mrr_history')
  const ofPeriods = new Set(groups.flatMap(({ columns }) => columns))
  const others = sheet.columns.filter((column) => !ofPeriods.has(column))
  const matches = matchColumns(others, wordsNamed('mrr_history')).filter(
    ({ target }) => target.id !== 'month' && target.id !== 'mrr',
  )
  const customer = matches.find(({ target }) => target.id === 'customer_id')
  if (customer === undefined) return undefined
  const names = `${figure} ${sheet.sheet} ${sheet.file}`
  if (saysOther.test(names) && !saysRecurring.test(names)) return undefined
  const isNamedSo = saysRecurring.test(names)
  return {
    kind,
    columns: matches.map((match) => ({
      column: match.shape.name,
      field: match.target.id,
      confidence: rounded(match.score),
      reason: reasonOf(match),
    })),
    values: [],
    unpivot: { columns: months.map(({ name }) => name), periodField: 'month', valueField: 'mrr' },
    evidence: 1 + (isNamedSo ? 2 : 0.4) + Math.min(1, months.length / 6),
    reason: `${months.length} columns are named after periods: each becomes a row of its own${isNamedSo ? '; the name speaks of revenue' : ''}`,
  }
}

/** Labels of rows: texts, each once, few enough to be figures' names. */
const labelColumn = (sheet: SheetShape): ColumnShape | undefined =>
  sheet.columns.find(
    (column) =>
      column.type === 'text' &&
      column.hasAllValues &&
      isUnique(column) &&
      column.numberShare < 0.5 &&
      column.dateShare < 0.5,
  )

const fewestLabels = 2
/** The share of labels that must be known for a sheet to be taken for figures by row. */
const knownLabels = 0.4

/** A figure a row: a period summary on its side, with one value column or one a period. */
export function figuresByRow(sheet: SheetShape): Candidate | undefined {
  const label = labelColumn(sheet)
  if (label === undefined || sheet.rowCount > 200) return undefined
  const values = valueColumns(sheet, label)
  if (values === undefined) return undefined
  const words = wordsNamed('period_summary')
  const labels = label.values.map(({ text }) => text)
  const figures = words.targets.filter(({ id }) => id !== 'period')
  const matches = matchNames(labels, figures, words.weightOf)
  if (matches.length < Math.min(fewestLabels, labels.length) || matches.length < labels.length * knownLabels)
    return undefined
  return {
    kind: words.kind,
    columns: matches.map(byName),
    values: [],
    transpose: {
      labels: label.name,
      columns: values.columns.map(({ name }) => name),
      ...(values.arePeriods ? { periodField: 'period' } : {}),
    },
    evidence: scoreOf(matches) + (values.arePeriods ? 1 : 0),
    reason: `the rows are named after ${matches.length} figures of a period`,
  }
}

function valueColumns(sheet: SheetShape, label: ColumnShape) {
  const [months] = periodColumns(sheet)
  if (months !== undefined) return { columns: months.columns, arePeriods: true }
  const numbers = sheet.columns.filter((column) => column !== label && column.numberShare > 0.5)
  return numbers.length === 1 ? { columns: numbers, arePeriods: false } : undefined
}

const byName = ({
  name,
  target,
  header,
}: NameMatch<
  { readonly id: string; readonly field: { readonly name: string } } & Parameters<
    typeof matchNames
  >[1][number]
>) => ({
  column: name,
  field: target.id,
  confidence: rounded(header.score),
  reason: headerReason(header, target.field.name),
})

/** A named number a row, by its labels, whatever the headers say. */
export function assumptionsByRow(sheet: SheetShape): Candidate | undefined {
  const label = labelColumn(sheet)
  if (label === undefined || sheet.rowCount > 200) return undefined
  const numbers = sheet.columns.filter((column) => column !== label && column.numberShare >= 0.4)
  const [value] = numbers
  if (value === undefined || numbers.length !== 1) return undefined
  const labels = label.values.map(({ text }) => text)
  const matches = matchNames(labels, assumptionWords.targets, assumptionWords.weightOf)
  if (matches.length === 0 || matches.length < labels.length * knownLabels) return undefined
  const reason = `${matches.length} of ${labels.length} rows are named after assumptions`
  return {
    kind: kindNamed('assumptions'),
    columns: [
      { column: label.name, field: 'name', confidence: 0.9, reason },
      { column: value.name, field: 'value', confidence: 0.9, reason: 'the only column of numbers' },
    ],
    values: [],
    evidence: scoreOf(matches),
    reason,
  }
}

/** Named numbers side by side in a single row. */
export function assumptionsByColumn(sheet: SheetShape): Candidate | undefined {
  if (sheet.rowCount !== 1) return undefined
  const numbers = sheet.columns.filter((column) => column.numberShare === 1)
  const matches = matchNames(
    numbers.map(({ name }) => name),
    assumptionWords.targets,
    assumptionWords.weightOf,
  )
  if (matches.length === 0) return undefined
  return {
    kind: kindNamed('assumptions'),
    columns: [],
    values: [],
    unpivot: { columns: matches.map(({ name }) => name), periodField: 'name', valueField: 'value' },
    evidence: scoreOf(matches) * 0.99,
    reason: `${matches.length} of its columns are named after assumptions`,
  }
}

/** Whether a sheet is worth a look for layouts at all. */
export const hasCells = (sheet: SheetShape): boolean =>
  sheet.rowCount > 0 && sheet.columns.some((column) => blankShare(column) < 1)
