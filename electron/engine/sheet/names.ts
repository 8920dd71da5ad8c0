import type { ReplyInput } from '#shared/contract/index.ts'
import type { SourceId } from '#shared/domain/ids.ts'
import type { NamedArea } from '#shared/domain/sheet.ts'
import { readSheets, type StoredSheet } from '../store/catalog.ts'
import type { Connection } from '../store/connection.ts'
import { readNamedAreas } from '../store/named-areas.ts'
import { changesToRows } from './changes-to-rows.ts'
import { readRelocations } from './formula-text/read-relocations.ts'
import { type Relocation, relocatedSpan } from './formula-text/relocation.ts'
import { type RowPlaces, rowPlaces } from './recalculation/row-places.ts'

type Name = ReplyInput<'sheet.names'>['names'][number]

/** Tables and named ranges where they stand now; those of which nothing is left are left out. */
export async function readNames(connection: Connection): Promise<Name[]> {
  const areas = await readMovedAreas(connection)
  const names: Name[] = []
  for (const sheet of areas.length === 0 ? [] : await readSheets(connection)) {
    const within = areas.filter(
      ({ source, area }) => source === sheet.info.sourceId && area.sheet === sheet.originalName,
    )
    if (within.length === 0) continue
    const { insertedRows, deletedRows } = await changesToRows(connection, sheet)
    const places = rowPlaces(
      insertedRows.map(({ above }) => above),
      deletedRows,
    )
    names.push(...within.flatMap(({ area }) => placeOfName(area, sheet, places) ?? []))
  }
  return names
}

/** The areas by rows and columns of their sources, ranges where cells that were moved took them. */
async function readMovedAreas(connection: Connection) {
  const areas = await readNamedAreas(connection)
  const relocations = new Map<SourceId, readonly Relocation[]>()
  for (const source of new Set(areas.map((each) => each.source)))
    relocations.set(source, await readRelocations(connection, source))
  return areas.map(({ source, area }) => ({
    source,
    area: area.kind === 'table' ? area : (relocations.get(source) ?? []).reduce(relocatedArea, area),
  }))
}

function relocatedArea(area: NamedArea, { from, to, rows, columns }: Relocation): NamedArea {
  if (area.sheet !== from) return area
  const { firstRow, lastRow, firstColumn, lastColumn } = area.range
  const down = relocatedSpan(rows, { first: firstRow, last: lastRow })
  const across = relocatedSpan(columns, { first: firstColumn, last: lastColumn })
  if (down === undefined || across === undefined) return area
  const range = {
    firstRow: down.first,
    lastRow: down.last,
    firstColumn: across.first,
    lastColumn: across.last,
  }
  return { ...area, sheet: to, range }
}

function placeOfName({ name, range }: NamedArea, { info }: StoredSheet, places: RowPlaces): Name | undefined {
  const rows = places.present({ kind: 'area', sheet: info.name, ...range })
  const columns = info.columns.flatMap(({ sourceColumn = 0, number }) =>
    sourceColumn >= range.firstColumn && sourceColumn <= range.lastColumn ? [number] : [],
  )
  if (rows === undefined || columns.length === 0) return undefined
  return {
    name,
    sheet: info.id,
    firstRow: rows.firstRow,
    lastRow: rows.lastRow,
    firstColumn: Math.min(...columns),
    lastColumn: Math.max(...columns),
  }
}
