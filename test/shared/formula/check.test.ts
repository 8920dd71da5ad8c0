import { describe, expect, test } from 'vitest'
import type { DatasetKind } from '#shared/domain/kind.ts'
import { check } from '#shared/formula/check.ts'
import { functionHelp } from '#shared/formula/functions.ts'
import { parse } from '#shared/formula/parse.ts'
import { print } from '#shared/formula/print.ts'
import type { FormulaProblem } from '#shared/formula/problem.ts'
import { datasetsOfKinds, type FormulaScope, periodNames } from '#shared/formula/scope.ts'

const tickets: DatasetKind = {
  id: 'tickets',
  name: 'Tickets',
  rowMeaning: 'a support ticket',
  fields: [
    { id: 'ticket_id', name: 'Ticket', type: 'text', description: '', synonyms: [] },
    { id: 'created_at', name: 'Created', type: 'datetime', description: '', synonyms: [] },
    { id: 'solved_at', name: 'Solved', type: 'datetime', description: '', synonyms: [] },
    {
      id: 'status',
      name: 'Status',
      type: 'enum',
      description: '',
      synonyms: [],
      values: [
        { value: 'open', synonyms: [] },
        { value: 'solved', synonyms: [] },
      ],
    },
    { id: 'reopens', name: 'Reopens', type: 'number', description: '', synonyms: [] },
    { id: 'self_served', name: 'Self-served', type: 'boolean', description: '', synonyms: [] },
  ],
  computed: [{ id: 'resolution_hours', name: 'Resolution', type: 'number', description: '', formulas: [] }],
  derived: [
    {
      id: 'ticket_days',
      name: 'Days',
      description: '',
      fields: [{ id: 'T', name: 'T', type: 'number' }],
      needs: [],
      sql: '',
    },
  ],
  key: ['ticket_id'],
  dateFields: ['created_at'],
  sheetNames: [],
}
const customers: DatasetKind = {
  ...tickets,
  id: 'customers',
  fields: [
    { id: 'mrr', name: 'MRR', type: 'money', description: '', synonyms: [] },
    { id: 'start_date', name: 'Start', type: 'date', description: '', synonyms: [] },
  ],
  computed: [],
  derived: [],
}

const scope = (mode: FormulaScope['mode']): FormulaScope => ({
  mode,
  row: 'tickets',
  datasets: datasetsOfKinds([tickets, customers]),
  names: new Map([...periodNames, ['gross_margin', 'number'], ['customers_lost', 'number']]),
  self: 'churn_rate',
})

function problemsOf(
  text: string,
  mode: FormulaScope['mode'],
  result?: FormulaScope['result'],
): readonly FormulaProblem[] {
  const parsed = parse(text)
  if (!parsed.ok) return [parsed.error]
  const checked = check(parsed.value, result === undefined ? scope(mode) : { ...scope(mode), result })
  return checked.ok ? [] : checked.error
}

/** The first problem as "what it stands under: message hint". */
function firstProblem(text: string, mode: FormulaScope['mode'] = 'aggregate'): string {
  const [problem] = problemsOf(text, mode)
  if (problem === undefined) return 'no problem'
  const part = text.slice(problem.position, problem.position + problem.length)
  return `${part}: ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}`
}

