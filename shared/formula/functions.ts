import type { AggregateCall } from './tree.ts'

/** How an aggregate function's operands are laid out. */
export interface AggregateShape {
  readonly function: AggregateCall['function']
  /** What stands before the criteria: a field, a field and a percentile, or nothing. */
  readonly leading: 'field' | 'field-and-k' | 'none'
  readonly criteria: boolean
}

/** One function of the language: what the checker needs, and what an editor shows. */
export interface FunctionDefinition {
  readonly name: string
  readonly signature: string
  readonly description: string
  readonly example: string
  readonly least: number
  readonly most: number
  readonly aggregate?: AggregateShape
  /** Not one of Excel's. */
  readonly ours?: true
}

const unlimited = 255

const aggregate = (
  name: string,
  shape: AggregateShape,
  signature: string,
  description: string,
  example: string,
): FunctionDefinition => {
  const leading = shape.leading === 'none' ? 0 : shape.leading === 'field' ? 1 : 2
  const least = shape.criteria ? leading + 2 : leading
  const most = shape.criteria ? unlimited : leading
  return { name, signature, description, example, least, most, aggregate: shape }
}

const overColumn = (
  name: 'SUM' | 'COUNT' | 'COUNTA' | 'COUNTBLANK' | 'COUNTUNIQUE' | 'AVERAGE' | 'MEDIAN' | 'MIN' | 'MAX',
  description: string,
  field: string,
): FunctionDefinition =>
  aggregate(
    name,
    { function: name, leading: 'field', criteria: false },
    `${name}(dataset[field])`,
    description,
    `${name}(${field})`,
  )

const withCriteria = (
  name: string,
  shape: Omit<AggregateShape, 'criteria'>,
  leading: string,
  description: string,
  example: string,
): FunctionDefinition =>
  aggregate(
    name,
    { ...shape, criteria: true },
    `${name}(${leading}dataset[field], criterion, ...)`,
    description,
    example,
  )

const ours = (definition: FunctionDefinition): FunctionDefinition => ({ ...definition, ours: true })

const scalar = (
  name: string,
  [least, most]: readonly [number, number],
  signature: string,
  description: string,
  example: string,
): FunctionDefinition => ({ name, signature: `${name}(${signature})`, description, example, least, most })

