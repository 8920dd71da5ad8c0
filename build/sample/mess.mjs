import { addMonths, day, sampleEnd, sampleStart } from './calendar.mjs'

/**
 * The mess of real files, made on purpose and listed here in full. Every entry changes the rows of one sheet after the
 * figures of the monthly summary were taken from the clean ones.
 *
 * Beside these: a title above the header on Calls and Monthly summary; Monthly summary's own slips (summary.mjs); no end
 * date, answer or score where nothing happened; tickets without a solved date from an old tool; a number format per
 * assumption instead of per column.
 *
 * @typedef {Record<string, import('./sheets.mjs').CellValue>} Row
 * @typedef {{ sheet: string, what: string, apply: (rows: Row[]) => void }} Mess
 */

/** `count` of the rows that `accepts`, evenly spread; `phase` (0 to 1) shifts them so that entries hit other rows. */
function spread(rows, count, phase, accepts = () => true) {
  const candidates = rows.filter(accepts)
  return Array.from(
    { length: count },
    (_, index) => candidates[Math.floor(((index + phase) / count) * candidates.length)],
  )
}

const isNumber = (field) => (row) => typeof row[field] === 'number'
const isText = (field) => (row) => typeof row[field] === 'string'
const isBlank = (field) => (row) => row[field] === undefined

/** Writes values in other words, spelling after spelling in turn. */
const respell = (field, count, phase, spellings, accepts) => (rows) => {
  for (const [index, row] of spread(rows, count, phase, accepts).entries()) {
    row[field] = spellings[index % spellings.length](row[field])
  }
}

const write = (field, count, phase, value, accepts) => respell(field, count, phase, [() => value], accepts)

/** Puts copies right below their originals, with some fields changed. */
const repeat = (count, phase, changes, accepts) => (rows) => {
  for (const row of spread(rows, count, phase, accepts)) {
    rows.splice(rows.indexOf(row) + 1, 0, { ...row, ...changes })
  }
}

const iso = (moment) => new Date(moment).toISOString()
const monthName = (moment) =>
  new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(moment)
const dayAndYear = (moment) => [new Date(moment).getUTCDate(), new Date(moment).getUTCFullYear()]

const isoDate = (moment) => iso(moment).slice(0, 10)
const isoMinute = (moment) => iso(moment).slice(0, 16).replace('T', ' ')
const dayFirst = (moment) => iso(moment).slice(0, 10).split('-').toReversed().join('/')
const dayMonthName = (moment) => `${dayAndYear(moment)[0]} ${monthName(moment)} ${dayAndYear(moment)[1]}`
const monthNameFirst = (moment) => `${monthName(moment)} ${dayAndYear(moment).join(', ')}`

const lower = (text) => text.toLowerCase()
const upper = (text) => text.toUpperCase()
const trailing = (text) => `${text} `

/** 17/05/2024 can only be read one way. */
const isAfterTwelfth = (field) => (row) =>
  isNumber(field)(row) && new Date(row[field]).getUTCDate() > 12 && row[field] >= sampleStart

/** A start typed a year late stands after the end and still within the sample. */
const canStartLate = ({ start, end }) =>
  typeof start === 'number' &&
  typeof end === 'number' &&
  start >= sampleStart &&
  end - start > 60 * day &&
  addMonths(start, 12) > end &&
  addMonths(start, 12) < sampleEnd

