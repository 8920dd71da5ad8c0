import { numberTextSql } from '../../intake/number-text.ts'
import type { Dataset } from '../dataset.ts'
import { are, cells, columnOf, isNumber, isTemporal, ownFields, type QualityCheck } from './check.ts'

const definitionOf = (dataset: Dataset, id: string) => dataset.kind.fields.find((field) => field.id === id)

/** Required fields that are blank. */
export const blankChecks = (dataset: Dataset): QualityCheck[] =>
  ownFields(dataset)
    .filter((field) => field.blankCount > 0 && definitionOf(dataset, field.id)?.required === true)
    .map((field) => ({
      code: 'blank_required',
      severity: 'warning',
      field: field.id,
      condition:
        field.badColumn === undefined
          ? `${columnOf(field)} IS NULL`
          : `(${columnOf(field)} IS NULL AND d.${field.badColumn} IS NULL)`,
      message: (count) => `${field.name} is blank in ${cells(count)}, and every row needs one.`,
    }))

const readAs: Readonly<Record<string, string>> = {
  number: 'a number',
  money: 'an amount',
  date: 'a date',
  datetime: 'a date and time',
  period: 'a period',
  boolean: 'yes or no',
  enum: 'one of its values',
  text: 'a text',
}

/** Cells that could not be read as what the field holds. */
export const unreadChecks = (dataset: Dataset): QualityCheck[] =>
  ownFields(dataset).flatMap((field) =>
    field.badColumn === undefined
      ? []
      : [
          {
            code: 'not_understood',
            severity: 'warning' as const,
            field: field.id,
            condition: `d.${field.badColumn} IS NOT NULL`,
            exampleOf: `d.${field.badColumn}`,
            message: (count: number, example: string) =>
              `${cells(count)} of ${field.name} cannot be read as ${readAs[field.type] ?? 'a value'}, such as “${example}”. They are left out.`,
          },
        ],
  )

/** Highest answers by field, where an assumption says them. */
const scales: Readonly<Record<string, string>> = { csat: 'csat_scale', ces: 'ces_scale' }

/** Numbers outside the field's range. */
export const rangeChecks = (dataset: Dataset, assumptions: ReadonlyMap<string, number>): QualityCheck[] =>
  ownFields(dataset)
    .filter(isNumber)
    .flatMap((field): QualityCheck[] => {
      const definition = definitionOf(dataset, field.id)
      const minimum = definition?.minimum
      const maximum = assumptions.get(scales[field.id] ?? '') ?? definition?.maximum
      const column = columnOf(field)
      const parts = [
        ...(minimum === undefined ? [] : [`${column} < ${minimum}`]),
        ...(maximum === undefined ? [] : [`${column} > ${maximum}`]),
      ]
      if (parts.length === 0) return []
      const range =
        minimum === undefined
          ? `at most ${maximum}`
          : maximum === undefined
            ? `at least ${minimum}`
            : `${minimum} to ${maximum}`
      return [
        {
          code: 'out_of_range',
          severity: 'warning',
          field: field.id,
          condition: `coalesce(${parts.join(' OR ')}, FALSE)`,
          exampleOf: numberTextSql(column),
          message: (count, example) =>
            `${cells(count)} of ${field.name} ${are(count)} outside of ${range}, such as ${example}.`,
        },
      ]
    })

/** Amounts below zero: returns where purchases are, a slip elsewhere. */
export const negativeChecks = (dataset: Dataset): QualityCheck[] =>
  ownFields(dataset)
    .filter((field) => isNumber(field) && definitionOf(dataset, field.id)?.minimum === undefined)
    .filter((field) => field.type === 'money' || field.id === 'quantity')
    .map((field) => {
      const areReturns = dataset.id === 'transactions'
      return {
        code: areReturns ? 'returns' : 'negative_amount',
        severity: areReturns ? ('information' as const) : ('warning' as const),
        field: field.id,
        condition: `coalesce(${columnOf(field)} < 0, FALSE)`,
        exampleOf: numberTextSql(columnOf(field)),
        message: (count: number, example: string) =>
          areReturns
            ? `${cells(count)} of ${field.name} ${are(count)} below zero. They count as returns.`
            : `${cells(count)} of ${field.name} ${are(count)} below zero, such as ${example}.`,
      }
    })

/** Dates that may well lie ahead: what is planned or agreed. */
const plannedDates = new Set([
  'end_date',
  'contract_start',
  'contract_end',
  'unsubscribed_at',
  'period',
  'month',
])

/** What has happened cannot lie in the future. */
export const futureChecks = (dataset: Dataset, today: string): QualityCheck[] =>
  ownFields(dataset)
    .filter((field) => isTemporal(field) && !plannedDates.has(field.id))
    .map((field) => ({
      code: 'in_the_future',
      severity: 'warning',
      field: field.id,
      condition: `coalesce(${columnOf(field)}::DATE > DATE '${today}', FALSE)`,
      exampleOf: `${columnOf(field)}::DATE::VARCHAR`,
      message: (count, example) => `${field.name} lies in the future in ${cells(count)}, such as ${example}.`,
    }))
