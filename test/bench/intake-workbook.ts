/**
 * Makes the workbook that the intake bench reads: 541,909 invoice lines of 8 columns, the size and shape of the UCI
 * "Online Retail" data set, with text among the numbers of two columns, blanks, dates and shared strings. The same
 * numbers make the same bytes.
 */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { strToU8, Zip, ZipDeflate } from 'fflate'

export const benchRows = 541_909
const rowsPerPiece = 5_000

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

const smallParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
  '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Online Retail" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
}

/** The shared texts: headers, stock codes with a letter, descriptions, countries, cancelled invoices. */
interface SharedTexts {
  readonly items: readonly string[]
  readonly indexOf: ReadonlyMap<string, number>
}

const headers = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
]
const products = 4_000
const countries = [
  'United Kingdom',
  'Germany',
  'France',
  'EIRE',
  'Spain',
  'Netherlands',
  'Belgium',
  'Switzerland',
]
const adjectives = [
  'WHITE',
  'HANGING',
  'METAL',
  'VINTAGE',
  'SET OF 6',
  'RED RETROSPOT',
  'GLASS STAR FROSTED',
  'WOODEN',
]
const nouns = [
  'HEART T-LIGHT HOLDER',
  'LANTERN',
  'CREAM CUPID HEARTS COAT HANGER',
  'CAKE STAND',
  'LUNCH BAG',
  'JUMBO BAG',
]

/** A generator of numbers below one that gives the same ones each time (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const descriptionOf = (product: number): string =>
  `${adjectives[product % adjectives.length]} ${nouns[product % nouns.length]} ${product}`
const codeOf = (product: number): number => 20_000 + product
const hasLetter = (product: number): boolean => product % 10 === 3
const isCancelled = (invoice: number): boolean => invoice % 60 === 7

function sharedTexts(invoices: number): SharedTexts {
  const items = [...headers, ...countries]
  for (let product = 0; product < products; product++) {
    items.push(descriptionOf(product))
    if (hasLetter(product)) items.push(`${codeOf(product)}A`)
  }
  for (let invoice = 0; invoice < invoices; invoice++)
    if (isCancelled(invoice)) items.push(`C${536_365 + invoice}`)
  return { items, indexOf: new Map(items.map((item, index) => [item, index])) }
}

function* sheetPieces(rows: number, texts: SharedTexts): Generator<string> {
  const random = createRandom(20_101_201)
  const text = (address: string, item: string): string =>
    `<c r="${address}" t="s"><v>${texts.indexOf.get(item)}</v></c>`
  yield `${head}<worksheet xmlns="${main}"><dimension ref="A1:H${rows + 1}"/><sheetData><row r="1" spans="1:8">${headers
    .map((header, at) => text(`${'ABCDEFGH'[at]}1`, header))
    .join('')}</row>`
  let piece = ''
  for (let line = 0; line < rows; line++) {
    const row = line + 2
    const invoice = Math.floor(line / 21)
    const product = Math.floor(random() ** 2 * products)
    const quantity = Math.ceil(random() ** 4 * 96) * (isCancelled(invoice) ? -1 : 1)
    const date = 40_513 + ((line / rows) * 373 * 1440 - (((line / rows) * 373 * 1440) % 1)) / 1440
    const customer = invoice % 4 === 1 ? '' : `<c r="G${row}"><v>${12_346 + (invoice % 4_372)}</v></c>`
    piece += `<row r="${row}" spans="1:8">`
    piece += isCancelled(invoice)
      ? text(`A${row}`, `C${536_365 + invoice}`)
      : `<c r="A${row}"><v>${536_365 + invoice}</v></c>`
    piece += hasLetter(product)
      ? text(`B${row}`, `${codeOf(product)}A`)
      : `<c r="B${row}"><v>${codeOf(product)}</v></c>`
    piece += text(`C${row}`, descriptionOf(product))
    piece += `<c r="D${row}"><v>${quantity}</v></c><c r="E${row}" s="1"><v>${date}</v></c>`
    piece += `<c r="F${row}"><v>${Math.ceil(random() ** 3 * 2_000) / 100}</v></c>${customer}`
    piece += `${text(`H${row}`, countries[Math.floor(random() ** 6 * countries.length)] ?? '')}</row>`
    if (line % rowsPerPiece !== rowsPerPiece - 1) continue
    yield piece
    piece = ''
  }
  yield `${piece}</sheetData></worksheet>`
}

/** Writes the workbook; `rows` data rows under one header row. */
export async function makeBenchWorkbook(path: string, rows = benchRows): Promise<void> {
  const file = createWriteStream(path)
  const zip = new Zip((error, bytes) => {
    if (error !== null) file.destroy(error)
    else file.write(bytes)
  })
  const add = (name: string, pieces: Iterable<string>): void => {
    const entry = new ZipDeflate(name, { level: 6 })
    zip.add(entry)
    for (const piece of pieces) entry.push(strToU8(piece))
    entry.push(new Uint8Array(), true)
  }
  const texts = sharedTexts(Math.ceil(rows / 21))
  for (const [name, part] of Object.entries(smallParts)) add(name, [part])
  const items = texts.items.map((item) => `<si><t>${item}</t></si>`).join('')
  add('xl/sharedStrings.xml', [
    `${head}<sst xmlns="${main}" count="${rows * 3}" uniqueCount="${texts.items.length}">${items}</sst>`,
  ])
  add('xl/worksheets/sheet1.xml', sheetPieces(rows, texts))
  zip.end()
  file.end()
  await finished(file)
}
