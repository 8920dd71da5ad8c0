import { CFB, utils, write } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { cellsOf } from './cells.ts'
import { temporaryFile } from './packages.ts'

/** A record of a .xls workbook: type, length, content. */
const record = (type: number, ...content: readonly number[]): Buffer =>
  Buffer.from([type & 255, type >> 8, content.length & 255, content.length >> 8, ...content])

const recordTypes = { endOfPart: 0x0a, sheetPlace: 0x85, number: 0x203 }

/** A .xls of one cell, A1 = 7, with a record put in before the first one of a type. */
function workbookWith(inserted: Buffer, before: number): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([[7]]), 'Data')
  const container = CFB.read(write(book, { bookType: 'biff8', type: 'buffer' }), { type: 'buffer' })
  const stream = CFB.find(container, 'Workbook')
  if (stream === null) throw new Error('no stream of records')
  const records = Buffer.from(stream.content)
  let at = 0
  for (let type = records.readUInt16LE(at); type !== before; type = records.readUInt16LE(at)) {
    if (type === recordTypes.sheetPlace && before === recordTypes.endOfPart) {
      records.writeUInt32LE(records.readUInt32LE(at + 4) + inserted.length, at + 4)
    }
    at += 4 + records.readUInt16LE(at + 2)
  }
  stream.content = Buffer.concat([records.subarray(0, at), inserted, records.subarray(at)])
  stream.size = stream.content.length
  return CFB.write(container, { type: 'buffer' }) as Buffer
}

test('a name that stands for a number is no reason to refuse the file', async () => {
  const name = [...Buffer.from('rate')]
  const integer = [0x1e, 5, 0]
  const definedName = record(
    0x18,
    0,
    0,
    0,
    name.length,
    integer.length,
    ...new Array<number>(10).fill(0),
    ...name,
    ...integer,
  )
  const path = await temporaryFile('book.xls', workbookWith(definedName, recordTypes.endOfPart))
  expect(await cellsOf(path)).toEqual({ Data: { A1: 'number 7' } })
})

test('a formula that the library cannot spell, of labels as Excel 97 had them, still has its value', async () => {
  const label = [0x18, 0x0a, 0, 0, 0, 0]
  const place = [1, 0, 0, 0, 0, 0]
  const value = [0, 0, 0, 0, 0, 0, 0x45, 0x40]
  const formula = record(0x06, ...place, ...value, 0, 0, 0, 0, 0, 0, label.length, 0, ...label)
  const path = await temporaryFile('book.xls', workbookWith(formula, recordTypes.number))
  expect(await cellsOf(path)).toEqual({ Data: { A1: 'number 7', A2: 'number 42' } })
})
