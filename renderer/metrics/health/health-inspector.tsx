import { Button } from '@blueprintjs/core'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Fact, Facts } from '#renderer/ui/panel.tsx'
import { type HealthDimension, healthHigh, healthLow, healthWeight } from '#shared/catalogue/health-score.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatValue } from '#shared/domain/format.ts'
import { Band } from './health-customers.tsx'
import { dimensionNames } from './health-words.ts'
import { showHealthRows } from './show-health-rows.ts'

type Health = ReplyOf<'metrics.health'>
type Customer = Health['customers'][number]

interface Props {
  readonly customer: Customer | undefined
  readonly health: Health
  readonly settings: Readonly<Record<string, number>>
}

/** One customer's score, as the sum of what each dimension brings. */
export function HealthInspector({ customer, health, settings }: Props) {
  if (customer === undefined)
    return (
      <EmptyState icon="select" title="Choose a customer">
        What its score is made of is shown here.
      </EmptyState>
    )
  const { sheet, row } = customer
  const mapped = health.dimensions.flatMap(({ mapped: is, dimension }) => (is ? [dimension] : []))
  const present = mapped.filter((dimension) => customer.points[dimension] != null)
  const missing = mapped.filter((dimension) => !present.includes(dimension))
  const weight = (dimension: HealthDimension) => settings[healthWeight(dimension)] ?? 0
  const total = present.reduce((sum, dimension) => sum + weight(dimension), 0)
  return (
    <div className="explained">
      <header className="explained-head">
        <h2>{customer.name ?? customer.customer ?? 'A customer without id'}</h2>
        {customer.name !== null && <p className="muted selectable">{customer.customer}</p>}
        <p className="explained-value selectable">
          {customer.score === null ? 'No score' : formatValue(customer.score, 'points')}{' '}
          <span className="explained-period">
            <Band band={customer.band} />
          </span>
        </p>
        {customer.score === null && <p>No dimension can be read, or one holds a text that is no number.</p>}
      </header>
      <div className="explained-actions">
        <Button
          size="small"
          icon="th-list"
          onClick={() => void showHealthRows({ settings, only: { sheet, row } })}
        >
          Show its row
        </Button>
      </div>
      <section className="explained-section">
        <h3>What each dimension brings</h3>
        <table className="health-parts">
          <thead>
            <tr>
              <th>Dimension</th>
              <th className="number">Value</th>
              <th className="number">Points</th>
              <th className="number">Weight</th>
              <th className="number">Brings</th>
            </tr>
          </thead>
          <tbody>
            {present.map((dimension) => {
              const points = customer.points[dimension] ?? 0
              const share = total === 0 ? 0 : weight(dimension) / total
              return (
                <tr key={dimension}>
                  <td
                    title={`${settings[healthLow(dimension)] ?? ''} is worth 0, ${settings[healthHigh(dimension)] ?? ''} is worth 100`}
                  >
                    {dimensionNames[dimension]}
                  </td>
                  <td className="number selectable">{customer.values[dimension] ?? ''}</td>
                  <td className="number selectable">{formatValue(points, 'points')}</td>
                  <td className="number">{formatValue(share, 'percent', { digits: 0 })}</td>
                  <td className="number selectable">{formatValue(points * share, 'points')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      {missing.length > 0 && (
        <section className="explained-section">
          <Facts>
            <Fact name="Missing">{missing.map((dimension) => dimensionNames[dimension]).join(', ')}</Fact>
          </Facts>
          <p className="muted">The weight of what is missing goes to the others in proportion.</p>
        </section>
      )}
    </div>
  )
}
