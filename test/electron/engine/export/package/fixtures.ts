/** Small workbooks written by hand, so that a test shows what is odd in them, and readers that this project did not write. */

import { read } from '@e965/xlsx'
import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { checkPackage } from '#electron/engine/export/package/check-package.ts'
import { type Graft, graft } from '#electron/engine/export/package/graft.ts'
import type { WorkbookChanges } from '#electron/engine/export/package/workbook-changes.ts'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelationships = 'http://schemas.openxmlformats.org/package/2006/relationships'
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export interface FixtureSheet {
  readonly name: string
  /** The content of `<sheetData>`. */
  readonly rows: string
  readonly before?: string
  readonly after?: string
  /** The whole part, in place of `rows`. */
  readonly xml?: string
  /** Kind and target of relationships: rId1, rId2, ... */
  readonly relationships?: readonly (readonly [string, string])[]
}

export interface Fixture {
  readonly sheets: readonly FixtureSheet[]
  readonly styles?: string
  /** Elements of the workbook part after the sheets. */
  readonly workbook?: string
  /** Further parts, without the leading slash, with their content types. */
  readonly parts?: readonly { readonly name: string; readonly text: string; readonly type: string }[]
  /** Rewrites each part's name and text, to make other spellings of the same workbook. */
  readonly respell?: (name: string, text: string) => readonly [string, string]
}

const relationshipsXml = (entries: readonly (readonly [string, string])[]): string =>
  `<Relationships xmlns="${packageRelationships}">${entries
    .map(
      ([kind, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${relationships}/${kind}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

export const sheetXml = ({
  rows,
  before = '',
  after = '',
}: Pick<FixtureSheet, 'rows' | 'before' | 'after'>): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="${main}" xmlns:r="${relationships}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`

/** The bytes of a workbook. */
export function workbookBytes(fixture: Fixture): Uint8Array {
  const { sheets, styles, workbook = '', parts = [], respell } = fixture
  const texts = new Map<string, string>()
  const overrides: string[] = []
  const add = (name: string, text: string, type?: string): void => {
    texts.set(name, text)
    if (type !== undefined) overrides.push(`<Override PartName="/${name}" ContentType="${type}"/>`)
  }
  add('_rels/.rels', relationshipsXml([['officeDocument', 'xl/workbook.xml']]))
  const listed = sheets
    .map(({ name }, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join('')
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${listed}</sheets>${workbook}</workbook>`,
    `${spreadsheet}.sheet.main+xml`,
  )
  add(
    'xl/_rels/workbook.xml.rels',
    relationshipsXml([
      ...sheets.map((_sheet, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
      ...(styles === undefined ? [] : [['styles', 'styles.xml'] as const]),
    ]),
  )
  if (styles !== undefined) add('xl/styles.xml', styles, `${spreadsheet}.styles+xml`)
  sheets.forEach((sheet, index) => {
    const name = `sheet${index + 1}.xml`
    add(`xl/worksheets/${name}`, sheet.xml ?? sheetXml(sheet), `${spreadsheet}.worksheet+xml`)
    if (sheet.relationships !== undefined) {
      add(`xl/worksheets/_rels/${name}.rels`, relationshipsXml(sheet.relationships))
    }
  })
  for (const { name, text, type } of parts) add(name, text, type)
  texts.set(
    '[Content_Types].xml',
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
  )
  const files: Zippable = {}
  for (const [name, text] of texts) {
    const [spelled, content] = respell?.(name, text) ?? [name, text]
    files[spelled] = strToU8(content)
  }
  return zipSync(files, { mtime: new Date(2024, 0, 1) })
}

/** One sheet named Data. */
export const oneSheet = (
  rows: string,
  rest: Omit<FixtureSheet, 'name' | 'rows'> = {},
  book: Omit<Fixture, 'sheets'> = {},
): Uint8Array => workbookBytes({ ...book, sheets: [{ name: 'Data', rows, ...rest }] })

export const styles = (cellFormats: string, numberFormats = ''): string =>
  `<styleSheet xmlns="${main}">${numberFormats}<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cellFormats.split('<xf').length - 1}">${cellFormats}</cellXfs></styleSheet>`

export interface Exported extends Graft {
  readonly bytes: Uint8Array
  /** A part's text, by its name without the leading slash. */
  text(part: string): string
  has(part: string): boolean
  /** The cells that an independent reader finds. */
  cell(
    sheet: string,
    address: string,
  ): { v?: unknown; f?: string; t?: string; c?: readonly { t?: string }[] } | undefined
}

/** Grafts, and expects the outcome to be a whole package. */
export async function exported(original: Uint8Array, changes: WorkbookChanges): Promise<Exported> {
  const result = await graft(original, changes)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message} ${result.error.cause ?? ''}`)
  const bytes = Buffer.concat(result.value.chunks)
  const flaws = (await checkPackage(bytes)).map(({ message }) => message)
  if (flaws.length > 0) throw new Error(`not a whole package: ${flaws.join('; ')}`)
  const parts = unzipSync(bytes)
  const book = read(bytes, { cellFormula: true, cellNF: true })
  return {
    ...result.value,
    bytes,
    text: (part) => new TextDecoder().decode(parts[part] ?? new Uint8Array()),
    has: (part) => parts[part] !== undefined,
    cell: (sheet, address) => {
      const found: unknown = book.Sheets[sheet]?.[address]
      return typeof found === 'object' && found !== null ? found : undefined
    },
  }
}

/** The refusal of a graft that must fail. */
export async function refusalOf(original: Uint8Array, changes: WorkbookChanges): Promise<string> {
  const result = await graft(original, changes)
  return result.ok ? 'accepted' : result.error.code
}

export const number = (value: number) => ({ kind: 'number', value }) as const
export const text = (value: string) => ({ kind: 'text', value }) as const
