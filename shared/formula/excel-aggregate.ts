import { type PatternPart, readPattern } from './criteria.ts'
import { type ExcelColumn, type ExcelContext, Unwritable } from './excel-context.ts'
import { quoteText } from './print.ts'
import type { AggregateCall, Criterion, FormulaNode } from './tree.ts'

/** An aggregate over ranges, or the cell that holds it. */
export function aggregateToExcel(call: AggregateCall, context: ExcelContext): string {
  const given = context.references.aggregate?.(call)
  if (given !== undefined) return given
  if (call.field === undefined) return countRows(call, context)
  const column = columnOf(call, call.field, context)
  switch (call.function) {
    case 'COUNTUNIQUE':
      return countUnique(call, column, context)
    case 'MEDIAN':
    case 'PERCENTILE':
      return orderStatistic(call, column, context)
    case 'COUNTA':
      return column.computed === true ? countComputed(column, call) : `COUNTA(${column.range})`
    case 'SUM':
    case 'AVERAGE':
    case 'MIN':
    case 'MAX':
      return overMatchingRows(call, call.function, column, context)
    default:
      return `${call.function}(${column.range})`
  }
}

function columnOf(call: AggregateCall, field: string, { references }: ExcelContext): ExcelColumn {
  const column = references.column(call.dataset, field)
  if (column === undefined)
    throw new Unwritable({ message: `${call.dataset}[${field}] has no column in the workbook.`, call })
  return column
}

function countRows(call: AggregateCall, context: ExcelContext): string {
  if (call.criteria.length > 0) return `COUNTIFS(${criteriaPairs(call, context)})`
  const range = context.references.rows(call.dataset)
  if (range === undefined)
    throw new Unwritable({ message: `${call.dataset} has no rows in the workbook.`, call })
  return `ROWS(${range})`
}

/** In the file format, functions younger than Excel 2007 carry a prefix. */
const conditionalNames = {
  SUM: 'SUMIFS',
  AVERAGE: 'AVERAGEIFS',
  MIN: '_xlfn.MINIFS',
  MAX: '_xlfn.MAXIFS',
} as const

function overMatchingRows(
  call: AggregateCall,
  name: keyof typeof conditionalNames,
  column: ExcelColumn,
  context: ExcelContext,
): string {
  if (call.criteria.length === 0) return `${name}(${column.range})`
  return `${conditionalNames[name]}(${column.range},${criteriaPairs(call, context)})`
}

const isNumericColumn = ({ type }: ExcelColumn): boolean => !['text', 'enum', 'boolean'].includes(type)

/** Matches every number: the criterion "<>" would count the empty texts of formula cells as well. */
const anyNumber = '">=-1E+307"'

function countComputed(column: ExcelColumn, call: AggregateCall): string {
  if (isNumericColumn(column)) return `COUNT(${column.range})`
  if (column.type === 'boolean') throw computedBoolean(call)
  return `COUNTIF(${column.range},"?*")`
}

const computedBoolean = (call: AggregateCall): Unwritable =>
  new Unwritable({ message: 'Computed yes-or-no cells cannot be told from blank ones.', call })

const criteriaPairs = (call: AggregateCall, context: ExcelContext): string =>
  call.criteria
    .map((criterion) => {
      const column = columnOf(call, criterion.field, context)
      return `${column.range},${criterionText(criterion, column, call, context)}`
    })
    .join(',')

/**
 * A criterion as an operand of COUNTIFS. Numbers and dates are joined to the operator instead of written into the text,
 * which Excel would read by the locale it runs in.
 */
function criterionText(
  criterion: Criterion,
  column: ExcelColumn,
  call: AggregateCall,
  context: ExcelContext,
): string {
  const { operator, operand, blankOnly } = criterion
  if (operand.kind === 'text' && operand.value === '') {
    if (operator === '=') return blankOnly === true && column.computed !== true ? '"="' : '""'
    return column.computed === true ? presentComputed(column, call) : quoteText(operator)
  }
  if (operand.kind === 'text') {
    const needsOperator = operator !== '=' || /^[<>=]/.test(operand.value)
    return quoteText(needsOperator ? operator + operand.value : operand.value)
  }
  if (criterion.literal !== undefined && !isNumericColumn(column) && column.type !== 'boolean')
    return quoteText(operator === '=' ? criterion.literal : operator + criterion.literal)
  const written = context.write(operand)
  if (operator === '=') return written
  return `${quoteText(operator)}&${operand.kind === 'binary' && operand.operator !== '&' ? `(${written})` : written}`
}

function presentComputed(column: ExcelColumn, call: AggregateCall): string {
  if (isNumericColumn(column)) return anyNumber
  if (column.type === 'boolean') throw computedBoolean(call)
  return '"?*"'
}

