import { describe, expect, test } from 'vitest'
import { evaluate } from '#shared/formula/evaluate.ts'
import { parse } from '#shared/formula/parse.ts'
import { readAggregate } from '#shared/formula/read-aggregate.ts'
import { blank, dateOfSerial, dateValue, type Evaluated } from '#shared/formula/value.ts'
import { toWords } from '#shared/formula/words.ts'

const names: Readonly<Record<string, Evaluated>> = {
  customers_start: { kind: 'number', value: 500 },
  customers_lost: { kind: 'number', value: 25 },
  nobody: { kind: 'number', value: 0 },
  empty: blank,
  period_start: dateValue('2024-01-31'),
}

function evaluated(text: string): Evaluated {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`)
  return evaluate(parsed.value, {
    aggregate: (call) => readAggregate(call, call.function === 'COUNTROWS' ? 0 : null),
    name: (name) => names[name],
    label: (node) => toWords(node).line,
  })
}

function shown(text: string): string {
  const value = evaluated(text)
  if (value.kind === 'error') return `${value.code} ${value.reason}`
  if (value.kind === 'date') return dateOfSerial(value.value)
  return value.kind === 'blank' ? 'blank' : String(value.value)
}

describe('computes as Excel does', () => {
  test.each([
    ['customers_lost/customers_start', '0.05'],
    ['-2^2', '4'],
    ['2^3^2', '64'],
    ['50%*4', '2'],
    ['"a"&1+1', 'a2'],
    ['"Basic"="BASIC"', 'true'],
    ['ROUND(2.675,2)', '2.68'],
    ['ROUND(-2.5,0)', '-3'],
    ['ROUND(1234,-2)', '1200'],
    ['INT(-1.5)', '-2'],
    ['MOD(-3,2)', '1'],
    ['MOD(3,-2)', '-1'],
    ['EDATE(period_start,1)', '2024-02-29'],
    ['EDATE(period_start,-2)', '2023-11-30'],
    ['EOMONTH(period_start,1)', '2024-02-29'],
    ['DATE(2024,13,1)', '2025-01-01'],
    ['DATE(2024,2,30)', '2024-03-01'],
    ['DATE(124,1,1)', '2024-01-01'],
    ['DATE(2024,3,1)-DATE(2024,2,1)', '29'],
    ['DATEDIF(DATE(2024,1,31),DATE(2024,2,29),"M")', '0'],
    ['DATEDIF(DATE(2020,2,29),DATE(2024,2,28),"Y")', '3'],
    ['DATEDIF(DATE(2020,2,29),DATE(2024,2,28),"YM")', '11'],
    ['YEARFRAC(DATE(2012,1,1),DATE(2012,7,30))', String(209 / 360)],
    ['YEARFRAC(DATE(2012,1,1),DATE(2012,7,30),1)', String(211 / 366)],
    ['YEARFRAC(DATE(2012,1,1),DATE(2012,7,30),3)', String(211 / 365)],
    ['YEARFRAC(DATE(2024,2,29),DATE(2025,3,31))', String(391 / 360)],
    ['YEARFRAC(DATE(2023,2,28),DATE(2024,2,29))', '1'],
    ['YEARFRAC(DATE(2023,1,30),DATE(2023,3,31),4)', String(60 / 360)],
    ['IF(FALSE,1)', 'false'],
    ['IFS(FALSE,1,TRUE,2)', '2'],
    ['SWITCH("b","a",1,"B",2,3)', '2'],
    ['SWITCH("z","a",1,3)', '3'],
    ['MAX(1,2)-MIN(1,2)', '1'],
    ['AVERAGE(1,2)+SUM(1,2)', '4.5'],
    ['YEAR(period_start)*100+MONTH(period_start)', '202401'],
    ['empty+1', 'blank'],
    ['IF(empty=0,1,2)', '2'],
    ['IF(empty="",1,2)', '1'],
  ])('%s is %s', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })
})

describe('an error says why', () => {
  test.each([
    ['customers_lost/nobody', '#DIV/0! nobody is 0.'],
    ['1/(nobody*2)', '#DIV/0! nobody × 2 is 0.'],
    ['1/COUNTIFS(tickets[status],"solved")', '#DIV/0! number of tickets where status is “solved” is 0.'],
    ['MOD(1,nobody)', '#DIV/0! nobody is 0.'],
    ['AVERAGE(tickets[hours])', '#DIV/0! There is nothing to average in tickets hours.'],
    ['MEDIAN(tickets[hours])', '#NUM! There are no values in tickets hours.'],
    ['SQRT(0-1)', '#NUM! A negative number has no square root.'],
    ['0^0', '#NUM! 0 to the power of 0 has no value.'],
    ['10^400', '#NUM! The result is too large a number.'],
    [
      'DATEDIF(DATE(2024,2,1),DATE(2024,1,1),"D")',
      '#NUM! The dates are in the wrong order or outside the years 1900 to 9999.',
    ],
    [
      'EDATE(period_start,120000)',
      '#NUM! The dates are in the wrong order or outside the years 1900 to 9999.',
    ],
    ['IFS(FALSE,1)', '#N/A None of the conditions holds.'],
    ['1+"abc"', '#VALUE! "abc" is text where a number is needed.'],
    ['missing_name*2', '#NAME? missing name has no value.'],
  ])('%s is %s', (text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  test('an error passes through everything but IFERROR and the branch not taken', () => {
    expect(shown('ROUND(1+customers_lost/nobody,1)')).toBe('#DIV/0! nobody is 0.')
    expect(shown('IFERROR(customers_lost/nobody,0)')).toBe('0')
    expect(shown('IF(nobody=0,0,customers_lost/nobody)')).toBe('0')
    expect(shown('IFS(TRUE,1,1/nobody>0,2)')).toBe('1')
  })

  test('it points at the part that is at fault', () => {
    const value = evaluated('1 + customers_lost / nobody')
    expect(value.kind === 'error' && value.span).toEqual({ start: 21, length: 6 })
  })
})
