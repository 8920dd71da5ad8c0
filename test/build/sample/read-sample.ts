import exceljs from 'exceljs'

/** A reader of the sample for its tests: sheets as records by header, and the typed values behind their spellings. */

export type CellContent = string | number | boolean | Date | undefined
export type SheetRow = Readonly<Record<string, CellContent>>

export async function openWorkbook(path: string): Promise<exceljs.Workbook> {
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(path)
  return workbook
}

export function worksheetOf(workbook: exceljs.Workbook, name: string): exceljs.Worksheet {
  const worksheet = workbook.getWorksheet(name)
  if (worksheet === undefined) throw new Error(`no sheet ${name}`)
  return worksheet
}

export function headersOf(worksheet: exceljs.Worksheet, headerRow: number): string[] {
  const headers: string[] = []
  worksheet.getRow(headerRow).eachCell((cell) => headers.push(String(contentOf(cell.value))))
  return headers
}

/** Every row below the header, formulas by their stored results. */
export function rowsOf(worksheet: exceljs.Worksheet, headerRow = 1): SheetRow[] {
  const headers = headersOf(worksheet, headerRow)
  const rows: SheetRow[] = []
  worksheet.eachRow((row, number) => {
    if (number <= headerRow) return
    const entries = headers.map((header, index) => [header, contentOf(row.getCell(index + 1).value)] as const)
    rows.push(Object.fromEntries(entries))
  })
  return rows
}

function contentOf(value: exceljs.CellValue): CellContent {
  if (value === null || value === undefined) return undefined
  if (typeof value !== 'object' || value instanceof Date) return value
  if ('result' in value) return contentOf(value.result)
  throw new Error(`unexpected cell: ${JSON.stringify(value)}`)
}

/** The first row of each id: later ones are copies or newer versions. */
export function firstById(rows: readonly SheetRow[], idHeader: string): SheetRow[] {
  const byId = new Map<CellContent, SheetRow>()
  for (const row of rows) if (!byId.has(row[idHeader])) byId.set(row[idHeader], row)
  return [...byId.values()]
}

export function withoutExactCopies(rows: readonly SheetRow[]): SheetRow[] {
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()]
}

/** Milliseconds since 1970 of a date cell in any of the sample's spellings; undefined for blank and "N/A". */
export function momentOf(content: CellContent): number | undefined {
  if (content instanceof Date) return Math.round(content.getTime() / 1_000) * 1_000
  if (typeof content !== 'string' || content === 'N/A') return undefined
  const [, day, month, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(content) ?? []
  const text = year === undefined ? content : `${year}-${month}-${day}`
  const moment = Date.parse(
    `${text.includes('-') ? text.replace(' ', 'T') : text}${text.includes(':') ? 'Z' : ' UTC'}`,
  )
  if (Number.isNaN(moment)) throw new Error(`unexpected date: ${content}`)
  return moment
}

/** A number in any of the sample's spellings; undefined for blank and "N/A". */
export function numberOf(content: CellContent): number | undefined {
  if (typeof content === 'number') return content
  if (typeof content !== 'string' || content === 'N/A') return undefined
  const number = Number(content.replace(/[$,]/g, ''))
  if (Number.isNaN(number)) throw new Error(`unexpected number: ${content}`)
  return number
}

export function monthOf(content: CellContent): string | undefined {
  const moment = momentOf(content)
  return moment === undefined ? undefined : new Date(moment).toISOString().slice(0, 7)
}

/** The month that many months later. */
export function monthAfter(month: string, months = 1): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

export const startOfMonth = (month: string): number => Date.parse(`${month}-01T00:00:00Z`)

export const wordOf = (content: CellContent): string | undefined =>
  typeof content === 'string' ? content.trim().toLowerCase() : undefined
