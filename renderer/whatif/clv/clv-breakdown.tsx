import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import {
  type ChartColors,
  categoryAxis,
  chartFrame,
  everyLabel,
  valueAxis,
} from '#renderer/ui/chart-colors.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import type { ClvReply } from '#shared/contract/clv.ts'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import { numberAt } from '#shared/models/number-at.ts'
import { wordsOfName } from '../model/clv-display.ts'
import type { ChosenGroup } from './clv-customers.tsx'
import '../parts/figures.css'

/** CLV over the customers: by tenths, as a distribution, and by group. */
export function ClvBreakdown({
  reply: { deciles, distribution, groups },
  onGroup,
}: {
  reply: ClvReply
  /** Shows the customers of a group. */
  onGroup: (group: ChosenGroup) => void
}) {
  const fields = [...new Set(groups.map(({ by }) => by))]
  return (
    <div className="question-panels">
      {deciles.length > 0 && (
        <Panel title="Tenths of the customers, most valuable first">
          <Deciles deciles={deciles} />
        </Panel>
      )}
      {distribution !== null && (
        <Panel title="How CLV is spread">
          <Distribution distribution={distribution} />
        </Panel>
      )}
      {fields.map((field) => (
        <Panel
          key={field}
          title={`CLV by ${field === 'cohort' ? 'quarter of the first purchase' : wordsOfName(field).toLowerCase()}`}
        >
          <Groups
            groups={groups.filter(({ by }) => by === field)}
            onGroup={field === 'cohort' ? undefined : (value) => onGroup({ by: field, value })}
          />
        </Panel>
      ))}
    </div>
  )
}

const ordinal = (decile: number): string => `${(decile - 1) * 10}-${decile * 10} %`

function Deciles({ deciles }: { deciles: ClvReply['deciles'] }) {
  const currency = useCurrency()
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    tooltip: {
      ...chartFrame(colors).tooltip,
      valueFormatter: (value: number) => formatValue(value, 'money', { currency, digits: 0 }),
    },
    xAxis: everyLabel(
      categoryAxis(
        colors,
        deciles.map(({ decile }) => ordinal(decile)),
      ),
    ),
    yAxis: valueAxis(colors, (value) => formatTick(value, 'money', { currency }), true),
    series: [
      {
        name: 'CLV',
        type: 'bar',
        color: colors.accent,
        barMaxWidth: 36,
        data: deciles.map(({ clv }) => clv),
        label: {
          show: true,
          position: 'top',
          color: colors.muted,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const share = deciles[dataIndex]?.share
            return share === null || share === undefined ? '' : formatValue(share, 'percent', { digits: 0 })
          },
        },
      },
    ],
  })
  const table = () =>
    [
      'Tenth\tCustomers\tCLV\tShare',
      ...deciles.map(({ decile, customers, clv, share }) => [decile, customers, clv, share ?? ''].join('\t')),
    ].join('\n')
  return (
    <Chart
      title="CLV by tenth, with its share of the total"
      data={deciles}
      option={option}
      height={220}
      table={table}
    />
  )
}

/** Bins are of a round width, so that every fifth begins at a round number. */
const binsBetweenLabels = 5

function Distribution({ distribution }: { distribution: NonNullable<ClvReply['distribution']> }) {
  const currency = useCurrency()
  const { edges, counts } = distribution
  const from = (index: number) => formatTick(numberAt(edges, index), 'money', { currency })
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    tooltip: {
      ...chartFrame(colors).tooltip,
      valueFormatter: (value: number) => `${value.toLocaleString('en-US')} customers`,
    },
    xAxis: everyLabel(
      categoryAxis(
        colors,
        counts.map((_, index) => `${from(index)}${index === counts.length - 1 ? ' and more' : ''}`),
      ),
      binsBetweenLabels,
    ),
    yAxis: valueAxis(colors, (value) => value.toLocaleString('en-US'), true),
    series: [{ name: 'from here', type: 'bar', color: colors.accent, barCategoryGap: '8%', data: counts }],
  })
  const table = () =>
    [
      'From\tTo\tCustomers',
      ...counts.map((count, index) => [numberAt(edges, index), numberAt(edges, index + 1), count].join('\t')),
    ].join('\n')
  return <Chart title="Customers by CLV" data={distribution} option={option} height={220} table={table} />
}

interface GroupsProps {
  readonly groups: ClvReply['groups']
  readonly onGroup: ((group: string) => void) | undefined
}

function Groups({ groups, onGroup }: GroupsProps) {
  const currency = useCurrency()
  return (
    <table className="figures">
      <thead>
        <tr>
          <th scope="col">Group</th>
          <th scope="col" className="number">
            Customers
          </th>
          <th scope="col" className="number">
            CLV a customer
          </th>
          <th scope="col" className="number">
            CLV
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ group, customers, clv, mean }) => (
          <tr key={group}>
            <th scope="row">
              {onGroup === undefined ? (
                group
              ) : (
                <button type="button" className="figures-link" onClick={() => onGroup(group)}>
                  {group}
                </button>
              )}
            </th>
            <td className="number">{customers.toLocaleString('en-US')}</td>
            <td className="number">{formatValue(mean, 'money', { currency })}</td>
            <td className="number">{formatValue(clv, 'money', { currency, digits: 0 })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