const aggregates: readonly FunctionDefinition[] = [
  overColumn('SUM', 'Adds up a column; also adds up single values.', 'transactions[amount]'),
  overColumn('COUNT', 'Counts the cells that hold a number or a date.', 'survey_responses[nps]'),
  overColumn('COUNTA', 'Counts the cells that are not blank.', 'tickets[solved_at]'),
  overColumn('COUNTBLANK', 'Counts the blank cells.', 'customers[end_date]'),
  ours(
    overColumn(
      'COUNTUNIQUE',
      'Counts the different values of a column, blanks left out, case ignored.',
      'transactions[customer_id]',
    ),
  ),
  overColumn('AVERAGE', 'The mean of a column; also of single values.', 'tickets[resolution_hours]'),
  overColumn('MEDIAN', 'The middle value of a column.', 'tickets[resolution_hours]'),
  overColumn('MIN', 'The smallest value of a column; also of single values.', 'customers[start_date]'),
  overColumn('MAX', 'The largest value of a column; also of single values.', 'customers[mrr]'),
  aggregate(
    'PERCENTILE',
    { function: 'PERCENTILE', leading: 'field-and-k', criteria: false },
    'PERCENTILE(dataset[field], k)',
    'The value below which the share k of a column lies; between two values it interpolates.',
    'PERCENTILE(tickets[resolution_hours], 0.9)',
  ),
  aggregate(
    'ROWS',
    { function: 'COUNTROWS', leading: 'field', criteria: false },
    'ROWS(dataset[field])',
    'Counts the rows of a dataset.',
    'ROWS(customers[customer_id])',
  ),
  withCriteria(
    'COUNTIFS',
    { function: 'COUNTROWS', leading: 'none' },
    '',
    'Counts the rows that meet every criterion.',
    'COUNTIFS(tickets[status], "solved", tickets[created_at], ">="&period_start)',
  ),
  withCriteria(
    'SUMIFS',
    { function: 'SUM', leading: 'field' },
    'dataset[field to add], ',
    'Adds up a column over the rows that meet every criterion.',
    'SUMIFS(transactions[amount], transactions[country], "France")',
  ),
  withCriteria(
    'AVERAGEIFS',
    { function: 'AVERAGE', leading: 'field' },
    'dataset[field to average], ',
    'The mean of a column over the rows that meet every criterion.',
    'AVERAGEIFS(tickets[resolution_hours], tickets[priority], "high")',
  ),
  withCriteria(
    'MINIFS',
    { function: 'MIN', leading: 'field' },
    'dataset[field], ',
    'The smallest value over the rows that meet every criterion; 0 where there are none.',
    'MINIFS(customers[start_date], customers[plan], "Basic")',
  ),
  withCriteria(
    'MAXIFS',
    { function: 'MAX', leading: 'field' },
    'dataset[field], ',
    'The largest value over the rows that meet every criterion; 0 where there are none.',
    'MAXIFS(customers[mrr], customers[plan], "Basic")',
  ),
  ours(
    withCriteria(
      'COUNTUNIQUEIFS',
      { function: 'COUNTUNIQUE', leading: 'field' },
      'dataset[field to count], ',
      'Counts the different values over the rows that meet every criterion.',
      'COUNTUNIQUEIFS(activity[user_id], activity[at], ">="&period_start)',
    ),
  ),
  ours(
    withCriteria(
      'MEDIANIFS',
      { function: 'MEDIAN', leading: 'field' },
      'dataset[field], ',
      'The middle value over the rows that meet every criterion.',
      'MEDIANIFS(tickets[resolution_hours], tickets[channel], "email")',
    ),
  ),
  ours(
    withCriteria(
      'PERCENTILEIFS',
      { function: 'PERCENTILE', leading: 'field-and-k' },
      'dataset[field], k, ',
      'A percentile over the rows that meet every criterion.',
      'PERCENTILEIFS(tickets[resolution_hours], 0.9, tickets[status], "solved")',
    ),
  ),
]

const scalars: readonly FunctionDefinition[] = [
  scalar(
    'IF',
    [2, 3],
    'condition, then, else',
    'One of two values, by a condition.',
    'IF(customers_start = 0, 0, lost / customers_start)',
  ),
  scalar(
    'IFS',
    [2, unlimited],
    'condition, value, ...',
    'The value after the first condition that holds; #N/A where none does.',
    'IFS(nps >= 50, 3, nps >= 0, 2, TRUE, 1)',
  ),
  scalar(
    'SWITCH',
    [3, unlimited],
    'value, match, result, ..., otherwise',
    'The result after the first match; otherwise the last operand.',
    'SWITCH([@plan], "Basic", 1, "Pro", 2, 0)',
  ),
  scalar(
    'IFERROR',
    [2, 2],
    'value, otherwise',
    'The value, or another one where it is an error.',
    'IFERROR(revenue / accounts, 0)',
  ),
  scalar(
    'AND',
    [1, unlimited],
    'condition, ...',
    'Whether all conditions hold.',
    'AND([@mrr] > 0, [@seats] > 5)',
  ),
  scalar(
    'OR',
    [1, unlimited],
    'condition, ...',
    'Whether any condition holds.',
    'OR([@plan] = "Basic", [@plan] = "Free")',
  ),
  scalar('NOT', [1, 1], 'condition', 'The opposite of a condition.', 'NOT([@churned])'),
  scalar(
    'ROUND',
    [2, 2],
    'number, digits',
    'Rounds to a number of decimal places, halves away from zero.',
    'ROUND(arpa, 2)',
  ),
  scalar('ABS', [1, 1], 'number', 'The number without its sign.', 'ABS(contraction)'),
  scalar('INT', [1, 1], 'number', 'The nearest whole number below.', 'INT(period_days / 7)'),
  scalar(
    'MOD',
    [2, 2],
    'number, divisor',
    'The remainder of a division, with the sign of the divisor.',
    'MOD([@seats], 10)',
  ),
  scalar('SQRT', [1, 1], 'number', 'The square root.', 'SQRT(variance)'),
  scalar('DATE', [3, 3], 'year, month, day', 'A date from its parts.', 'DATE(2024, 1, 31)'),
  scalar('YEAR', [1, 1], 'date', 'The year of a date.', 'YEAR(period_start)'),
  scalar('MONTH', [1, 1], 'date', 'The month of a date, 1 to 12.', 'MONTH(period_start)'),
  scalar('DAY', [1, 1], 'date', 'The day of the month, 1 to 31.', 'DAY([@start_date])'),
  scalar(
    'EDATE',
    [2, 2],
    'date, months',
    'The same day some months later or earlier.',
    'EDATE(period_start, -12)',
  ),
  scalar(
    'EOMONTH',
    [2, 2],
    'date, months',
    'The last day of the month some months later or earlier.',
    'EOMONTH(period_start, 0)',
  ),
  scalar(
    'DATEDIF',
    [3, 3],
    'from, to, unit',
    'Whole years "Y", months "M" or days "D" between two dates; "YM" months beyond whole years.',
    'DATEDIF([@start_date], period_end, "M")',
  ),
  scalar(
    'YEARFRAC',
    [2, 3],
    'from, to, basis',
    'The years between two dates as a fraction; basis as in Excel, 0 to 4.',
    'YEARFRAC([@start_date], period_end, 1)',
  ),
]