/** MEDIAN and PERCENTILE, with criteria as an array: MEDIAN(IF(condition,range)). */
function orderStatistic(call: AggregateCall, column: ExcelColumn, context: ExcelContext): string {
  const k = call.k === undefined ? '' : `,${context.write(call.k)}`
  const { range } = column
  if (call.criteria.length === 0) return `${call.function}(${range}${k})`
  context.needs.array = true
  const conditions = [...rowConditions(call, context), `ISNUMBER(${range})`]
  return `${call.function}(IF(${conditions.join('*')},${range})${k})`
}

/**
 * Different values: each cell stands for one over the times its value occurs, if its value occurs among the rows that
 * meet the criteria. Takes time with the square of the rows.
 */
function countUnique(call: AggregateCall, column: ExcelColumn, context: ExcelContext): string {
  const { range } = column
  const pairs = call.criteria.length === 0 ? '' : `,${criteriaPairs(call, context)}`
  if (column.type === 'boolean')
    return `((COUNTIFS(${range},TRUE${pairs})>0)+(COUNTIFS(${range},FALSE${pairs})>0))`
  context.needs.array = true
  if (column.codes !== undefined) return countCodes(call, column.codes, context)
  context.needs.quadratic = true
  const text = `"="&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(${range},"~","~~"),"*","~*"),"?","~?")`
  const same = isNumericColumn(column) ? `IF(ISNUMBER(${range}),${range},${text})` : text
  const occurrences = `COUNTIFS(${range},${same})`
  const share = pairs === '' ? `1/${occurrences}` : `(COUNTIFS(${range},${same}${pairs})>0)/${occurrences}`
  return `ROUND(SUM(IF(${range}="",0,${share})),0)`
}

/** Every code falls into a class of its own: the classes into which a row that meets the criteria falls are counted. */
function countCodes(call: AggregateCall, codes: string, context: ExcelContext): string {
  const conditions = [...rowConditions(call, context), `ISNUMBER(${codes})`]
  return `SUM(IF(FREQUENCY(IF(${conditions.join('*')},${codes}),${codes})>0,1,0))`
}

/** The criteria as arrays of 0 and 1 over the rows. */
const rowConditions = (call: AggregateCall, context: ExcelContext): string[] =>
  call.criteria.map((criterion) =>
    rowCondition(criterion, columnOf(call, criterion.field, context), call, context),
  )

function rowCondition(
  criterion: Criterion,
  column: ExcelColumn,
  call: AggregateCall,
  context: ExcelContext,
): string {
  const { operator, operand } = criterion
  const { range } = column
  if (operand.kind === 'text') return textCondition(criterion, operand.value, column, call)
  if (operand.kind === 'boolean' && (operator === '=' || operator === '<>')) {
    const equal = `((1-ISBLANK(${range}))*(${range}=${operand.value ? 'TRUE' : 'FALSE'}))`
    return operator === '=' ? equal : `(1-${equal})`
  }
  if (isTextual(operand))
    throw new Unwritable({ message: 'A criterion with a computed text needs a helper column.', call })
  const value = `(${context.write(operand)})`
  if (operator !== '=' && operator !== '<>') return `(ISNUMBER(${range})*(${range}${operator}${value}))`
  const equal = `(ISNUMBER(${range})*(${range}=${value})+ISTEXT(${range})*(${range}=${value}&""))`
  return operator === '=' ? equal : `(1-${equal})`
}

/** Functions that may yield a text with wildcards. */
const choosing: ReadonlySet<string> = new Set(['IF', 'IFS', 'SWITCH', 'IFERROR'])

const isTextual = (node: FormulaNode): boolean =>
  (node.kind === 'binary' && node.operator === '&') || (node.kind === 'call' && choosing.has(node.name))

function textCondition(
  { operator, blankOnly }: Criterion,
  text: string,
  { range, computed }: ExcelColumn,
  call: AggregateCall,
): string {
  if (text === '') {
    if (operator === '=')
      return blankOnly === true && computed !== true ? `ISBLANK(${range})` : `(${range}="")`
    return computed === true ? `(${range}<>"")` : `(1-ISBLANK(${range}))`
  }
  if (operator !== '=' && operator !== '<>')
    return `(ISTEXT(${range})*(${range}${operator}${quoteText(text)}))`
  const matches = `(ISTEXT(${range})*${patternCondition(readPattern(text), range, call)})`
  return operator === '=' ? matches : `(1-${matches})`
}

/** Whether texts match a pattern, for the patterns that need no search through the text with wildcards. */
function patternCondition(parts: readonly PatternPart[], range: string, call: AggregateCall): string {
  const shape = parts.map((part) => part.kind).join(' ')
  const literal = parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('')
  const quoted = quoteText(literal)
  switch (shape) {
    case 'literal':
      return `(${range}=${quoted})`
    case 'any':
      return '1'
    case 'literal any':
      return `(LEFT(${range},${literal.length})=${quoted})`
    case 'any literal':
      return `(RIGHT(${range},${literal.length})=${quoted})`
    case 'any literal any':
      return `ISNUMBER(SEARCH(${quoteText(literal.replace(/[~*?]/g, '~$&'))},${range}))`
    default:
      throw new Unwritable({ message: 'A criterion with this pattern needs a helper column.', call })
  }
}
