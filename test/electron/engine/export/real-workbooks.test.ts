/** Every real workbook, opened in the app and exported: untouched, with one edit, and with all that Tenure adds. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { read } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPackage } from '#electron/engine/export/package/check-package.ts'
import type { ExportChoices } from '#shared/contract/export.ts'
import { cellAddress } from '#shared/domain/address.ts'
import { fileToken } from '#shared/domain/ids.ts'
import { startEngine, type TestEngine } from '../engine-fixture.ts'
import {
  checkRoundTrips,
  convertWithLibreOffice,
  hasLibreOffice,
  hasRoundTripCheck,
  hasWorkbooks,
  realWorkbooks,
  temporaryWorkspace,
  workbookFolder,
} from './package/outside-readers.ts'

const nothing: Partial<ExportChoices> = {
  marks: false,
  notes: false,
  qualityNotes: false,
  addedColumns: false,
  kpis: false,
  series: false,
  definitions: false,
  scenarios: false,
}

/** What a changed cell is by itself: its own content, and the cached values that depend on it. */
const ownChange =
  /^(cell:value|cell:formula|cell:cachedValue|openpyxl:value|openpyxl:cachedValue|cell:richText)$/

interface Exported {
  readonly name: string
  readonly untouched: Uint8Array
  readonly annotated: string
  readonly edited: string | undefined
  /** `SHEET!A1` of the edit. */
  readonly cell: string
}

describe.skipIf(!hasWorkbooks)('a real workbook', () => {
  const workspace = temporaryWorkspace()
  const exports: Exported[] = []

  beforeAll(async () => {
    for (const name of realWorkbooks) {
      const tenure = await startEngine()
      try {
        const opened = await tenure.engine.ask('project.open', {
          file: fileToken(join(workbookFolder, name)),
        })
        if (opened.ok) exports.push(await exportOf(tenure, name))
      } finally {
        await tenure.dispose()
      }
    }
  }, 400_000)
  afterAll(() => workspace.dispose())

  async function exportOf(tenure: TestEngine, name: string): Promise<Exported> {
    const write = async (as: string, choices: Partial<ExportChoices>) => {
      const path = join(workspace.folder, as)
      // Past the check of every export: a real workbook may have flaws of its own, which stay.
      const answer = await tenure.engine.ask('export.write', { file: fileToken(path), choices })
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
      return path
    }
    const untouched = readFileSync(await write(`untouched ${name}`, nothing))
    const annotated = await write(`annotated ${name}`, {})
    const cell = await editOneCell(tenure)
    const edits = { ...nothing, notes: true, addedColumns: true }
    const edited = cell === undefined ? undefined : await write(`edited ${name}`, edits)
    return { name, untouched, annotated, edited, cell: cell ?? '' }
  }

  /** Types a number over the first number of the workbook, notes why, and computes a column from it. */
  async function editOneCell(tenure: TestEngine): Promise<string | undefined> {
    for (const sheet of (await tenure.ask('project.info', {})).sheets) {
      const column = sheet.columns.find(
        ({ type, sourceColumn }) => type === 'number' && sourceColumn !== undefined,
      )
      if (column?.sourceColumn === undefined || sheet.rowCount === 0) continue
      const { rowIds } = await tenure.ask('sheet.window', {
        sheet: sheet.id,
        view: {},
        firstRow: 0,
        rowCount: 1,
        columns: [column.id],
      })
      const row = rowIds[0]
      if (row === undefined) continue
      await tenure.ask('sheet.apply', {
        command: { type: 'setCells', sheet: sheet.id, cells: [{ row, column: column.id, input: '4711' }] },
      })
      await tenure.ask('sheet.apply', {
        command: { type: 'setNote', sheet: sheet.id, row, column: column.id, text: 'Corrected' },
      })
      await tenure.ask('sheet.apply', {
        command: {
          type: 'insertColumn',
          sheet: sheet.id,
          before: null,
          name: 'twice',
          formula: `=[@[${column.name}]]*2`,
        },
      })
      return `${sheet.name}!${cellAddress(row, column.sourceColumn)}`
    }
    return undefined
  }

  test('comes back byte for byte where nothing is asked for', () => {
    expect(exports.length).toBeGreaterThan(15)
    const changed = exports.filter(
      ({ name, untouched }) => !readFileSync(join(workbookFolder, name)).equals(untouched),
    )
    expect(changed.map(({ name }) => name)).toEqual([])
  })

  test('is a whole package with all annotations and with an edit, and opens in a second reader', async () => {
    const written = exports.flatMap(({ name, annotated, edited }) =>
      [annotated, edited].flatMap((path) => (path === undefined ? [] : [{ name, path }])),
    )
    for (const { name, path } of written) {
      const bytes = new Uint8Array(readFileSync(path))
      const own = new Set(
        (await checkPackage(new Uint8Array(readFileSync(join(workbookFolder, name))))).map(
          ({ message }) => message,
        ),
      )
      const flaws = (await checkPackage(bytes)).filter(({ message }) => !own.has(message))
      expect({ name, flaws }).toEqual({ name, flaws: [] })
      expect(read(bytes, { bookSheets: true }).SheetNames.length).toBeGreaterThan(0)
    }
  })

  test.skipIf(!hasRoundTripCheck)(
    'loses nothing, with one edit and with all annotations',
    async () => {
      const pairs = exports.flatMap(({ name, annotated, edited }) => [
        { name, exported: annotated },
        ...(edited === undefined ? [] : [{ name, exported: edited, isQuick: true }]),
      ])
      const edits = exports.filter(({ edited }) => edited !== undefined)
      expect(edits.length).toBeGreaterThan(8)
      const outcomes = await checkRoundTrips(pairs)
      const losses = outcomes.flatMap(({ name, code, lost, examples }, index) => {
        const isEdited = exports.some(({ edited }) => edited === pairs[index]?.exported)
        const kinds = Object.keys(lost).filter((kind) => !isEdited || !ownChange.test(kind))
        const values = lost['cell:value'] ?? 0
        return kinds.length === 0 && code < 2 && values <= 1 ? [] : [{ name, isEdited, lost, examples }]
      })
      expect(losses).toEqual([])
    },
    240_000,
  )

  test.skipIf(!hasLibreOffice)(
    'opens in LibreOffice with all annotations',
    () => {
      const converted = convertWithLibreOffice(
        exports.map(({ annotated }) => annotated),
        'ods',
      )
      expect(converted.size).toBe(exports.length)
    },
    300_000,
  )
})
