import fc from 'fast-check'

const dataset = 'table'
const column = (id: string): string => `${dataset}[${id}]`

/** A criterion that fits its column, as an analyst may write it. */
const criteriaOf: Readonly<Record<string, readonly string[]>> = {
  status: [
    '"open"',
    '"SOLVED"',
    '"so*"',
    '"?pen"',
    '"*pen*"',
    '"*ed"',
    '"*"',
    '""',
    '"="',
    '"<>"',
    '"<>open"',
    '"<>so*"',
    '"a~*b"',
    '"a~?b"',
    '"a?b"',
    '"~~"',
    '"100%"',
    '"x_y"',
    '">open"',
    '"<=solved"',
    '"s"&"o*"',
    '"s"&IF(rate<1,"o*","x")',
    '"<>"&IF(rate<1,"OPEN","x")',
    'IF(rate<1,"","x")',
    '">"&IF(rate<1,"open","x")',
    '"=open"',
    '"a b "',
    '"=<5"',
  ],
  code: [
    '"a1"',
    '"=A1"',
    '"~*"',
    '"*~**"',
    '"ärger"',
    '"o\'neil"',
    '"""quoted"""',
    '"<>a1"',
    '"c~~d"',
    '"B*2"',
  ],
  amount: [
    '5',
    '"5"',
    '">2"',
    '"<=3.5"',
    '">=-1"',
    '"<>0"',
    '0',
    '"=0"',
    '""',
    '"<>"',
    '"<>5"',
    '">"&limit',
    'limit',
    '"<"&limit*2',
    '"0.1"',
    '"-2.5"',
    '">50%"',
  ],
  score: [
    '5',
    '">=1"',
    '"<2"',
    '"<>5"',
    '"n/a"',
    '"N*"',
    '"<>n/a"',
    '"*"',
    '""',
    '"<>"',
    '"="',
    '"<>open"',
    '"?????"',
  ],
  day: [
    'period_start',
    '">="&period_start',
    '"<"&period_end',
    '">"&EDATE(period_start,-1)',
    '">=2024-02-10"',
    '"<"&DATE(2024,3,1)',
    '"<>"&period_start',
    '""',
    '"<>"',
    '"<="&EOMONTH(period_start,0)',
    '">"&period_start+7',
    'MAX(table[day])',
    '">"&MINIFS(table[day],table[day],">="&period_start)',
  ],
  at: [
    '">="&period_start',
    '"<"&period_end',
    '">2024-02-10"',
    '"<="&DATE(2024,2,1)',
    '"n/a"',
    '""',
    '"<>"',
    '"<>"&DATE(2024,1,5)',
    '"*"',
    '">"&period_start+0.5',
    '"<"&AVERAGE(table[at])',
  ],
  hours: ['""', '"<>"', '">0"', '"<="&limit', '"<>0"', '"="'],
  flag: ['TRUE', '"TRUE"', 'FALSE', '"<>TRUE"', '""', '"<>"'],
}

const pair = fc
  .constantFrom(...Object.entries(criteriaOf))
  .chain(([field, criteria]) =>
    fc.constantFrom(...criteria).map((criterion) => `${column(field)}, ${criterion}`),
  )

const pairs = fc.array(pair, { minLength: 1, maxLength: 3 }).map((each) => each.join(', '))