/** Every function, by its name in upper case. */
export const functions: ReadonlyMap<string, FunctionDefinition> = new Map(
  [...aggregates, ...scalars].map((definition) => [definition.name, definition]),
)

/** Aggregates that also take single values instead of one column, as Excel's do. */
export const variadicFunctions: ReadonlySet<string> = new Set(['SUM', 'AVERAGE', 'MIN', 'MAX', 'COUNT'])

/** What is written differently here than people may try, and how. */
export const otherSpellings: ReadonlyMap<string, string> = new Map([
  ['SUMIF', 'SUMIFS(field to add, field, criterion)'],
  ['COUNTIF', 'COUNTIFS(field, criterion)'],
  ['AVERAGEIF', 'AVERAGEIFS(field to average, field, criterion)'],
  ['MEDIANIF', 'MEDIANIFS(field, field, criterion)'],
  ['COUNTUNIQUEIF', 'COUNTUNIQUEIFS(field to count, field, criterion)'],
  ['COUNTDISTINCT', 'COUNTUNIQUE(field)'],
  ['UNIQUE', 'COUNTUNIQUE(field)'],
  ['AVG', 'AVERAGE(field)'],
  ['MEAN', 'AVERAGE(field)'],
  ['PERCENTILE.INC', 'PERCENTILE(field, k)'],
  ['QUARTILE', 'PERCENTILE(field, 0.25)'],
  ['ISBLANK', '[@field] = ""'],
  ['LEN', '[@field] <> ""'],
  ['IFNA', 'IFERROR(value, otherwise)'],
  ['DAYS', 'to - from'],
  ['DATEDIFF', 'DATEDIF(from, to, "D")'],
  ['TODAY', 'period_end'],
  ['NOW', 'period_end'],
  ['POWER', 'number ^ power'],
  ['CONCATENATE', 'text & text'],
  ['CONCAT', 'text & text'],
])

/** A function as an editor's completion and help panel shows it. */
export interface FunctionHelp {
  readonly name: string
  readonly signature: string
  readonly description: string
  readonly example: string
  readonly ours: boolean
}

/** Every function for completion and help, in alphabetical order. */
export const functionHelp: readonly FunctionHelp[] = [...functions.values()]
  .map(({ name, signature, description, example, ours }) => ({
    name,
    signature,
    description,
    example,
    ours: ours === true,
  }))
  .sort((a, b) => a.name.localeCompare(b.name))
