import type { Worksheet } from 'exceljs'
import { ruleWords } from '#shared/domain/rule-words.ts'
import { DRIVER_FACTS } from '#shared/models/projection/drivers.ts'
import type { Case } from '../../scenario/what-if/cases.ts'
import { sheetReference } from '../data/data-places.ts'
import { bodyFont, headerRow, sectionFont } from '../report/styles.ts'
import type { LeverCells } from './case-cells.ts'
import { writeInput } from './cells.ts'

export interface WrittenLevers {
  /** One list a case, in the order of the cases. */
  readonly ofCase: readonly (readonly LeverCells[])[]
  /** The first free row below, with one left blank. */
  readonly nextRow: number
}

export const leverTitles = [
  'Scenario',
  'Driver',
  'Change',
  'Value',
  'From month',
  'To month',
  'Eased in over',
  'Segment',
]

/**
 * The changes of every scenario, each with the cells that say how large it is and when it works. Row rules stand below in
 * words: they changed the data that the drivers were measured from, which no cell here can do.
 */
export function writeLevers(
  sheet: Worksheet,
  firstRow: number,
  cases: readonly Case[],
  months: number,
): WrittenLevers {
  sheet.getCell(firstRow, 1).value = 'Changes of the scenarios'
  sheet.getCell(firstRow, 1).font = sectionFont
  headerRow(sheet, firstRow + 1, leverTitles, (column) => column >= 4 && column <= 7)
  const cellOf = (letter: string, row: number) => `${sheetReference(sheet.name)}!$${letter}$${row}`
  let row = firstRow + 2
  const ofCase = cases.map(({ name, levers }) =>
    levers.map((lever): LeverCells => {
      const texts = [name, DRIVER_FACTS[lever.driver].label, lever.op]
      texts.forEach((text, index) => {
        sheet.getCell(row, index + 1).value = text
        sheet.getCell(row, index + 1).font = bodyFont
      })
      const numbers = [lever.value, lever.from ?? 1, lever.to ?? months, lever.ramp ?? 0]
      numbers.forEach((value, index) => {
        writeInput(sheet.getCell(row, index + 4), value)
      })
      sheet.getCell(row, 8).value = lever.segment ?? ''
      sheet.getCell(row, 8).font = bodyFont
      const at = row
      row += 1
      return {
        lever,
        value: cellOf('D', at),
        from: cellOf('E', at),
        to: cellOf('F', at),
        ramp: cellOf('G', at),
      }
    }),
  )
  for (const { name, rules } of cases)
    for (const rule of rules) {
      const texts = [name, 'Rows', ruleWords(rule)]
      texts.forEach((text, index) => {
        sheet.getCell(row, index + 1).value = text
        sheet.getCell(row, index + 1).font = bodyFont
      })
      row += 1
    }
  return { ofCase, nextRow: row + 1 }
}