/** Criteria that the array formulas of MEDIANIFS and the like can be written with. */
const simplePairs = pairs.filter((text) => !/IF\(|"(<>)?(a\?b|\?pen|B\*2|\*~\*\*|\?{5})"/.test(text))

const numeric = fc.constantFrom('amount', 'score', 'hours').map(column)
const ordered = fc.constantFrom('amount', 'score', 'day', 'at', 'hours').map(column)
const any = fc.constantFrom(...Object.keys(criteriaOf)).map(column)
const unique = fc.constantFrom('status', 'code', 'amount', 'score', 'day', 'at', 'flag', 'hours').map(column)
const k = fc.constantFrom('0', '0.1', '0.5', '0.9', '1', 'rate')

/** Every aggregate function over every sort of column. */
export const aggregates: fc.Arbitrary<string> = fc.oneof(
  numeric.map((field) => `SUM(${field})`),
  ordered.map((field) => `COUNT(${field})`),
  any.map((field) => `COUNTA(${field})`),
  any.map((field) => `COUNTBLANK(${field})`),
  unique.map((field) => `COUNTUNIQUE(${field})`),
  any.map((field) => `ROWS(${field})`),
  fc
    .tuple(fc.constantFrom('AVERAGE', 'MEDIAN', 'MIN', 'MAX'), ordered)
    .map(([name, field]) => `${name}(${field})`),
  fc.tuple(ordered, k).map(([field, share]) => `PERCENTILE(${field}, ${share})`),
  { weight: 6, arbitrary: pairs.map((criteria) => `COUNTIFS(${criteria})`) },
  {
    weight: 2,
    arbitrary: fc.tuple(numeric, pairs).map(([field, criteria]) => `SUMIFS(${field}, ${criteria})`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('AVERAGEIFS', 'MINIFS', 'MAXIFS'), ordered, pairs)
      .map(([name, field, criteria]) => `${name}(${field}, ${criteria})`),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(ordered, simplePairs).map(([field, criteria]) => `MEDIANIFS(${field}, ${criteria})`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ordered, k, simplePairs)
      .map(([field, share, criteria]) => `PERCENTILEIFS(${field}, ${share}, ${criteria})`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(unique, simplePairs)
      .map(([field, criteria]) => `COUNTUNIQUEIFS(${field}, ${criteria})`),
  },
)

const counts = pairs.map((criteria) => `COUNTIFS(${criteria})`)

/** Whole formulas: arithmetic, conditions and functions over aggregates and names. */
export const formulas: fc.Arbitrary<string> = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    counts,
    numeric.map((field) => `SUM(${field})`),
    fc.tuple(numeric, pairs).map(([field, criteria]) => `AVERAGEIFS(${field}, ${criteria})`),
    fc.constantFrom(
      'rate',
      'zero',
      'limit',
      '2',
      '0.5',
      '10%',
      'YEAR(period_start)',
      'MONTH(period_end)',
      'period_end-period_start',
      'DATEDIF(DATE(2023,5,31),period_end,"M")',
      'YEARFRAC(DATE(2023,2,28),period_end)',
      'YEARFRAC(DATE(2020,1,31),period_end,4)',
      'YEARFRAC(DATE(2023,5,31),period_end,3)',
      'DATEDIF(DATE(2022,12,31),period_start,"D")',
      'DATEDIF(DATE(2020,2,29),period_start,"Y")',
      'DAY(EDATE(DATE(2024,1,31),1))',
    ),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
      .map(([a, operator, b]) => `(${a}${operator}${b})`),
    tie('number').map((a) => `-${a}`),
    tie('number').map((a) => `(${a})^2`),
    tie('number').map((a) => `ROUND(${a}, 1)`),
    tie('number').map((a) => `ABS(${a})`),
    tie('number').map((a) => `INT(${a})`),
    tie('number').map((a) => `SQRT(${a})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `MOD(${a}, ${b})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `IFERROR(${a}/${b}, -1)`),
    fc
      .tuple(fc.constantFrom('MIN', 'MAX', 'SUM', 'AVERAGE'), tie('number'), tie('number'))
      .map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([c, a, b]) => `IF(${c}, ${a}, ${b})`),
    fc
      .tuple(tie('condition'), tie('number'), tie('number'))
      .map(([c, a, b]) => `IFS(${c}, ${a}, ${b}>0, ${b})`),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => `SWITCH(${a}, 1, ${b}, 2, 20, ${a})`),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('TRUE', 'FALSE', 'period_start<period_end'),
    fc
      .tuple(tie('number'), fc.constantFrom('=', '<>', '<', '<=', '>', '>='), tie('number'))
      .map(([a, operator, b]) => `${a}${operator}${b}`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `AND(${a}, ${b})`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `OR(${a}, ${b})`),
    tie('condition').map((a) => `NOT(${a})`),
  ),
})).number

/** Formulas of one row: blanks, texts in number columns, dates, conditions. */
export const rowFormulas: fc.Arbitrary<string> = fc.letrec<{
  number: string
  condition: string
  date: string
}>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      '[@amount]',
      '[@score]',
      '2',
      'rate',
      'zero',
      '[@at]-[@day]',
      '([@at]-period_start)*24',
      'MONTH([@day])',
      'DATEDIF([@day],DATE(2024,12,31),"M")',
      'YEARFRAC([@day],DATE(2025,3,31),1)',
      'YEARFRAC([@day],DATE(2025,3,31))',
      'YEARFRAC(DATE(2023,1,31),[@day],2)',
      'YEARFRAC([@day],DATE(2024,8,31),4)',
    ),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
      .map(([a, operator, b]) => `(${a}${operator}${b})`),
    fc
      .tuple(fc.constantFrom('MIN', 'MAX', 'SUM', 'AVERAGE', 'COUNT'))
      .map(([name]) => `${name}([@amount],[@score])`),
    fc
      .tuple(fc.constantFrom('MIN', 'MAX', 'SUM'), tie('number'))
      .map(([name, a]) => `${name}([@amount],${a})`),
    tie('number').map((a) => `IFERROR(${a},7)`),
    tie('number').map((a) => `ROUND(${a},0)`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([c, a, b]) => `IF(${c},${a},${b})`),
    fc.tuple(tie('condition'), tie('number')).map(([c, a]) => `IF(${c},${a},"")`),
    fc.tuple(tie('number')).map(([a]) => `SWITCH([@status],"open",1,"so",${a},2)`),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      '[@flag]',
      '[@flag]=FALSE',
      '[@status]="OPEN"',
      '[@status]<>"open"',
      '[@status]=""',
      '[@score]<>""',
      '[@score]=""',
      '[@day]<>""',
      '[@day]<period_end',
      '[@at]>=[@day]',
      '[@amount]=[@score]',
      '[@amount]<>[@score]',
      '[@amount]<0.5',
      '[@score]>0',
      '[@score]=0',
      '[@status]=[@code]',
      '[@at]<=period_start',
    ),
    fc
      .tuple(tie('number'), fc.constantFrom('=', '<>', '<', '>='), tie('number'))
      .map(([a, operator, b]) => `${a}${operator}${b}`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `AND(${a},${b})`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `OR(${a},${b})`),
    tie('condition').map((a) => `NOT(${a})`),
  ),
  date: fc.constantFrom('[@day]', '[@at]'),
})).number
