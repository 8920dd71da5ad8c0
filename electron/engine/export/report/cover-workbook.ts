import type { SourceInfo } from '#shared/domain/sheet.ts'
import { newWorkbook } from '../new-workbook.ts'
import { withoutTimes } from '../package/zip-stamp.ts'
import { bodyFont, dressSheet, mutedFont } from './styles.ts'

/** A workbook for a report without data: one sheet that says which files it is about. */
export async function coverWorkbook(sources: readonly SourceInfo[], version: string): Promise<Uint8Array> {
  const workbook = await newWorkbook()
  const sheet = workbook.addWorksheet('Tenure', { views: [{ showGridLines: false }] })
  dressSheet(
    sheet,
    'Customer-success figures',
    `Made by Tenure ${version}, without the data sheets.`,
    [40, 80],
  )
  sources.forEach(({ name, sha256 }, index) => {
    sheet.getCell(4 + index, 1).value = name
    sheet.getCell(4 + index, 1).font = bodyFont
    sheet.getCell(4 + index, 2).value = `SHA-256 ${sha256}`
    sheet.getCell(4 + index, 2).font = mutedFont
  })
  return withoutTimes(new Uint8Array(await workbook.xlsx.writeBuffer()))
}
