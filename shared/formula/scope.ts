import type { DatasetKind, FieldType } from '#shared/domain/kind.ts'

/** What a formula's value can be. `blank` is the literal "", `any` what cannot be known (after a problem). */
export type ValueType = 'number' | 'date' | 'text' | 'boolean' | 'blank' | 'any'

/** A field as a formula sees it. */
export interface ScopeField {
  readonly type: FieldType
  /** The only texts that the field can hold, for `enum`. */
  readonly values?: readonly string[]
}

/** Everything a formula may speak of. */
export interface FormulaScope {
  /** `aggregate`: columns inside aggregates, and names. `row`: the fields of one row, and names. */
  readonly mode: 'aggregate' | 'row'
  /** Dataset id -> its fields by id, computed ones included; derived datasets are datasets of their own. */
  readonly datasets: ReadonlyMap<string, ReadonlyMap<string, ScopeField>>
  /** In `row` mode, the dataset whose row it is. */
  readonly row?: string
  /** period_start, assumptions, metrics, inputs. */
  readonly names: ReadonlyMap<string, ValueType>
  /** The formula's own name, which it must not speak of. */
  readonly self?: string
  /** What the formula has to yield. */
  readonly result?: readonly ValueType[]
}

/** The names every metric formula knows: the period's bounds (the end exclusive) and its length in days. */
export const periodNames: ReadonlyMap<string, ValueType> = new Map([
  ['period_start', 'date'],
  ['period_end', 'date'],
  ['period_days', 'number'],
])

const valueTypes: Readonly<Record<FieldType, ValueType>> = {
  text: 'text',
  enum: 'text',
  number: 'number',
  money: 'number',
  date: 'date',
  datetime: 'date',
  period: 'date',
  boolean: 'boolean',
}

/** What a cell of a field of this type is to a formula. */
export const valueTypeOf = (type: FieldType): ValueType => valueTypes[type]

/** The datasets of kinds, with computed fields and derived datasets, for a scope. */
export function datasetsOfKinds(kinds: Iterable<DatasetKind>): Map<string, ReadonlyMap<string, ScopeField>> {
  const datasets = new Map<string, ReadonlyMap<string, ScopeField>>()
  for (const kind of kinds) {
    const fields = new Map<string, ScopeField>()
    for (const { id, type, values } of kind.fields) {
      const texts = type === 'enum' ? values?.map(({ value }) => value) : undefined
      fields.set(id, texts === undefined ? { type } : { type, values: texts })
    }
    for (const { id, type } of kind.computed) fields.set(id, { type })
    datasets.set(kind.id, fields)
    for (const derived of kind.derived)
      datasets.set(derived.id, new Map(derived.fields.map(({ id, type }) => [id, { type }])))
  }
  return datasets
}
