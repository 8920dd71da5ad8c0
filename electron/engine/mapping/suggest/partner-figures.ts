import type { ColumnShape } from '../profile/column-shape.ts'
import type { FieldTarget } from './catalogue-words.ts'
import type { ColumnMatch } from './match-columns.ts'

/** A bare "total" beside one of these figures is the whole that it is a part of. */
const wholeOf: Readonly<Record<string, string>> = {
  tickets_solved: 'tickets_received',
  first_contact_resolved: 'issues_total',
  self_service_resolved: 'issues_total',
  activated: 'signups',
  conversions: 'visitors',
  csat_satisfied: 'csat_responses',
  repeat_buyers: 'buyers',
  customers_lost: 'customers_start',
  csat_responses: 'surveys_sent',
  renewals: 'renewals_due',
}

const bareTotal =
  /^(the )?(grand )?(total|all|overall|count|number|base|n|sum|whole|gesamt|insgesamt|summe)( (number|count))?$/

/** The one column that only says "total", taken for the whole of the one part that is there without it. */
export function matchBareTotal(
  columns: readonly ColumnShape[],
  matches: readonly ColumnMatch[],
  targets: readonly FieldTarget[],
): ColumnMatch[] {
  const taken = new Set(matches.map(({ shape }) => shape))
  const totals = columns.filter(
    (column) =>
      !taken.has(column) && column.numberShare > 0.5 && bareTotal.test(column.name.trim().toLowerCase()),
  )
  const mapped = new Set(matches.map(({ target }) => target.id))
  const wholes = [...mapped].flatMap((part) => {
    const whole = wholeOf[part]
    return whole === undefined || mapped.has(whole) ? [] : [{ part, whole }]
  })
  const [shape] = totals
  const [pair] = wholes
  const target = targets.find(({ id }) => id === pair?.whole)
  if (shape === undefined || pair === undefined || target === undefined) return []
  if (totals.length > 1 || wholes.length > 1) return []
  const part = targets.find(({ id }) => id === pair.part)
  const near = `total beside ${part?.field.name ?? pair.part}`
  return [{ shape, target, header: { score: 0.75, how: 'words', near }, fit: 1, score: 0.75 }]
}
