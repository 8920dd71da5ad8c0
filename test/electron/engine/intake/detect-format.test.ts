import { expect, test } from 'vitest'
import { packageFormat } from '#electron/engine/intake/detect-format.ts'

const binary = 'application/vnd.ms-excel.sheet.binary.macroEnabled.main'

test('a binary workbook is told by its workbook part, not by a type that is said of an extension', () => {
  const types = `<Types><Default Extension="bin" ContentType="${binary}"/></Types>`
  expect(packageFormat(['xl/workbook.xml'], types)).toBe('xlsx')
  expect(packageFormat(['xl/workbook.bin'], types)).toBe('xlsb')
  const own = `<Types><Override PartName="/book.bin" ContentType="${binary}"/></Types>`
  expect(packageFormat(['book.bin'], own)).toBe('xlsb')
})