/** @type {readonly Mess[]} */
export const mess = [
  {
    sheet: 'customers',
    what: 'two starts typed a year late, after the end',
    apply: respell('start', 2, 0.4, [(start) => addMonths(start, 12)], canStartLate),
  },
  {
    sheet: 'customers',
    what: 'sign-up dates as text in four spellings',
    apply: respell(
      'start',
      12,
      0.2,
      [isoDate, dayMonthName, dayFirst, monthNameFirst],
      (row) => isAfterTwelfth('start')(row) && row.end === undefined,
    ),
  },
  { sheet: 'customers', what: 'acquisition cost not known', apply: write('acquisitionCost', 14, 0.3, 'N/A') },
  { sheet: 'customers', what: 'seats not known', apply: write('seats', 5, 0.6, 'N/A') },
  {
    sheet: 'customers',
    what: 'first value "N/A" instead of blank',
    apply: write('firstValue', 6, 0.5, 'N/A', isBlank('firstValue')),
  },
  {
    sheet: 'customers',
    what: 'MRR as text with a thousands separator',
    apply: respell('mrr', 3, 0.5, [(mrr) => mrr.toLocaleString('en-US')], (row) => row.mrr > 999),
  },
  {
    sheet: 'customers',
    what: 'MRR not known of customers long gone',
    apply: write('mrr', 3, 0.1, 'N/A', (row) => row.end < sampleStart + 300 * day),
  },
  {
    sheet: 'customers',
    what: 'plans in other case or with a trailing space',
    apply: respell('plan', 18, 0.7, [lower, trailing, upper]),
  },
  {
    sheet: 'customers',
    what: 'segments with a trailing space',
    apply: respell('segment', 6, 0.9, [trailing, lower]),
  },
  { sheet: 'customers', what: 'names with a trailing space', apply: respell('name', 9, 0.8, [trailing]) },
  {
    sheet: 'customers',
    what: 'renewed in other words',
    apply: respell('renewed', 8, 0.4, [lower, (text) => text.slice(0, 1), upper], isText('renewed')),
  },
  { sheet: 'customers', what: 'region left blank', apply: write('region', 8, 0.15, undefined) },
  { sheet: 'customers', what: 'whole rows twice', apply: repeat(4, 0.55, {}) },
  {
    sheet: 'customers',
    what: 'a customer id twice, with other content',
    apply: repeat(3, 0.35, { region: 'Europe', seats: 1 }),
  },
  {
    sheet: 'mrrHistory',
    what: 'plans in other case or with a trailing space',
    apply: respell('plan', 24, 0.5, [lower, trailing]),
  },
  { sheet: 'tickets', what: 'created as text', apply: respell('created', 5, 0.3, [isoMinute]) },
  {
    sheet: 'tickets',
    what: 'first response not known',
    apply: write('firstResponse', 9, 0.6, 'N/A', isNumber('firstResponse')),
  },
  {
    sheet: 'tickets',
    what: 'statuses in other case or with a trailing space',
    apply: respell('status', 40, 0.8, [lower, upper, trailing]),
  },
  { sheet: 'tickets', what: 'priorities in other case', apply: respell('priority', 15, 0.2, [lower, upper]) },
  { sheet: 'tickets', what: 'category left blank', apply: write('category', 12, 0.45, undefined) },
  { sheet: 'tickets', what: 'customer not known', apply: write('customerId', 25, 0.1, undefined) },
  { sheet: 'tickets', what: 'whole rows twice', apply: repeat(5, 0.7, {}) },
  {
    sheet: 'tickets',
    what: 'a ticket id twice, with other content',
    apply: repeat(2, 0.25, { category: 'Billing', priority: 'Low', slaHours: 96 }),
  },
  { sheet: 'surveys', what: 'dates as text', apply: respell('date', 6, 0.4, [isoDate, dayMonthName]) },
  {
    sheet: 'surveys',
    what: 'an NPS answer as text',
    apply: respell('nps', 3, 0.5, [String], isNumber('nps')),
  },
  {
    sheet: 'surveys',
    what: 'no answer written as "N/A"',
    apply: write('csat', 8, 0.3, 'N/A', isBlank('csat')),
  },
  { sheet: 'surveys', what: 'whole rows twice', apply: repeat(3, 0.6, {}) },
  {
    sheet: 'surveys',
    what: 'a response id twice, with other content',
    apply: repeat(1, 0.8, { kind: 'After ticket', nps: undefined }, isNumber('nps')),
  },
  { sheet: 'transactions', what: 'dates as text', apply: respell('date', 4, 0.3, [isoDate]) },
  {
    sheet: 'transactions',
    what: 'amounts as text with the currency sign',
    apply: respell('amount', 3, 0.7, [(amount) => `$${amount.toFixed(2)}`], (row) => row.amount > 0),
  },
  {
    sheet: 'transactions',
    what: 'countries in other case or with a trailing space',
    apply: respell('country', 20, 0.5, [upper, trailing, lower]),
  },
  {
    sheet: 'transactions',
    what: 'credit notes without a customer',
    apply: write('customerId', 6, 0.5, undefined, (row) => row.quantity < 0),
  },
  { sheet: 'transactions', what: 'whole rows twice', apply: repeat(4, 0.9, {}) },
  {
    sheet: 'activity',
    what: 'events with a trailing space',
    apply: respell('event', 15, 0.5, [trailing, upper]),
  },
  {
    sheet: 'users',
    what: 'not activated written as "N/A"',
    apply: write('activated', 7, 0.5, 'N/A', isBlank('activated')),
  },
  { sheet: 'users', what: 'whole rows twice', apply: repeat(2, 0.4, {}) },
  { sheet: 'calls', what: 'agent left blank', apply: write('agent', 5, 0.6, undefined, isText('agent')) },
  { sheet: 'calls', what: 'whole row twice', apply: repeat(1, 0.5, {}) },
]

/** The sheets with the mess in them; the rows handed in stay as they are. */
export function withMess(sheets) {
  return sheets.map((sheet) => {
    const rows = sheet.rows.map((row) => ({ ...row }))
    for (const { sheet: id, apply } of mess) if (id === sheet.id) apply(rows)
    return { ...sheet, rows }
  })
}
