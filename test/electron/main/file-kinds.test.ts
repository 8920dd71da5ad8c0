import { describe, expect, it } from 'vitest'
import { openFilters, safeFileName, withExtension } from '#electron/main/file-kinds.ts'
import { sourceFormats } from '#shared/domain/sheet.ts'

describe('file kinds', () => {
  it('offer every format that can be read', () => {
    const [everything] = openFilters.workbook
    expect(everything?.extensions).toEqual(expect.arrayContaining([...sourceFormats, 'tsv', 'tenure']))
  })

  it('add their ending only where none fits', () => {
    expect(withExtension('/x/out', 'workbook')).toBe('/x/out.xlsx')
    expect(withExtension('/x/out.XLSM', 'workbook')).toBe('/x/out.XLSM')
    expect(withExtension('/x/v1.2', 'project')).toBe('/x/v1.2.tenure')
  })

  it('make a suggestion a mere file name', () => {
    expect(safeFileName('Q1: churn? "final".xlsx')).toBe('Q1- churn- -final-.xlsx')
    expect(safeFileName('../../etc/passwd')).toBe('passwd')
    expect(safeFileName('C:\\secret\\x.csv')).toBe('x.csv')
    expect(safeFileName('..')).toBe('Untitled')
    expect(safeFileName('  ')).toBe('Untitled')
  })
})
