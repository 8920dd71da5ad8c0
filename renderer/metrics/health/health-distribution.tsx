import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import { type HealthBand, healthBands } from '#shared/catalogue/health-score.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import { bandNames, customersCounted } from './health-words.ts'

type Health = ReplyOf<'metrics.health'>

/** How the customers are spread over the scores, coloured by band, with mean and counts beside those as saved. */
export function HealthDistribution({ health, isChanged }: { health: Health; isChanged: boolean }) {
  const { trial, saved } = health
  return (
    <Panel title={`Health score of ${health.of}`}>
      <ul className="health-figures">
        <Figure
          label="Mean score"
          value={trial.mean === null ? 'none' : formatValue(trial.mean, 'points')}
          before={isChanged && saved.mean !== null ? formatValue(saved.mean, 'points') : undefined}
        />
        {healthBands.map((band) => (
          <Figure
            key={band}
            band={band}
            label={bandNames[band]}
            value={formatValue(trial.bands[band], 'count')}
            before={isChanged ? formatValue(saved.bands[band], 'count') : undefined}
          />
        ))}
        <Figure
          label="No score"
          value={formatValue(trial.customers - trial.scored, 'count')}
          before={undefined}
        />
      </ul>
      <DistributionChart health={health} />
      <p className="muted">
        {trial.reweighted === 0
          ? 'No customer with a score lacks a mapped dimension.'
          : `${customersCounted(trial.reweighted)} with a score ${trial.reweighted === 1 ? 'lacks' : 'lack'} at least one mapped dimension: its weight goes to the others.`}
      </p>
    </Panel>
  )
}

function Figure({
  label,
  value,
  before,
  band,
}: {
  label: string
  value: string
  before: string | undefined
  band?: HealthBand
}) {
  return (
    <li>
      <span className="muted">
        {band !== undefined && <span className={`health-dot health-${band}`} aria-hidden="true" />}
        {label}
      </span>
      <strong className="selectable">{value}</strong>
      {before !== undefined && before !== value && <span className="muted">was {before}</span>}
    </li>
  )
}

function DistributionChart({ health }: { health: Health }) {
  const { distribution } = health
  const names = distribution.map(({ from }) => String(from))
  const option = (colors: ChartColors) => {
    const color: Record<HealthBand, string> = {
      red: colors.worse,
      amber: colors.warning,
      green: colors.better,
    }
    return {
      ...chartFrame(colors),
      xAxis: categoryAxis(colors, names),
      yAxis: valueAxis(colors, (value) => formatTick(value, 'count'), true),
      series: (['red', 'amber', 'green'] as const).map((band) => ({
        name: bandNames[band],
        type: 'bar',
        stack: 'customers',
        data: distribution.map(({ bands }) => bands[band]),
        color: color[band],
        barCategoryGap: '12%',
      })),
    }
  }
  const table = () =>
    [
      'Score from\tRed\tAmber\tGreen',
      ...distribution.map(({ from, bands }) => [from, bands.red, bands.amber, bands.green].join('\t')),
    ].join('\n')
  return (
    <Chart
      title="Customers by health score, in steps of five points"
      data={distribution}
      option={option}
      height={180}
      table={table}
      hideTitle
    />
  )
}
