import { findKind } from '#shared/catalogue/index.ts'
import type { DatasetKind, FieldDefinition } from '#shared/domain/kind.ts'
import type { ColumnReading, SheetMapping, ValueMapping } from '#shared/domain/mapping.ts'
import { periodHeaders } from '#shared/domain/period-header.ts'
import { boundSql, joinSql, rawSql, type SqlFragment, sql } from '#shared/formula/sql-fragment.ts'
import { kindColumn, valueColumn } from '../../store/sheet-table.ts'
import { findColumn, type MappableSheet } from '../mappable-sheet.ts'
import { trimmedSql } from '../read/read-text.ts'
import { type CellSource, textSql } from './field-sql.ts'

/** A field of one mapped sheet: the cells it is read from and how. */
export interface SheetField {
  readonly field: FieldDefinition
  /** Header, or the label of a row, that it is read from. */
  readonly column: string
  readonly source: CellSource
  readonly reading: ColumnReading
  readonly values: readonly ValueMapping[]
}

/** One sheet read as one kind: a relation of its rows and the fields in it. */
export interface SheetReading {
  readonly sheet: MappableSheet
  readonly kind: DatasetKind
  readonly mapping: SheetMapping
  /** A relation with `row_id` and the columns that the fields' sources name; alias `r`. */
  readonly rows: SqlFragment
  readonly fields: readonly SheetField[]
  /** True where one row of the sheet is one row of the dataset, so that edits can be followed row by row. */
  readonly isByRow: boolean
}

/**
 * What a mapping says of a sheet, made ready to read. Columns and fields that do not exist (any more) are passed over:
 * `validateMapping` tells the user of them.
 */
export function readingOf(mapping: SheetMapping, sheets: readonly MappableSheet[]): SheetReading | undefined {
  const sheet = sheets.find((each) => each.file === mapping.file && each.name === mapping.sheet)
  const kind = findKind(mapping.kind)
  if (sheet === undefined || kind === undefined) return undefined
  if (mapping.transpose !== undefined) return transposedReading(sheet, kind, mapping, mapping.transpose)
  const fields = columnFields(sheet, kind, mapping)
  if (mapping.unpivot === undefined)
    return { sheet, kind, mapping, rows: sql`${rawSql(sheet.table)} AS r`, fields, isByRow: true }
  return unpivotedReading(sheet, kind, mapping, mapping.unpivot, fields)
}

const sourceOf = (column: {
  id: MappableSheet['columns'][number]['id']
  type: CellSource['type']
  mixed: boolean
}): CellSource => ({
  value: `r.${valueColumn(column.id)}`,
  type: column.type,
  ...(column.mixed ? { kind: `r.${kindColumn(column.id)}` } : {}),
})

const fieldOf = (kind: DatasetKind, id: string): FieldDefinition | undefined =>
  kind.fields.find((field) => field.id === id)

const valuesOf = (mapping: SheetMapping, field: string): readonly ValueMapping[] =>
  mapping.values.filter((value) => value.field === field)

function columnFields(sheet: MappableSheet, kind: DatasetKind, mapping: SheetMapping): SheetField[] {
  const known = new Map<string, SheetField>()
  for (const { column: name, field: id, reading } of mapping.columns) {
    const column = findColumn(sheet, name)
    const field = fieldOf(kind, id)
    if (column === undefined || field === undefined || known.has(id)) continue
    const source = sourceOf(column)
    known.set(id, { field, column: name, source, reading: reading ?? {}, values: valuesOf(mapping, id) })
  }
  return [...known.values()]
}

/** The type of several columns read as one, and each of them in that type. */
function commonSource(sheet: MappableSheet, names: readonly string[]) {
  const columns = names.flatMap((name) => findColumn(sheet, name) ?? [])
  const [first] = columns
  const isSame = columns.every((column) => column.type === first?.type && !column.mixed)
  const cells = columns.map((column) => (isSame ? sourceOf(column).value : textSql(sourceOf(column))))
  return { columns, cells, type: isSame && first !== undefined ? first.type : ('text' as const) }
}

