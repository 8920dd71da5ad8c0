/** Answers that no formula can give, as values beside the question that they answer. */
import type { Worksheet } from 'exceljs'
import type { ReplyInput } from '#shared/contract/index.ts'
import { type OutputName, outputSchema, type WhatIf } from '#shared/domain/scenario.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import { USUAL_SWING } from '#shared/models/questions/tornado.ts'
import { sheetReference } from '../data/data-places.ts'
import type { ChartSpec } from '../package/charts.ts'
import { exactMoney, fitRow, headerRow, mutedFont, sectionFont } from '../report/styles.ts'
import { driverFormats, outputLabels, writeAnswer } from './cells.ts'

type Reply = ReplyInput<'scenario.whatIf'>

const wayOut = (output: string): readonly [string, string] => {
  const known = outputSchema.safeParse(output)
  return known.success ? outputLabels[known.data] : [output, 'General']
}

function section(sheet: Worksheet, row: number, title: string, note: string): void {
  sheet.getCell(row, 1).value = title
  sheet.getCell(row, 1).font = sectionFont
  sheet.getCell(row + 1, 1).value = note
  sheet.getCell(row + 1, 1).font = mutedFont
}

/** Each question in a sentence, with the value that answers it; returns the first free row below. */
export function writeGoalSeek(sheet: Worksheet, row: number, answers: Reply['goalSeek']): number {
  if (answers.length === 0) return row
  section(sheet, row, 'Goal seek', 'Which value of a driver, in all months, makes an output reach a target.')
  headerRow(
    sheet,
    row + 2,
    ['Question', 'Driver', 'Value', 'Output', 'Target', 'Nearest', 'Its output', 'Remark'],
    (column) => [3, 5, 6, 7].includes(column),
  )
  answers.forEach(({ driver, output, target, value, reason, nearest, scenario }, index) => {
    const at = row + 3 + index
    const [label, format] = wayOut(output)
    const { label: name, kind } = DRIVER_FACTS[driver]
    writeAnswer(
      sheet.getCell(at, 1),
      `Which value of “${name}” makes “${label}” reach the target${scenario === undefined ? '' : ` in ${scenario}`}?`,
    )
    writeAnswer(sheet.getCell(at, 2), name)
    writeAnswer(sheet.getCell(at, 3), value ?? 'none', driverFormats[kind])
    writeAnswer(sheet.getCell(at, 4), label)
    writeAnswer(sheet.getCell(at, 5), target, format)
    writeAnswer(sheet.getCell(at, 6), nearest?.value ?? null, driverFormats[kind])
    writeAnswer(sheet.getCell(at, 7), nearest?.output ?? null, format)
    writeAnswer(sheet.getCell(at, 8), reason ?? '')
    for (const column of [2, 3, 5, 6, 7]) sheet.getCell(at, column).alignment = { vertical: 'top' }
    sheet.getCell(at, 1).alignment = { wrapText: true, vertical: 'top' }
    sheet.getCell(at, 4).alignment = { horizontal: 'left', vertical: 'top', indent: 1 }
    sheet.getCell(at, 8).alignment = { horizontal: 'left', vertical: 'top', wrapText: true, indent: 1 }
    fitRow(sheet, at, [44, 16, 16, 16, 16, 16, 16, 16])
  })
  return row + 4 + answers.length
}

/** Every driver moved down and up, the most telling first, with a chart of what that does to the output. */
export function writeTornado(
  sheet: Worksheet,
  row: number,
  bars: Reply['sensitivity'],
  question: WhatIf['tornado'],
  sheetName: string,
): { readonly nextRow: number; readonly charts: readonly ChartSpec[] } {
  if (bars.length === 0 || question === undefined) return { nextRow: row, charts: [] }
  const [label, format] = outputLabels[question.output]
  const about = question.scenario === undefined ? '' : ` in ${question.scenario}`
  const reach = reachOf(question)
  section(sheet, row, `What moves ${label}${about}`, `${reach} Values as of the export.`)
  headerRow(
    sheet,
    row + 2,
    ['Driver', 'Low', 'High', `${label} at low`, `${label} at high`, 'Between them'],
    (column) => column > 1,
  )
  bars.forEach(({ driver, low, high }, index) => {
    const at = row + 3 + index
    const { label: name, kind } = DRIVER_FACTS[driver]
    writeAnswer(sheet.getCell(at, 1), name)
    writeAnswer(sheet.getCell(at, 2), low.value, driverFormats[kind])
    writeAnswer(sheet.getCell(at, 3), high.value, driverFormats[kind])
    writeAnswer(sheet.getCell(at, 4), low.output, format)
    writeAnswer(sheet.getCell(at, 5), high.output, format)
    const between = low.output === null || high.output === null ? '' : Math.abs(high.output - low.output)
    writeAnswer(sheet.getCell(at, 6), { formula: `IFERROR(ABS(E${at}-D${at}),"")`, result: between }, format)
  })
  const [first, last] = [row + 3, row + 2 + bars.length]
  const range = (letter: string) => `${sheetReference(sheetName)}!$${letter}$${first}:$${letter}$${last}`
  const chartRows = Math.max(12, bars.length + 4)
  const chart: ChartSpec = {
    sheet: sheetName,
    area: { firstColumn: 8, firstRow: row, lastColumn: 12, lastRow: row + chartRows },
    kind: 'bar',
    isFromZero: true,
    title: `What moves ${label}${about}`,
    valueFormat: format,
    description: `How far each driver moves ${label}, from the most to the least`,
    series: [
      {
        name: { text: `${label} between low and high` },
        categories: range('A'),
        categoryKind: 'text',
        values: range('F'),
        color: '1F62C4',
      },
    ],
  }
  return { nextRow: row + chartRows + 2, charts: [chart] }
}

