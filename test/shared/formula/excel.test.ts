import { describe, expect, test } from 'vitest'
import type { FieldType } from '#shared/domain/kind.ts'
import type { Result } from '#shared/domain/result.ts'
import { toExcel } from '#shared/formula/excel.ts'
import type { ExcelFormula, ExcelObstacle, ExcelReferences } from '#shared/formula/excel-context.ts'
import { rowToExcel } from '#shared/formula/excel-row.ts'
import { parse } from '#shared/formula/parse.ts'
import type { FormulaNode } from '#shared/formula/tree.ts'

const columns: Readonly<Record<string, { letter: string; type: FieldType; computed?: boolean }>> = {
  status: { letter: 'A', type: 'text' },
  amount: { letter: 'B', type: 'number' },
  at: { letter: 'C', type: 'datetime' },
  hours: { letter: 'D', type: 'number', computed: true },
}

const references: ExcelReferences = {
  column: (_, field) => {
    const column = columns[field]
    if (column === undefined) return undefined
    const range = `T!$${column.letter}$2:$${column.letter}$9`
    return { range, type: column.type, computed: column.computed === true }
  },
  rows: () => 'T!$A$2:$A$9',
  name: (name) => (name === 'unknown' ? undefined : `N!$${name.charAt(0).toUpperCase()}$1`),
}

function nodeOf(text: string): FormulaNode {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

const written = (result: Result<ExcelFormula, ExcelObstacle>): string =>
  result.ok
    ? `${result.value.array ? '{array} ' : ''}${result.value.formula}`
    : `not possible: ${result.error.message}`

describe('aggregates become functions over ranges', () => {
  test.each([
    ['lost/customers*100', 'N!$L$1/N!$C$1*100'],
    ['SUM(t[amount])', 'SUM(T!$B$2:$B$9)'],
    ['ROWS(t[amount])', 'ROWS(T!$A$2:$A$9)'],
    ['COUNTIFS(t[status],"solved")', 'COUNTIFS(T!$A$2:$A$9,"solved")'],
    ['COUNTIFS(t[amount],">=2.5")', 'COUNTIFS(T!$B$2:$B$9,">="&2.5)'],
    ['COUNTIFS(t[at],">=2024-01-31")', 'COUNTIFS(T!$C$2:$C$9,">="&DATE(2024,1,31))'],
    ['COUNTIFS(t[at],">="&period+1)', 'COUNTIFS(T!$C$2:$C$9,">="&(N!$P$1+1))'],
    ['MAXIFS(t[amount],t[status],"<>x")', '_xlfn.MAXIFS(T!$B$2:$B$9,T!$A$2:$A$9,"<>x")'],
    [
      'MEDIANIFS(t[amount],t[status],"so*")',
      '{array} MEDIAN(IF((ISTEXT(T!$A$2:$A$9)*(LEFT(T!$A$2:$A$9,2)="so"))*ISNUMBER(T!$B$2:$B$9),T!$B$2:$B$9))',
    ],
    ['IFS(lost>1,2,lost>0,1)', 'IF(N!$L$1>1,2,IF(N!$L$1>0,1,NA()))'],
    ['-(5%)', '-(5%)'],
  ])('%s', (text, expected) => {
    expect(written(toExcel(nodeOf(text), references))).toBe(expected)
  })

  test('cells that are formulas hold empty texts for blanks, and are not counted as filled', () => {
    expect(written(toExcel(nodeOf('COUNTIFS(t[hours],"<>")'), references))).toBe(
      'COUNTIFS(T!$D$2:$D$9,">=-1E+307")',
    )
    expect(written(toExcel(nodeOf('COUNTA(t[hours])'), references))).toBe('COUNT(T!$D$2:$D$9)')
  })

  test('counting different values says that it takes time', () => {
    const result = toExcel(nodeOf('COUNTUNIQUE(t[status])'), references)
    expect(result.ok && result.value).toMatchObject({ array: true, cost: 'quadratic' })
  })

  test('a cell that holds an aggregate already is used', () => {
    const result = toExcel(nodeOf('COUNTUNIQUE(t[status])*2'), {
      ...references,
      aggregate: () => 'Helper!$B$1',
    })
    expect(written(result)).toBe('Helper!$B$1*2')
  })

  test('what cannot be written names its obstacle', () => {
    expect(written(toExcel(nodeOf('unknown+1'), references))).toBe(
      'not possible: unknown has no cell in the workbook.',
    )
    expect(written(toExcel(nodeOf('SUM(t[other])'), references))).toBe(
      'not possible: t[other] has no column in the workbook.',
    )
    const pattern = toExcel(nodeOf('MEDIANIFS(t[amount],t[status],"a?b")'), references)
    expect(!pattern.ok && pattern.error.call?.function).toBe('MEDIAN')
  })
})

describe('row formulas stand beside the row', () => {
  const inRow = (text: string): string =>
    written(
      rowToExcel(
        nodeOf(text),
        { cell: (field) => `$${field.toUpperCase()}2`, name: () => 'N!$A$1' },
        'number',
      ),
    )

  test.each([
    ['([@b]-[@a])*24', 'IFERROR(IF(OR(($B2=""),($A2="")),"",($B2-$A2)*24),"")'],
    ['[@a]', 'IFERROR(IF(($A2=""),"",$A2+0),"")'],
    ['IF([@a]="x",1,0)', 'IFERROR(IF(($A2="x"),1,0)+0,"")'],
  ])('%s', (text, expected) => {
    expect(inRow(text)).toBe(expected)
  })
})
