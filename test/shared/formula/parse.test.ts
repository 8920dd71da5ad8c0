import { describe, expect, test } from 'vitest'
import { parse } from '#shared/formula/parse.ts'
import { print } from '#shared/formula/print.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'

function canonical(text: string): string {
  const result = parse(text)
  return result.ok ? print(result.value) : `problem: ${result.error.message}`
}

function problemOf(text: string): FormulaProblem {
  const result = parse(text)
  if (result.ok) throw new Error(`${text} was understood as ${print(result.value)}`)
  return result.error
}

describe('reads formulas as Excel does', () => {
  test.each([
    ['=1+2*3', '1 + 2 * 3'],
    ['(1+2)*3', '(1 + 2) * 3'],
    ['-2^2', '-2 ^ 2'],
    ['-(2^2)', '-(2 ^ 2)'],
    ['2^-1', '2 ^ -1'],
    ['10-3-2', '10 - 3 - 2'],
    ['10-(3-2)', '10 - (3 - 2)'],
    ['50%', '50%'],
    ['+nps', 'nps'],
    ['  = lost / customers_start ', 'lost / customers_start'],
    ['sum(tickets[reopens])', 'SUM(tickets[reopens])'],
    [
      'countifs(tickets[status],"solved",tickets[created_at],">="&period_start)',
      'COUNTIFS(tickets[status], "solved", tickets[created_at], ">=" & period_start)',
    ],
    ['([@solved_at]-[@created_at])*24', '([@solved_at] - [@created_at]) * 24'],
    ['[@[field name]]', '[@[field name]]'],
    ['"say ""hi"""', '"say ""hi"""'],
    ['customer_orders[T]', 'customer_orders[T]'],
    ['IF(a>=b,TRUE,#N/A)', 'IF(a >= b, TRUE, #N/A)'],
  ])('%s', (text, expected) => {
    expect(canonical(text)).toBe(expected)
  })

  test('a minus binds tighter than a power, as in Excel', () => {
    const result = parse('-2^2')
    expect(result.ok && result.value.kind === 'binary' && result.value.left.kind).toBe('negate')
  })

  test('places count from the start of the text as typed', () => {
    const result = parse(' =1 + lost')
    expect(result.ok && result.value.kind === 'binary' && result.value.right.span).toEqual({
      start: 6,
      length: 4,
    })
  })
})

describe('says what is wrong, and where', () => {
  test.each([
    ['', 'The formula is empty.', 0],
    ['=', 'The formula is empty.', 0],
    ['SUM(1', 'This parenthesis is not closed.', 3],
    ['SUM(1))', 'This closing parenthesis has no opening one.', 6],
    ['"solved', 'The text has no closing quotation mark.', 0],
    ['SUM(1;2)', 'A semicolon has no meaning here.', 5],
    ['SUM(1 2)', 'A comma is missing between two operands.', 6],
    ['IF(,1)', 'Operand 1 of IF is empty.', 0],
    ['1+', 'The formula ends after "+", where a value belongs.', 1],
    ['A1+1', '"A1" reads as a cell address.', 0],
    ['Sheet1!B2', '"Sheet1!B2" reads as a cell address.', 0],
    ['period start', 'There is no operator between these two.', 0],
    ['{1,2}', 'Lists in braces are not used here.', 0],
    ['[status]', 'The field status has no dataset.', 0],
    ['tickets[[#All],[a]]', 'Only whole columns and this row can be referred to.', 0],
    ['tickets[[a]:[b]]', 'A reference names one field.', 0],
    ['tickets[', 'This field reference is not complete.', 0],
    ['LET(a,1,a)', 'LET and LAMBDA are not used here.', 0],
    ['r + 1', '"r" cannot be a name.', 0],
  ])('%s', (text, message, position) => {
    expect(problemOf(text)).toMatchObject({ message, position })
  })

  test('text beyond the limits is refused, not crashed on', () => {
    expect(problemOf('1'.repeat(9000)).message).toContain('8192')
    expect(problemOf(`${'('.repeat(3000)}1${')'.repeat(3000)}+${'-'.repeat(1000)}1`).message).toBe(
      'The formula is nested too deeply.',
    )
    expect(problemOf(Array.from({ length: 1000 }, () => '1').join('+')).message).toBe(
      'The formula is nested too deeply.',
    )
  })
})