/** Headers as their period is read: by its first day where they name one, for what "1/2/2024" means only all of them tell. */
function headerTexts(
  kind: DatasetKind,
  periodField: string | undefined,
  columns: readonly { readonly name: string }[],
): string[] {
  const names = columns.map(({ name }) => name)
  const type = periodField === undefined ? undefined : fieldOf(kind, periodField)?.type
  if (type !== 'period' && type !== 'date') return names
  const days = new Map(periodHeaders(names).flatMap(({ periods }) => [...periods]))
  return names.map((name) => days.get(name) ?? name)
}

type Unpivot = NonNullable<SheetMapping['unpivot']>

function unpivotedReading(
  sheet: MappableSheet,
  kind: DatasetKind,
  mapping: SheetMapping,
  { columns: names, periodField, valueField }: Unpivot,
  others: readonly SheetField[],
): SheetReading {
  const { columns, cells, type } = commonSource(sheet, names)
  const headers = joinSql(
    headerTexts(kind, periodField, columns).map((text) => sql`${boundSql(text)}::VARCHAR`),
    ', ',
  )
  const unpivoted = sql`(SELECT r.*, unnest([${headers}]) AS header__, unnest([${rawSql(cells.join(', '))}]) AS cell__ FROM ${rawSql(sheet.table)} AS r)`
  const made: readonly (readonly [string, CellSource])[] = [
    [periodField, { value: 'r.header__', type: 'text' }],
    [valueField, { value: 'r.cell__', type }],
  ]
  const fields = made.flatMap(([id, source]): SheetField[] => {
    const field = fieldOf(kind, id)
    if (field === undefined) return []
    return [{ field, column: names[0] ?? '', source, reading: {}, values: valuesOf(mapping, id) }]
  })
  return {
    sheet,
    kind,
    mapping,
    rows: sql`(SELECT * FROM ${unpivoted} AS r WHERE cell__ IS NOT NULL) AS r`,
    fields: [...others.filter(({ field }) => field.id !== periodField && field.id !== valueField), ...fields],
    isByRow: false,
  }
}

type Transpose = NonNullable<SheetMapping['transpose']>

/** One row for each value column, its fields taken from the rows whose labels name them. */
function transposedReading(
  sheet: MappableSheet,
  kind: DatasetKind,
  mapping: SheetMapping,
  { labels, columns: names, periodField }: Transpose,
): SheetReading | undefined {
  const label = findColumn(sheet, labels)
  if (label === undefined) return undefined
  const { columns, cells, type } = commonSource(sheet, names)
  const labelText = rawSql(trimmedSql(textSql(sourceOf(label))))
  const wanted = mapping.columns.flatMap(({ column, field: id, reading }) => {
    const field = fieldOf(kind, id)
    return field === undefined ? [] : [{ label: column, field, reading: reading ?? {} }]
  })
  const headers = headerTexts(kind, periodField, columns)
  const rows = columns.map((_, index) => {
    const cell = rawSql(cells[index] ?? 'NULL')
    const taken = wanted.map(
      (each, at) =>
        sql`any_value(${cell}) FILTER (${labelText} = ${boundSql(each.label)}) AS ${rawSql(`value_${at}`)}`,
    )
    return sql`SELECT min(row_id) AS row_id, ${boundSql(headers[index] ?? '')}::VARCHAR AS header__, ${joinSql(taken, ', ')} FROM ${rawSql(sheet.table)} AS r`
  })
  if (rows.length === 0 || wanted.length === 0) return undefined
  const fields = wanted.map(
    (each, at): SheetField => ({
      field: each.field,
      column: each.label,
      source: { value: `r.value_${at}`, type },
      reading: each.reading,
      values: valuesOf(mapping, each.field.id),
    }),
  )
  const period = periodField === undefined ? undefined : fieldOf(kind, periodField)
  const header: SheetField[] =
    period === undefined
      ? []
      : [
          {
            field: period,
            column: names[0] ?? '',
            source: { value: 'r.header__', type: 'text' },
            reading: {},
            values: [],
          },
        ]
  return {
    sheet,
    kind,
    mapping,
    rows: sql`(${joinSql(rows, ' UNION ALL ')}) AS r`,
    fields: [...header, ...fields.filter(({ field }) => field.id !== periodField)],
    isByRow: false,
  }
}
