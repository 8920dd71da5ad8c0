import type { Projection, WhatIfReply } from '#shared/contract/scenario.ts'
import { formatValue } from '#shared/domain/format.ts'
import { outputNames } from '#shared/domain/scenario.ts'
import { table } from './table.ts'

type Cell = number | null | undefined

const number = (value: Cell): string => (value == null ? '' : formatValue(value, 'points', { digits: 2 }))

/** A driver's value: rates are small, so they keep the digits that they were given with. */
const driverValue = (value: Cell): string => (value == null ? '' : String(Number(value.toPrecision(6))))

const rightOf = (count: number) => ['left' as const, ...Array.from({ length: count }, () => 'right' as const)]

/** The answer to a what-if for people: outputs side by side, the months, and every question that was asked. */
export function whatIfText(reply: WhatIfReply): string {
  const all: readonly Projection[] = [reply.baseline, ...reply.scenarios]
  return [
    outputs(all),
    ...all.map(months),
    ...all.flatMap(segments),
    ...goals(reply),
    ...dataTables(reply),
    ...tornado(reply),
    ...breakEven(reply),
    ...revenueAtRisk(reply),
    ...waterfalls(reply),
    ...simulation(reply),
    ...reply.problems.map(({ message }) => `! ${message}`),
  ].join('\n\n')
}

const outputs = (all: readonly Projection[]): string =>
  table(
    ['output', ...all.map(({ name }) => name)],
    outputNames.map((output) => [output, ...all.map(({ kpis }) => number(kpis[output]))]),
    rightOf(all.length),
  )

const months = ({ name, monthly }: Projection): string =>
  [
    name,
    table(
      ['month', 'customers', 'new', 'lost', 'MRR', 'revenue', 'gross profit'],
      monthly.map(({ month, customers, new: joined, lost, mrr, revenue, grossProfit }) => [
        String(month),
        ...[customers, joined, lost, mrr, revenue, grossProfit].map(number),
      ]),
      ['right', ...rightOf(6).slice(1)],
    ),
  ].join('\n')

function segments({ name, segments: parts, kpis }: Projection): string[] {
  if (parts.length === 0) return []
  const rows = [...parts, { name: 'all segments', kpis }]
  const figures = ['customers', 'mrr', 'revenue', 'grossProfit', 'clv'] as const
  return [
    [
      `${name} by segment`,
      table(
        ['segment', ...figures],
        rows.map((row) => [row.name, ...figures.map((figure) => number(row.kpis[figure]))]),
        rightOf(figures.length),
      ),
    ].join('\n'),
  ]
}

const goals = ({ goalSeek }: WhatIfReply): string[] =>
  goalSeek.map(({ driver, output, target, value, reason }) =>
    value === null
      ? `${output} = ${target}: ${reason ?? 'not reached'}`
      : `${output} = ${target} needs ${driver} = ${value}`,
  )

const dataTables = ({ dataTables: asked }: WhatIfReply): string[] =>
  asked.map(({ output, x, y, values }) =>
    [
      y === undefined ? `${output} by ${x.driver}` : `${output} by ${x.driver} across and ${y.driver} down`,
      table(
        [y?.driver ?? '', ...x.values.map(driverValue)],
        values.map((row, index) => [driverValue(y?.values[index]), ...row.map(number)]),
        rightOf(x.values.length),
      ),
    ].join('\n'),
  )

function tornado({ sensitivity }: WhatIfReply): string[] {
  if (sensitivity.length === 0) return []
  const rows = sensitivity.map(({ driver, low, high }) => [
    driver,
    driverValue(low.value),
    number(low.output),
    driverValue(high.value),
    number(high.output),
  ])
  return [table(['driver', 'from', 'output', 'to', 'output'], rows, rightOf(4))]
}

function breakEven({ breakEven: found }: WhatIfReply): string[] {
  if (found === undefined) return []
  const { churnReduction, perCustomer, perCustomerMonth, reason } = found
  const points = formatValue(churnReduction, 'percentage_points')
  const programme = `A programme that cuts the monthly churn by ${points}`
  return perCustomer === null
    ? [`${programme}: ${reason ?? 'no value'}`]
    : [
        `${programme} may cost ${number(perCustomer)} once for each customer of the opening base, or ${number(perCustomerMonth)} a customer and month.`,
      ]
}

function revenueAtRisk({ revenueAtRisk: found }: WhatIfReply): string[] {
  if (found === undefined) return []
  const { basis, bands, customers, reason } = found
  if (bands.length === 0) return [`Revenue at risk: ${reason ?? 'no customers with revenue'}`]
  return [
    [
      `Revenue at risk by ${basis}`,
      table(
        ['band', 'customers', 'MRR', 'at risk'],
        bands.map(({ band, customers: members, mrr, atRisk }) => [
          band,
          String(members),
          ...[mrr, atRisk].map(number),
        ]),
        rightOf(3),
      ),
    ].join('\n'),
    table(
      ['customer', 'MRR', 'risk', 'at risk', 'saved so far'],
      customers.map(({ id, mrr, risk, atRisk, saved }) => [
        id,
        number(mrr),
        formatValue(risk, 'percent'),
        ...[atRisk, saved].map(number),
      ]),
      rightOf(4),
    ),
  ]
}

const waterfalls = ({ waterfall }: WhatIfReply): string[] =>
  waterfall
    .filter(({ steps }) => steps.length > 0)
    .map(({ scenario, output, from, to, steps }) =>
      [
        `${output ?? 'clv'} from the baseline to ${scenario}`,
        table(
          ['step', 'effect'],
          [
            ['baseline', number(from)],
            ...steps.map(({ driver, effect }) => [driver, number(effect)]),
            [scenario, number(to)],
          ],
          rightOf(1),
        ),
      ].join('\n'),
    )

function simulation({ simulation: { runs, seed, scenario, kpis, target } }: WhatIfReply): string[] {
  if (runs === undefined || kpis === undefined) return []
  const known = outputNames.flatMap((output) => {
    const figures = kpis[output]
    return figures === undefined ? [] : [{ output, figures }]
  })
  const percentiles = ['mean', 'p5', 'p25', 'p50', 'p75', 'p95'] as const
  return [
    [
      `${runs.toLocaleString('en-US')} runs of ${scenario ?? 'Baseline'}, seed ${seed}`,
      table(
        ['output', ...percentiles],
        known.map(({ output, figures }) => [output, ...percentiles.map((name) => number(figures[name]))]),
        rightOf(percentiles.length),
      ),
      ...(target === undefined
        ? []
        : [
            `${target.output} reaches ${number(target.value)} in ${formatValue(target.probability, 'percent')} of the runs`,
          ]),
    ].join('\n'),
  ]
}