function canonical(text: string, mode: FormulaScope['mode'] = 'aggregate'): string {
  const parsed = parse(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const checked = check(parsed.value, scope(mode))
  if (!checked.ok) throw new Error(checked.error.map((problem) => problem.message).join(' '))
  return `${print(checked.value.node)} is ${checked.value.type}`
}

describe('accepts what can be computed, in canonical spelling', () => {
  test.each([
    ['SUM(Tickets[Reopens])', 'SUM(tickets[reopens]) is number'],
    ['MAX(tickets[created_at])', 'MAX(tickets[created_at]) is date'],
    ['SUM(ticket_days[t])', 'SUM(ticket_days[T]) is number'],
    ['AVERAGE(tickets[resolution_hours])', 'AVERAGE(tickets[resolution_hours]) is number'],
    ['Period_End-period_start', 'period_end - period_start is number'],
    ['EDATE(period_start,-1)', 'EDATE(period_start, -1) is date'],
    [
      'COUNTIFS(tickets[status],"SOLVED",tickets[created_at],">="&period_start)',
      'COUNTIFS(tickets[status], "SOLVED", tickets[created_at], ">=" & period_start) is number',
    ],
    ['COUNTIFS(tickets[ticket_id],5)', 'COUNTIFS(tickets[ticket_id], 5) is number'],
    [
      'COUNTIFS(tickets[status],"so*",tickets[self_served],TRUE,tickets[solved_at],"")',
      'COUNTIFS(tickets[status], "so*", tickets[self_served], TRUE, tickets[solved_at], "") is number',
    ],
    [
      'COUNTIFS(tickets[created_at],">=2024-01-31")',
      'COUNTIFS(tickets[created_at], ">=2024-01-31") is number',
    ],
    [
      'PERCENTILEIFS(tickets[resolution_hours],90%,tickets[status],"solved")',
      'PERCENTILEIFS(tickets[resolution_hours], 90%, tickets[status], "solved") is number',
    ],
    ['MAX(0,customers_lost)', 'MAX(0, customers_lost) is number'],
    ['IF(customers_lost>0,"",1)', 'IF(customers_lost > 0, "", 1) is number'],
  ])('%s', (text, expected) => {
    expect(canonical(text)).toBe(expected)
  })

  test.each([
    ['([@solved_at]-[@created_at])*24', '([@solved_at] - [@created_at]) * 24 is number'],
    ['[@STATUS]="open"', '[@status] = "open" is boolean'],
    ['IF([@solved_at]="","",[@solved_at]-1)', 'IF([@solved_at] = "", "", [@solved_at] - 1) is date'],
    ['AND([@self_served],[@reopens]>0)', 'AND([@self_served], [@reopens] > 0) is boolean'],
  ])('row: %s', (text, expected) => {
    expect(canonical(text, 'row')).toBe(expected)
  })
})

describe('says what is wrong, where, and what would help', () => {
  test.each([
    ['1+custmers_lost', 'custmers_lost: custmers_lost is not known. Did you mean customers_lost?'],
    ['tickets+1', 'tickets: tickets is not known. tickets is a dataset: write tickets[field].'],
    ['solved_at', 'solved_at: solved_at is not known. solved_at is a field: write tickets[solved_at].'],
    ['churn_rate*2', 'churn_rate: churn_rate refers to itself. A formula cannot use its own result.'],
    ['SUM(ticket[reopens])', 'ticket: There is no dataset ticket. Did you mean tickets?'],
    ['SUM(tickets[reopen])', 'tickets[reopen]: tickets has no field reopen. Did you mean reopens?'],
    ['SUM(tickets[mrr])', 'tickets[mrr]: tickets has no field mrr. customers has it: customers[mrr].'],
    [
      'SUMIF(tickets[status],"open")',
      'SUMIF: SUMIF is not a function here. Write SUMIFS(field to add, field, criterion).',
    ],
    ['AVERGE(tickets[reopens])', 'AVERGE: AVERGE is not a known function. Did you mean AVERAGE?'],
    ['TODAY()', 'TODAY: TODAY is not a function here. Write period_end.'],
    ['ROUND(1)', 'ROUND: ROUND takes 2 operands; here is 1. ROUND(number, digits)'],
    ['NOT(TRUE,FALSE)', 'NOT: NOT takes 1 operand; here are 2. NOT(condition)'],
    [
      'tickets[reopens]*2',
      'tickets[reopens]: tickets[reopens] is a whole column where one value is needed. Put it into a function such as SUM(tickets[reopens]).',
    ],
    [
      '[@reopens]',
      "[@reopens]: [@reopens] is one row's value, and there is no row here. Use an aggregate over the column, such as SUM(dataset[field]).",
    ],
    [
      'SUM(tickets[status])',
      'tickets[status]: status holds text: it cannot be added up. COUNTIFS counts rows that meet a criterion.',
    ],
    [
      'COUNT(tickets[status])',
      'tickets[status]: status holds text: COUNT counts numbers and dates only. COUNTA counts everything that is not blank.',
    ],
    [
      'SUM(tickets[created_at])',
      'tickets[created_at]: created_at holds dates: it cannot be added up. COUNTIFS counts rows that meet a criterion.',
    ],
    [
      'COUNTIFS(tickets[status],"open",customers[mrr],5)',
      'customers[mrr]: customers is another dataset than tickets. All columns of one function belong to the same dataset.',
    ],
    [
      'COUNTIFS(tickets[status],"open",tickets[reopens])',
      'COUNTIFS(tickets[status],"open",tickets[reopens]): Criteria come in pairs of a field and what it has to meet. COUNTIFS(dataset[field], criterion, ...)',
    ],
    [
      'COUNTIFS(tickets[status],"solvd")',
      '"solvd": "solvd" is none of the field\'s values. Did you mean solved?',
    ],
    [
      'COUNTIFS(tickets[created_at],">=31/01/2024")',
      '">=31/01/2024": created_at holds dates and is compared with text. A date is written ">="&period_start, ">=2024-01-31" or ">="&DATE(2024, 1, 31).',
    ],
    [
      'COUNTIFS(tickets[reopens],"many")',
      '"many": reopens holds numbers and is compared with text. Compare it with a number, such as ">=5".',
    ],
    [
      'COUNTIFS(tickets[self_served],"yes")',
      '"yes": self_served holds TRUE or FALSE and is compared with text. Compare it with TRUE or FALSE.',
    ],
    [
      'COUNTIFS(tickets[status],tickets[status])',
      'tickets[status]: tickets[status] is a whole column where one value is needed. Put it into a function such as SUM(tickets[status]).',
    ],
    [
      'period_start+period_end',
      'period_start+period_end: Two dates cannot be added. Subtract them for the days between, or add a number of days.',
    ],
    [
      'period_start*2',
      'period_start: This is a date where a number is needed. Dates can be compared and subtracted, and days added to them.',
    ],
    ['5-period_start', '5-period_start: A date cannot be subtracted from a number.'],
    ['1+"abc"', '"abc": This is text where a number is needed.'],
    [
      'period_start>5',
      'period_start>5: This compares a date with a number. A date is written DATE(2024, 1, 31).',
    ],
    ['IF(period_start,1,2)', 'period_start: This is a date where a condition is needed.'],
    [
      'IF(TRUE,1,"x")',
      'IF(TRUE,1,"x"): The outcomes of IF are of different types. A blank outcome is written "".',
    ],
    ['EDATE(5,1)', '5: This is a number where a date is needed. A date is written DATE(2024, 1, 31).'],
    [
      'DATEDIF(period_start,period_end,"W")',
      '"W": DATEDIF does not know this unit. The units are "Y" years, "M" months, "D" days and "YM" months beyond whole years.',
    ],
    ['PERCENTILE(tickets[reopens],90)', '90: A percentile lies between 0 and 1. 0.9 is the 90th percentile.'],
    [
      'MAX(0,tickets[reopens])',
      "tickets[reopens]: MAX takes one column, or single values. Write MAX(tickets[reopens]) in the column's place.",
    ],
  ])('%s', (text, expected) => {
    expect(firstProblem(text)).toBe(expected)
  })

  test.each([
    [
      'SUM(tickets[reopens])',
      "tickets[reopens]: A formula of a row sees only that row. Write [@reopens] for the row's own value.",
    ],
    ['reopens*2', 'reopens: reopens is not known. reopens is a field: write [@reopens].'],
    ['[@reopns]*2', '[@reopns]: tickets has no field reopns. Did you mean reopens?'],
    ['[@status]="opn"', '"opn": "opn" is none of the field\'s values. Did you mean open?'],
    [
      '[@solved_at]>""',
      '[@solved_at]>"": A blank is neither smaller nor larger than anything. Use = "" or <> "".',
    ],
    ['[@reopens]="open"', '[@reopens]="open": This compares a number with text.'],
  ])('row: %s', (text, expected) => {
    expect(firstProblem(text, 'row')).toBe(expected)
  })

  test('every problem is found, in the order of the text', () => {
    expect(
      problemsOf('custmers_lost + SUM(ticket[a]) + TODAY()', 'aggregate').map((problem) => problem.position),
    ).toEqual([0, 20, 33])
  })

  test('a criterion with a problem is reported once', () => {
    expect(problemsOf('COUNTIFS(tickets[created_at],">="&period_strt)', 'aggregate')).toHaveLength(1)
  })

  test('a metric has to yield a number', () => {
    expect(problemsOf('"a"&"b"', 'aggregate', ['number'])[0]?.message).toBe(
      'The formula gives text; a number is needed.',
    )
  })
})

test('the example of every function in the help is a formula', () => {
  for (const { name, example, signature, description } of functionHelp) {
    const parsed = parse(example)
    expect(parsed.ok, example).toBe(true)
    expect(example).toContain(`${name}(`)
    expect(signature.startsWith(`${name}(`), signature).toBe(true)
    expect(description).toMatch(/\.$/)
  }
})
