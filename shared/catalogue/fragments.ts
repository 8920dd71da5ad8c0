/**
 * Pieces of formula text that many metrics share, so that each convention is written once.
 */

/** Criteria: the column's date lies in the period, whose end is exclusive. */
export const during = (column: string): string => `${column},">="&period_start,${column},"<"&period_end`

/** Criteria: the row's period begins in the period asked for. */
const inPeriodSummary = during('period_summary[period]')

/** A flow of the summary, added up over the rows of the period. */
export const summed = (field: string): string => `SUMIFS(period_summary[${field}],${inPeriodSummary})`

/** A standing of the summary as its first row of the period has it. */
export const atFirst = (field: string): string =>
  `SUMIFS(period_summary[${field}],period_summary[period],MINIFS(period_summary[period],${inPeriodSummary}))`

/** A standing of the summary as its last row of the period has it. */
export const atLast = (field: string): string =>
  `SUMIFS(period_summary[${field}],period_summary[period],MAXIFS(period_summary[period],${inPeriodSummary}))`

/** A level of the summary, such as a month's active users: the mean over the rows of the period. */
export const averaged = (field: string): string => `AVERAGEIFS(period_summary[${field}],${inPeriodSummary})`

/** Criteria for customers who are active at the period's start, and their two ways of being so. */
const startedBefore = 'customers[start_date],"<"&period_start'
const startedByEnd = 'customers[start_date],"<"&period_end'

/**
 * `aggregate` over the customers active at the period's start: started before it, and not ended or ended on it or
 * later. `leading` is what stands before the criteria, such as `customers[mrr],` for SUMIFS.
 */
export const overActiveAtStart = (aggregate: 'COUNTIFS' | 'SUMIFS', leading = ''): string =>
  `${aggregate}(${leading}${startedBefore},customers[end_date],"")+` +
  `${aggregate}(${leading}${startedBefore},customers[end_date],">="&period_start)`

/** The same at the period's end. */
export const overActiveAtEnd = (aggregate: 'COUNTIFS' | 'SUMIFS', leading = ''): string =>
  `${aggregate}(${leading}${startedByEnd},customers[end_date],"")+` +
  `${aggregate}(${leading}${startedByEnd},customers[end_date],">="&period_end)`

/** Criteria: active at the period's start, and ended in it. */
export const lostInPeriod = `${startedBefore},${during('customers[end_date]')}`

export const customersAtStart = overActiveAtStart('COUNTIFS')
export const customersAtEnd = overActiveAtEnd('COUNTIFS')
export const customersLost = `COUNTIFS(${lostInPeriod})`
export const customersNew = `COUNTIFS(${during('customers[start_date]')})`
export const customersJoinedAndLeft = `COUNTIFS(customers[start_date],">="&period_start,${during('customers[end_date]')})`

/**
 * Length of the period in months and in years, a month as a twelfth of a year whatever its days (30/360). Where the
 * data has no dates the period has no length, and `period_days` says so.
 */
export const months = 'IF(period_days>0,YEARFRAC(period_start,period_end)*12,0)'
export const years = 'IF(period_days>0,YEARFRAC(period_start,period_end),0)'

/** The first month of the period of which the MRR history knows the month before. */
const firstMonth = `MINIFS(mrr_movements[month],${during('mrr_movements[month]')},mrr_movements[opening],">=0")`

/** MRR at the period's start, as its first month opened. */
export const openingMrr = `SUMIFS(mrr_movements[opening],mrr_movements[month],${firstMonth})`
/** Customers who paid at the period's start. */
export const openingCustomers = `COUNTIFS(mrr_movements[opening],">0",mrr_movements[month],${firstMonth})`
const stopped = `mrr_movements[customer_id],mrr_movements[churned],">0",${during('mrr_movements[month]')}`
/** Customers of before the period who stopped paying in it. */
export const stoppedPaying = `COUNTUNIQUEIFS(${stopped},mrr_movements[since],"<"&${firstMonth})`
/** Beside those: customers won in the period who stopped paying in it. */
export const wonAndStoppedPaying = {
  joined_and_left: {
    label: 'joined and left within the period',
    formula: `COUNTUNIQUEIFS(${stopped},mrr_movements[since],">="&${firstMonth})`,
    unit: 'count',
  },
} as const
export const cameBackNote =
  'In a period of several months a customer who stopped paying and came back later counts as lost.'
/** A movement of MRR, added up over the months of the period. */
export const movement = (field: 'new' | 'expansion' | 'contraction' | 'churned' | 'reactivation'): string =>
  `SUMIFS(mrr_movements[${field}],${during('mrr_movements[month]')})`

/** Months of the period that the MRR history has and can compare with the month before: it may cover less of it. */
export const comparedMonths = `COUNTUNIQUEIFS(mrr_movements[month],mrr_movements[opening],">=0",${during('mrr_movements[month]')})`
/** Rows of the MRR history that can be compared with a month before. */
export const comparedRows = `COUNTIFS(mrr_movements[opening],">=0",${during('mrr_movements[month]')})`

export const snapshotNote = 'Snapshot: the period is whatever the file covers.'
export const movementsNote =
  'In a period of several months the months’ movements are added up, those of customers won in the period included.'
