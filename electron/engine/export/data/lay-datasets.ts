import type { Workbook, Worksheet } from 'exceljs'
import type { ExportSheet } from '#shared/contract/export.ts'
import { groupBy } from '#shared/domain/group-by.ts'
import { materialise } from '../../mapping/datasets/derived.ts'
import type { SheetReading } from '../../mapping/datasets/sheet-reading.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { BaseWorkbook } from './base-workbook.ts'
import { freeSheetName } from './data-places.ts'
import { type DatasetRanges, layDataset } from './dataset-ranges.ts'

export interface LayRequest {
  readonly place: Workplace
  readonly base: BaseWorkbook
  readonly readings: readonly SheetReading[]
  /** Fields that formulas read, by dataset. */
  readonly fields: ReadonlyMap<string, readonly string[]>
  readonly distinctFields: ReadonlyMap<string, ReadonlySet<string>>
  /** The workbook that takes the helper sheets. */
  readonly report: Workbook
  readonly periodStart: { readonly cell: string; readonly serial: number }
  readonly rowLimit: number
  readonly dateShift: number
}

export interface LaidDatasets {
  readonly ranges: ReadonlyMap<string, DatasetRanges>
  /** Why a dataset's formulas cannot be live, by dataset. */
  readonly obstacles: ReadonlyMap<string, string>
  readonly helpers: readonly ExportSheet[]
}

/** Finds the place of every dataset that formulas read, on hidden helper sheets where the data sheets do not do. */
export async function layDatasets(request: LayRequest): Promise<LaidDatasets> {
  const { place, base, report } = request
  const byKind = groupBy(request.readings, (reading) => reading.kind.id)
  const ranges = new Map<string, DatasetRanges>()
  const obstacles = new Map<string, string>()
  const helpers: ExportSheet[] = []
  for (const [id, fields] of request.fields) {
    place.signal.throwIfAborted()
    const dataset = place.datasets.byId.get(id)
    if (dataset === undefined) continue
    await materialise(place.connection, dataset)
    const helperName = freeSheetName(`_tenure ${id}`, base.takenNames)
    let helper: Worksheet | undefined
    const laid = await layDataset({
      connection: place.connection,
      dataset,
      readings: dataset.derivedFrom === undefined ? (byKind.get(id) ?? []) : [],
      placeOf: (sheet) => [...base.places.values()].find((each) => each.sheet === sheet),
      fields,
      distinctFields: request.distinctFields.get(id) ?? new Set(),
      helper: () => {
        helper ??= report.addWorksheet(helperName, { state: 'hidden' })
        return helper
      },
      helperName,
      periodStart: request.periodStart,
      rowLimit: request.rowLimit,
      dateShift: request.dateShift,
    })
    ranges.set(id, laid)
    const count = dataset.rowCount.toLocaleString('en-US')
    if (laid.leftOut.length > 0) {
      const limit = request.rowLimit.toLocaleString('en-US')
      obstacles.set(id, `${dataset.name} has ${count} rows, more than the ${limit} that are written out`)
    }
    if (helper !== undefined)
      helpers.push({
        file: '',
        name: helperName,
        state: 'hidden helper',
        details: [`${dataset.name}: ${laid.helperFields.join(', ')} (${count} rows)`],
      })
  }
  return { ranges, obstacles, helpers }
}
