import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { onTestFinished } from 'vitest'

/** Hand-written parts of a workbook, by name; what is not given is made in the plainest form. */
export type Parts = Readonly<Record<string, string | Uint8Array>>

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** A worksheet part around the rows (or whatever stands in place of `<sheetData>`). */
export const worksheet = (rows: string, after = '', before = ''): string =>
  `<worksheet xmlns="${main}" xmlns:r="${office}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`

export const relationships = (
  entries: readonly (readonly [id: string, type: string, target: string])[],
): string =>
  `<Relationships xmlns="${packageRelations}">${entries
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

const plainParts: Parts = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
  '_rels/.rels': relationships([['rId1', 'officeDocument', 'xl/workbook.xml']]),
  'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relationships([
    ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
    ['rId2', 'sharedStrings', 'sharedStrings.xml'],
    ['rId3', 'styles', 'styles.xml'],
  ]),
}

/** The bytes of an .xlsx with these parts. */
export function workbookBytes(parts: Parts): Uint8Array {
  const all = { ...plainParts, ...parts }
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  )
}

/** Writes bytes to a file of their own, which is gone after the test. */
export async function temporaryFile(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, bytes)
  return path
}

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tenure-intake-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A workbook of one sheet with these rows, and the parts around it. */
export const workbookFile = (rows: string, parts: Parts = {}): Promise<string> =>
  temporaryFile('book.xlsx', workbookBytes({ 'xl/worksheets/sheet1.xml': worksheet(rows), ...parts }))
