import { existsSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { defaultImportLimits } from '#electron/engine/intake/import-limits.ts'
import { openWorkbook } from '#electron/engine/intake/open-workbook.ts'
import { packChunk, unpackChunk } from '#electron/engine/intake/reader-thread/packed-chunk.ts'
import { readInThread } from '#electron/engine/intake/reader-thread/read-in-thread.ts'
import { createChunkBuilder, type RowChunk } from '#electron/engine/intake/row-chunk.ts'
import type { WorkbookReader } from '#electron/engine/intake/workbook-reader.ts'
import { cellAt, cellKindCode } from '#shared/domain/cell.ts'
import { temporaryFile, workbookBytes, worksheet } from './packages.ts'

const workbooks = new URL('../../../../../shared/data/workbooks/', import.meta.url).pathname
const inThread = ['48539.xlsx', 'date_1904.xlsx', 'errors.xlsx', 'inventory-table.xlsx', 'pivots.xlsx']

const openInThread = (path: string, signal?: AbortSignal): Promise<WorkbookReader> =>
  readInThread(
    'read-xlsx',
    { path, file: 'book.xlsx', format: 'xlsx', limits: defaultImportLimits },
    signal === undefined ? {} : { signal },
  )

const openHere = (path: string): Promise<WorkbookReader> =>
  openWorkbook({ kind: 'zip' }, { path, file: 'book.xlsx', limits: defaultImportLimits })

/** Everything that a reader tells, in the order in which it tells it. */
async function everythingOf(reader: WorkbookReader): Promise<unknown> {
  onTestFinished(() => reader.close())
  const sheets: unknown[] = []
  for (const sheet of reader.sheets) {
    const cells: unknown[] = []
    for await (const chunk of sheet.rows()) cells.push(...cellsOf(chunk))
    sheets.push([sheet.name, sheet.state, cells, sheet.details()])
  }
  const { format, date1904, namedAreas, problems } = reader
  return { format, date1904, namedAreas, problems, sheets }
}

function cellsOf({ rowCount, rowNumbers, columns }: RowChunk): unknown[] {
  return columns.flatMap((column, at) =>
    column === undefined
      ? []
      : Array.from({ length: rowCount }, (_, row) => [rowNumbers[row], at + 1, cellAt(column, row)]),
  )
}

describe.skipIf(!existsSync(workbooks))('a workbook that is read in a thread', () => {
  const present = existsSync(workbooks) ? readdirSync(workbooks) : []
  test.each(inThread.filter((name) => present.includes(name)))('%s', async (name) => {
    const path = `${workbooks}${name}`
    expect(await everythingOf(await openInThread(path))).toEqual(await everythingOf(await openHere(path)))
  })
})

const manyRows = Array.from({ length: 60_000 }, (_, at) => `<row><c><v>${at}</v></c></row>`).join('')

test('a damaged part is refused in the same words', async () => {
  const part = worksheet(manyRows).slice(0, -40)
  const path = await temporaryFile('cut.xlsx', workbookBytes({ 'xl/worksheets/sheet1.xml': part }))
  const refusals = [await openInThread(path), await openHere(path)].map((reader) =>
    everythingOf(reader).catch((error: Error) => error.message),
  )
  const [there, here] = await Promise.all(refusals)
  expect(there).toBe(here)
  expect(there).toContain('stops in the middle')
})

test('a file that is not there is refused before anything is read', async () => {
  await expect(openInThread('/nowhere/book.xlsx')).rejects.toThrow(/book\.xlsx/)
})

test('cancelling ends the wait at once', async () => {
  const path = await temporaryFile(
    'long.xlsx',
    workbookBytes({ 'xl/worksheets/sheet1.xml': worksheet(manyRows) }),
  )
  const abort = new AbortController()
  const reader = await openInThread(path, abort.signal)
  onTestFinished(() => reader.close())
  const rows = reader.sheets[0]?.rows()
  expect((await rows?.next())?.done).toBe(false)
  abort.abort()
  await expect(rows?.next()).rejects.toThrow(/abort/i)
})

test('a chunk is the same after it was packed', () => {
  const text = fc.record({ kind: fc.constantFrom(cellKindCode.text, cellKindCode.error), text: fc.string() })
  const number = fc.record({ kind: fc.constantFrom(1, 3, 4), number: fc.double() })
  const cell = fc.option(fc.oneof(text, number))
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 30 }), (rows) => {
      const build = (): RowChunk => {
        const builder = createChunkBuilder()
        rows.forEach((cells, row) => {
          builder.startRow(row + 1)
          cells.forEach((value, at) => {
            if (value === null) return
            if ('text' in value) builder.putText(at + 1, value.kind, value.text)
            else builder.putNumber(at + 1, value.kind, value.number)
          })
        })
        return builder.take()
      }
      const { packed, handedOver } = packChunk(build())
      const sent = structuredClone(packed, { transfer: handedOver })
      expect(cellsOf(unpackChunk(sent))).toEqual(cellsOf(build()))
    }),
  )
})
