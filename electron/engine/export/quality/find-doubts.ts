/** Which cells of the project are doubtful, and what is to be said of them: in notes up to a limit, and in a summary. */
import { z } from 'zod'
import { groupBy } from '#shared/domain/group-by.ts'
import type { ColumnId, SheetId } from '#shared/domain/ids.ts'
import type { Dataset } from '../../mapping/dataset.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import { findColumn } from '../../mapping/mappable-sheet.ts'
import type { QualityCheck } from '../../mapping/quality/check.ts'
import { checksOf, countChecks } from '../../mapping/quality/findings.ts'
import { touchedMetrics } from '../../mapping/quality/touched-metrics.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Connection, readRows } from '../../store/connection.ts'
import { cellWording } from './cell-wording.ts'
import { shareNotes } from './share-notes.ts'

/** One kind of doubt about one sheet. */
export interface Doubt {
  readonly sheet: SheetId
  readonly severity: QualityCheck['severity']
  /** The finding in one sentence. */
  readonly message: string
  readonly dataset: string
  /** Name of the field that it is about, where there is one. */
  readonly field: string | undefined
  /** Rows of the sheet that have it. */
  readonly count: number
  /** Names of the metrics that read the field. */
  readonly metrics: readonly string[]
  /** The column it stands in; undefined where a row of the dataset is no row of the sheet. */
  readonly column: ColumnId | undefined
  /** The first of the rows, by id. */
  readonly firstRow: number | undefined
  /** Rows whose cell gets a note. */
  readonly notedRows: readonly number[]
  /** What such a note says. */
  readonly wording: string
}

const severities: readonly QualityCheck['severity'][] = ['error', 'warning', 'information']

/**
 * Every doubt about the mapped sheets, the gravest first, each with the rows that get a note.
 * @param today ISO date; what lies behind it has not happened yet
 * @param limit most notes of a sheet
 */
export async function findDoubts(
  { connection, datasets, metrics, signal }: Workplace,
  readings: readonly SheetReading[],
  today: string,
  limit: number,
): Promise<readonly Doubt[]> {
  const names = new Map(metrics.all.map(({ id, name }) => [id, name]))
  const metricsOf = touchedMetrics(datasets, metrics.all)
  const found: FoundDoubt[] = []
  for (const dataset of datasets.byId.values()) {
    if (dataset.derivedFrom !== undefined) continue
    signal.throwIfAborted()
    const checks = await checksOf(connection, dataset, datasets, today)
    const ofKind = readings.filter(({ kind }) => kind.id === dataset.id)
    for (const { check, sheet, count, example } of await countChecks(connection, dataset, checks)) {
      const field = check.field === undefined ? undefined : dataset.fields.get(check.field)
      const column = columnOfDoubt(check, sheet, ofKind)
      found.push({
        check,
        relation: dataset,
        doubt: {
          sheet: column?.sheet ?? sheetOf(sheet, ofKind),
          severity: check.severity,
          message: check.message(count, example),
          dataset: dataset.name,
          field: field?.name,
          count,
          metrics: metricsOf(dataset.id, check.isAboutRows === true ? undefined : check.field).flatMap(
            (id) => names.get(id) ?? [],
          ),
          column: column?.column,
          wording: cellWording(check, field?.name ?? dataset.name),
        },
      })
    }
  }
  return withRows(connection, found, limit)
}

interface FoundDoubt {
  readonly check: QualityCheck
  readonly relation: Dataset
  readonly doubt: Omit<Doubt, 'firstRow' | 'notedRows' | 'sheet'> & { readonly sheet: SheetId | undefined }
}

const sheetOf = (sheet: number, readings: readonly SheetReading[]): SheetId | undefined =>
  readings.find((reading) => Number(reading.sheet.id) === sheet)?.sheet.id

/** The column that the doubtful field is read from, where each row of the sheet is a row of the dataset. */
function columnOfDoubt(
  check: QualityCheck,
  sheet: number,
  readings: readonly SheetReading[],
): { sheet: SheetId; column: ColumnId } | undefined {
  for (const reading of readings) {
    if (Number(reading.sheet.id) !== sheet || !reading.isByRow) continue
    const mapped = reading.fields.find(({ field }) => field.id === check.field)
    const column = mapped === undefined ? undefined : findColumn(reading.sheet, mapped.column)
    if (column !== undefined) return { sheet: reading.sheet.id, column: column.id }
  }
  return undefined
}

/** Reads the rows of the doubts, no more than the notes of each sheet need. */
async function withRows(
  connection: Connection,
  found: readonly FoundDoubt[],
  limit: number,
): Promise<readonly Doubt[]> {
  const ordered = [...found].sort(
    (one, other) =>
      severities.indexOf(one.doubt.severity) - severities.indexOf(other.doubt.severity) ||
      other.doubt.count - one.doubt.count,
  )
  const room = new Map<FoundDoubt, number>()
  for (const [, ofSheet] of groupBy(ordered, ({ doubt }) => Number(doubt.sheet))) {
    const shares = shareNotes(
      ofSheet.map(({ doubt }) => (doubt.column === undefined ? 0 : doubt.count)),
      limit,
    )
    ofSheet.forEach((each, index) => {
      room.set(each, shares[index] ?? 0)
    })
  }
  const doubts: Doubt[] = []
  for (const each of ordered) {
    const { check, relation, doubt } = each
    if (doubt.sheet === undefined) continue
    const share = room.get(each) ?? 0
    const rows = await readRows(
      connection,
      z.object({ row_id: z.number() }),
      `SELECT d.row_id FROM ${relation.relation} AS d
       WHERE d.sheet_id = ${doubt.sheet} AND ${check.condition} ORDER BY d.row_id LIMIT ${Math.max(1, share)}`,
    )
    const ids = rows.map(({ row_id }) => row_id)
    doubts.push({ ...doubt, sheet: doubt.sheet, firstRow: ids[0], notedRows: ids.slice(0, share) })
  }
  return doubts
}
