import { SegmentedControl } from '@blueprintjs/core'
import { z } from 'zod'
import { useSavedState } from '#renderer/app/state/saved-state.ts'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import type { ChartColors } from '#renderer/ui/chart-colors.ts'
import type { SimulationReply } from '#shared/contract/scenario.ts'
import { formatValue } from '#shared/domain/format.ts'
import { outputNames } from '#shared/domain/scenario.ts'
import { outputDisplays } from '../model/output-display.ts'
import { FanChart, fanLabels, fanNames } from './fan-chart.tsx'
import { ClvHistogram } from './histogram.tsx'
import '../parts/figures.css'

const fanSchema = z.enum(fanNames)

interface Props {
  readonly result: SimulationReply
  readonly color: (colors: ChartColors) => string
}

/** What came out of the runs: the fan, the probability of the target, CLV, and every output in figures. */
export function SimulationResult({ result, color }: Props) {
  const [name, setName] = useSavedState('whatif.fan', fanSchema, 'mrr')
  const currency = useCurrency()
  const fan = result.fans[name]
  const { target } = result
  return (
    <>
      {target !== undefined && (
        <p className="question-answer" role="status">
          {outputDisplays[target.output].label} is{' '}
          {target.output === 'paybackMonths' ? 'at most ' : 'at least '}
          {formatValue(target.value, outputDisplays[target.output].unit, { currency })} in{' '}
          <strong>{formatValue(target.probability, 'percent')}</strong> of the runs{' '}
          <span className="muted">
            (95 % {formatValue(target.lower, 'percent')} to {formatValue(target.upper, 'percent')})
          </span>
        </p>
      )}
      <p className="muted">
        {result.runs.toLocaleString('en-US')} runs of {result.scenario}, seed {result.seed}: the same seed
        gives the same figures.
        {result.leftOut > 0 &&
          ` ${result.leftOut.toLocaleString('en-US')} runs made no possible business and are left out.`}
      </p>
      <SegmentedControl
        size="small"
        className="question-switch"
        options={fanNames.map((value) => ({ value, label: fanLabels[value] }))}
        value={name}
        onValueChange={(value) => setName(fanSchema.parse(value))}
      />
      {fan !== undefined && <FanChart fan={fan} name={name} color={color} />}
      {result.clvHistogram !== null && <ClvHistogram histogram={result.clvHistogram} />}
      <SummaryTable result={result} />
    </>
  )
}

const columns = ['mean', 'standardDeviation', 'p5', 'p25', 'p50', 'p75', 'p95'] as const
const columnLabels = ['Mean', 'Std. dev.', '5 %', '25 %', 'Median', '75 %', '95 %']

const summaries = ({ kpis }: SimulationReply) =>
  outputNames.flatMap((output) => {
    const summary = kpis[output]
    return summary === undefined ? [] : [{ output, summary }]
  })

/** Every output's mean, spread and percentiles as tab-separated text. */
export const simulationText = (result: SimulationReply): string =>
  [
    ['Output', ...columnLabels].join('\t'),
    ...summaries(result).map(({ output, summary }) =>
      [outputDisplays[output].label, ...columns.map((column) => summary[column])].join('\t'),
    ),
  ].join('\n')

function SummaryTable({ result }: { result: SimulationReply }) {
  const currency = useCurrency()
  const rows = summaries(result)
  return (
    <div className="figures-scroll">
      <table className="figures figures-tight">
        <thead>
          <tr>
            <th scope="col">Output</th>
            {columnLabels.map((label) => (
              <th key={label} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ output, summary }) => (
            <tr key={output}>
              <th scope="row">{outputDisplays[output].label}</th>
              {columns.map((column) => (
                <td key={column} className="number">
                  {formatValue(summary[column], outputDisplays[output].unit, { currency })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
