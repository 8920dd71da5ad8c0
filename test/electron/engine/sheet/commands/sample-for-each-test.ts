import { afterEach, beforeEach } from 'vitest'
import type { ReplyOf, RequestInput } from '#shared/contract/index.ts'
import type { Block } from '#shared/contract/sheet.ts'
import { cellAt } from '#shared/domain/cell.ts'
import type { ColumnInfo, SheetInfo } from '#shared/domain/sheet.ts'
import { startEngine, type TestEngine } from '../../engine-fixture.ts'
import { onlySheet, openSample } from '../sample-sheet.ts'

type Command = RequestInput<'sheet.apply'>['command']

/** The sample sheet in an engine of its own for each test of a file, and what the tests of commands do with it. */
export interface Sample {
  readonly tenure: TestEngine
  /** As the test knows it; `texts` looks again. */
  sheet: SheetInfo
  readonly apply: (command: Command) => Promise<ReplyOf<'sheet.apply'>>
  readonly columnOf: (name: string) => ColumnInfo['id']
  readonly block: (firstRow: number, rowCount: number, ...names: string[]) => Block
  /** The texts of a column from the first row down, errors and blanks as they show. */
  readonly texts: (name: string) => Promise<string[]>
  readonly typeOf: (name: string) => ColumnInfo['type'] | undefined
}

/**
 * What the commands do, read from the sheet's own cells. The sample's data rows have the ids 4 to 10; row 8 is blank.
 *   4 A-1 Ada 10   | 5 7 Bob 20.5 | 6 '007 - - | 7 12.25 dora 5 | 9 A-2 Eve 1000 | 10 B-1 Ünal 0
 */
export function sampleForEachTest(): Sample {
  let tenure: TestEngine
  let sheet: SheetInfo
  beforeEach(async () => {
    tenure = await startEngine()
    sheet = await openSample(tenure)
  })
  afterEach(() => tenure.dispose())

  const columnNamed = (name: string) => sheet.columns.find((column) => column.name === name)

  const columnOf: Sample['columnOf'] = (name) => {
    const column = columnNamed(name)
    if (column === undefined) throw new Error(`no column ${name}`)
    return column.id
  }

  const block: Sample['block'] = (firstRow, rowCount, ...names) => ({
    sheet: sheet.id,
    view: { sort: [], filters: [] },
    firstRow,
    rowCount,
    columns: names.map(columnOf),
  })

  return {
    get tenure() {
      return tenure
    },
    get sheet() {
      return sheet
    },
    set sheet(next) {
      sheet = next
    },
    apply: (command) => tenure.ask('sheet.apply', { command }),
    columnOf,
    block,
    texts: async (name) => {
      sheet = onlySheet((await tenure.ask('project.info', {})).sheets)
      const window = await tenure.ask('sheet.window', block(0, 50, name))
      const [column] = window.columns
      if (column === undefined) throw new Error('no column came back')
      return Array.from(window.rowIds, (_, index) => {
        const cell = cellAt(column, index)
        if (cell.kind === 'blank') return ''
        return cell.kind === 'date' ? new Date(cell.value).toISOString().slice(0, 10) : String(cell.value)
      })
    },
    typeOf: (name) => columnNamed(name)?.type,
  }
}
