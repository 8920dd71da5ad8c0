/**
 * Values for formulas of which the file holds no result, as libraries write them that do not calculate. They are worked
 * out once, as part of the import; what cannot be is blank and says why.
 */

import type { SourceId } from '#shared/domain/ids.ts'
import { readSheets, type StoredSheet } from '../../store/catalog.ts'
import { type Connection, execute } from '../../store/connection.ts'
import { withoutJournal } from '../../store/journal/journal.ts'
import type { Project } from '../../store/project.ts'
import { noResult } from '../../store/stale-problems.ts'
import { changeTexts } from '../change-texts.ts'
import { calculate } from './calculate.ts'
import { cellsOf } from './dirty-formulas.ts'
import { formulaSet, type WorkbookFormula } from './formula-set.ts'
import { findMissingHeader } from './missing-headers.ts'
import { countsFrom1904 } from './recalculate.ts'
import { sheetPlaces } from './sheet-places.ts'
import { staleChanges } from './stale-changes.ts'
import { writeValues } from './write-values.ts'

export async function calculateMissingValues(
  project: Project,
  connection: Connection,
  source: SourceId,
  signal: AbortSignal,
): Promise<void> {
  const known = await sheetsOf(connection, source)
  const set = await formulaSet(project, connection, source, known)
  const missing = [...(set?.formulas.entries() ?? [])].filter(([, { withoutValue }]) => withoutValue)
  if (set === undefined || missing.length === 0) return
  for (const sheet of known)
    await addRows(
      connection,
      sheet,
      missing.map(([, formula]) => formula).filter((formula) => formula.sheetId === sheet.info.id),
    )
  const sheets = await sheetsOf(connection, source)
  await withoutJournal(connection, async (context) => {
    const calculated = await calculate({
      connection,
      sheets,
      date1904: await countsFrom1904(context, source),
      set,
      dirty: missing.map(([number]) => number),
      stale: [],
      signal,
    })
    await writeValues(context, sheets, calculated)
    const left = calculated.map((cell) =>
      cell.stale === undefined ? cell : { ...cell, stale: `${noResult} ${cell.stale}` },
    )
    const nothingChanged = { cells: [], rows: new Map(), columns: new Map() }
    await changeTexts(context, 'staleFormulas', staleChanges([], left, nothingChanged, sheetPlaces(sheets)))
    const calculatedIn = new Set(missing.map(([, { sheetId }]) => sheetId))
    const command = { ...context, project, signal, onProgress: () => undefined }
    for (const sheet of await sheetsOf(connection, source))
      if (sheet.info.headerRow === 0 && calculatedIn.has(sheet.info.id))
        await findMissingHeader(command, sheet)
  })
}

async function sheetsOf(connection: Connection, source: SourceId): Promise<StoredSheet[]> {
  return (await readSheets(connection)).filter((sheet) => sheet.info.sourceId === source)
}

/** A row in which only such formulas stand was blank for the import, and so is not in the sheet's table yet. */
async function addRows(
  connection: Connection,
  { info, table }: StoredSheet,
  formulas: readonly WorkbookFormula[],
): Promise<void> {
  const rows = new Set(formulas.flatMap(cellsOf).map(({ row }) => row))
  const wanted = [...rows].filter((row) => row > info.headerRow).sort((a, b) => a - b)
  if (wanted.length === 0) return
  const added = await execute(
    connection,
    `INSERT INTO ${table} (row_id, position)
     SELECT w.row_id, 0 FROM (SELECT unnest([${wanted.join(', ')}]::BIGINT[]) AS row_id) AS w ANTI JOIN ${table} USING (row_id)`,
  )
  if (added === 0) return
  await execute(
    connection,
    `UPDATE ${table} AS s SET position = r.place
     FROM (SELECT row_id, row_number() OVER (ORDER BY row_id) - 1 AS place FROM ${table}) AS r
     WHERE s.row_id = r.row_id AND s.position <> r.place`,
  )
  await execute(
    connection,
    'UPDATE sheet SET last_imported_row = greatest(last_imported_row, ?) WHERE id = ?',
    [wanted.at(-1) ?? 0, info.id],
  )
}
