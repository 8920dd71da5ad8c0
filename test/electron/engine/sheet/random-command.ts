import fc from 'fast-check'
import type { RequestInput } from '#shared/contract/index.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'
import type { TestEngine } from '../engine-fixture.ts'
import { onlySheet } from './sample-sheet.ts'

type Command = RequestInput<'sheet.apply'>['command']

/** Numbers from which a command is made once the sheet that it is to change is known. */
export interface CommandSeed {
  readonly kind: number
  readonly a: number
  readonly b: number
  readonly c: number
  readonly text: string
  readonly other: string
  readonly flag: boolean
}

const input = fc.oneof(
  fc.constantFrom(
    '',
    '5',
    '-3.25',
    '5 %',
    '1,234.5',
    'TRUE',
    '2024-03-31',
    '2024-03-31 10:30',
    '#N/A',
    "'42",
    '007',
    '12e3',
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replace(/^\s*=/, '')),
)

export const commandSeed: fc.Arbitrary<CommandSeed> = fc.record({
  kind: fc.nat(18),
  a: fc.nat(20),
  b: fc.nat(20),
  c: fc.nat(20),
  text: input,
  other: input,
  flag: fc.boolean(),
})

/** Applies what the seed stands for on the sheet as it is now; refusals change nothing and are fine. */
export async function applySeed(tenure: TestEngine, seed: CommandSeed): Promise<void> {
  const info = await tenure.ask('project.info', {})
  const sheet = onlySheet(info.sheets)
  const window = await tenure.ask('sheet.window', {
    sheet: sheet.id,
    view: {},
    firstRow: 0,
    rowCount: 100,
    columns: sheet.columns.map((column) => column.id),
  })
  const command = commandOf(seed, sheet, Array.from(window.rowIds))
  const answer = await tenure.engine.ask('sheet.apply', { command })
  if (!answer.ok && answer.error.code === 'internal')
    throw new Error(`${command.type}: ${answer.error.cause}`)
}

function commandOf(seed: CommandSeed, sheet: SheetInfo, rows: readonly number[]): Command {
  const { a, b, c, text, other, flag } = seed
  const row = rows[a % Math.max(1, rows.length)] ?? 1
  const secondRow = rows[b % Math.max(1, rows.length)] ?? 1
  const columnAt = (index: number): number => sheet.columns[index % sheet.columns.length]?.id ?? 1
  const column = columnAt(b)
  const firstColumn = b % sheet.columns.length
  const target = {
    sheet: sheet.id,
    view: flag ? { sort: [{ column: columnAt(c), descending: a % 2 === 0 }] } : {},
    firstRow: a % Math.max(1, rows.length),
    rowCount: 1 + (c % 4),
    columns: sheet.columns.slice(firstColumn, firstColumn + 1 + (a % 3)).map(({ id }) => Number(id)),
  }
  const name = `N${a}${text.replace(/[^a-z]/gi, '')}`
  const commands: Command[] = [
    {
      type: 'setCells',
      sheet: sheet.id,
      cells: [
        { row, column, input: text },
        { row: secondRow, column: columnAt(c), input: other },
      ],
    },
    {
      type: 'paste',
      target,
      texts: [
        [text, other],
        [other, text],
      ],
      transpose: flag,
    },
    { type: 'paste', target, texts: [[text]] },
    { type: 'addRow', sheet: sheet.id, cells: [{ column, input: text }] },
    {
      type: 'moveCells',
      source: target,
      target: { ...target, firstRow: b % Math.max(1, rows.length), columns: [column] },
    },
    { type: 'clear', target },
    {
      type: 'fill',
      target,
      direction: (['down', 'right', 'up', 'left'] as const)[c % 4] ?? 'down',
      sourceCount: 1 + (b % 2),
      series: a % 2 === 0,
    },
    { type: 'insertRows', sheet: sheet.id, before: flag ? row : null, count: 1 + (c % 3) },
    {
      type: 'deleteRows',
      sheet: sheet.id,
      rows: flag ? [row, secondRow] : rows.slice(a % 5, (a % 5) + 2).concat(row),
    },
    {
      type: 'insertColumn',
      sheet: sheet.id,
      before: flag ? column : null,
      name,
      ...(c % 2 === 0 ? { formula: '=[@MRR]*12' } : {}),
    },
    { type: 'deleteColumns', sheet: sheet.id, columns: [column] },
    { type: 'renameColumn', sheet: sheet.id, column, name },
    {
      type: 'moveColumn',
      sheet: sheet.id,
      column,
      ...(a % 2 === 0 ? { others: [columnAt(a)] } : {}),
      before: flag ? columnAt(c) : null,
    },
    {
      type: 'formatColumn',
      sheet: sheet.id,
      column,
      numberFormat: flag ? '0.00' : null,
      hidden: flag,
    },
    {
      type: 'setColumnWidths',
      sheet: sheet.id,
      widths: [
        { column, width: 5 + c },
        { column: columnAt(c), width: 9 },
      ],
    },
    { type: 'setHeaderRow', sheet: sheet.id, headerRow: a % 7 },
    { type: 'renameSheet', sheet: sheet.id, name: name.slice(0, 31) },
    { type: 'setNote', sheet: sheet.id, row, column, text },
    { type: 'highlight', target, color: flag ? 'yellow' : 'none' },
    {
      type: 'replace',
      search: {
        text: flag ? 'a' : '0',
        matchCase: false,
        wholeCell: c % 2 === 0,
        regularExpression: false,
        sheets: [sheet.id],
      },
      replacement: other,
    },
  ]
  return commands[seed.kind % commands.length] ?? { type: 'clear', target }
}