function reachOf({ swing = USUAL_SWING, own }: NonNullable<WhatIf['tornado']>): string {
  const share = `${Number((swing * 100).toPrecision(6))} %`
  return own === true
    ? `Measured drivers are moved by their own intervals, the others by ${share}.`
    : `Each driver is moved by ${share}.`
}

/** What a programme that lowers churn may cost. */
export function writeBreakEven(sheet: Worksheet, row: number, answer: Reply['breakEven']): number {
  if (answer === undefined) return row
  const points = `${Number((answer.churnReduction * 100).toPrecision(6))} points`
  section(
    sheet,
    row,
    'Break-even',
    `What a programme that lowers churn by ${points} may cost. Values as of the export.`,
  )
  const lines: readonly (readonly [string, number | null | undefined])[] = [
    ['Once for each customer of today, at most', answer.perCustomer],
    ['For each customer and month, at most', answer.perCustomerMonth],
    ['Contribution gained, discounted', answer.gain],
    ['CLV gained', answer.gainInClv],
  ]
  lines.forEach(([label, value], index) => {
    writeAnswer(sheet.getCell(row + 2 + index, 1), label)
    writeAnswer(sheet.getCell(row + 2 + index, 2), value ?? null, exactMoney)
  })
  if (answer.reason !== undefined) writeAnswer(sheet.getCell(row + 6, 1), answer.reason)
  return row + 8
}

const percentiles = ['p5', 'p25', 'p50', 'p75', 'p95'] as const

/** Each output over the runs: mean, spread and percentiles, with the seed that repeats them. */
export function writeSimulation(sheet: Worksheet, row: number, answer: Reply['simulation']): number {
  const { runs, seed, leftOut, scenario, kpis, target } = answer ?? {}
  if (runs === undefined || kpis === undefined) return row
  const out =
    leftOut === undefined || leftOut === 0
      ? ''
      : ` ${leftOut} runs made no possible business and are left out.`
  section(
    sheet,
    row,
    `Simulation: ${scenario ?? 'Baseline'}`,
    `${runs.toLocaleString('en-US')} runs with seed ${seed}; the same seed gives the same figures.${out}`,
  )
  headerRow(
    sheet,
    row + 2,
    ['Output', 'Mean', 'Spread', ...percentiles.map((p) => `${p.slice(1)} %`), 'Without value'],
    (column) => column > 1,
  )
  const entries = Object.entries(kpis)
  entries.forEach(([output, figures], index) => {
    const at = row + 3 + index
    const [label, format] = wayOut(output)
    if (figures === undefined) return
    writeAnswer(sheet.getCell(at, 1), label)
    writeAnswer(sheet.getCell(at, 2), figures.mean, format)
    writeAnswer(sheet.getCell(at, 3), figures.standardDeviation, format)
    percentiles.forEach((percentile, place) => {
      writeAnswer(sheet.getCell(at, 4 + place), figures[percentile], format)
    })
    writeAnswer(sheet.getCell(at, 9), figures.withoutValue, '#,##0')
  })
  const last = row + 3 + entries.length
  if (target === undefined) return last + 1
  const [label, format] = outputLabels[target.output satisfies OutputName]
  writeAnswer(sheet.getCell(last + 1, 1), `Chance that ${label} reaches`)
  writeAnswer(sheet.getCell(last + 1, 2), target.value, format)
  writeAnswer(sheet.getCell(last + 1, 3), target.probability, '0.0%')
  writeAnswer(
    sheet.getCell(last + 1, 4),
    `95 %: ${(target.lower * 100).toFixed(1)} to ${(target.upper * 100).toFixed(1)} %`,
  )
  sheet.getCell(last + 1, 4).alignment = { horizontal: 'left', indent: 1 }
  return last + 3
}
