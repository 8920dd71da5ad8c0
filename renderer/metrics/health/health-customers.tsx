import { Button, HTMLSelect, HTMLTable, InputGroup, SegmentedControl } from '@blueprintjs/core'
import { z } from 'zod'
import { Panel } from '#renderer/ui/panel.tsx'
import type { HealthBand } from '#shared/catalogue/health-score.ts'
import { healthGroupSchema } from '#shared/contract/health.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatValue } from '#shared/domain/format.ts'
import { bandNames, customersCounted, dimensionNames, groupNames } from './health-words.ts'
import { showHealthRows } from './show-health-rows.ts'

type Health = ReplyOf<'metrics.health'>
type Customer = Health['customers'][number]

const groupSchema = z.union([healthGroupSchema, z.literal('all')])
const orderSchema = z.enum(['lowest', 'highest', 'customer'])

/** Which customers the list shows. */
export interface CustomerChoice {
  readonly group: z.infer<typeof groupSchema>
  readonly search: string
  readonly order: z.infer<typeof orderSchema>
  readonly limit: number
}

const mostShown = 1000

interface Props {
  readonly health: Health
  readonly choice: CustomerChoice
  readonly onChoose: (choice: CustomerChoice) => void
  /** Settings under trial. */
  readonly settings: Readonly<Record<string, number>>
  /** Key of the customer that the inspector explains. */
  readonly selected: string | undefined
  readonly onSelect: (key: string) => void
}

/** Every customer's score, band and points by dimension, and which dimensions are missing. */
export function HealthCustomers({ health, choice, onChoose, settings, selected, onSelect }: Props) {
  const mapped = health.dimensions.flatMap(({ mapped: is, dimension }) => (is ? [dimension] : []))
  const { trial } = health
  const counts: Record<CustomerChoice['group'], number> = {
    all: trial.customers,
    ...trial.bands,
    none: trial.customers - trial.scored,
  }
  const groups = ['all', ...healthGroupSchema.options] as const
  const show = () =>
    void showHealthRows({ settings, ...(choice.group === 'all' ? {} : { group: choice.group }) })
  return (
    <Panel
      flush
      title="Customers"
      actions={
        <Button variant="minimal" size="small" icon="th-list" onClick={show}>
          Show in grid
        </Button>
      }
    >
      <div className="health-filter">
        <SegmentedControl
          size="small"
          options={groups.map((group) => ({
            value: group,
            label: `${group === 'all' ? 'All' : groupNames[group]} ${counts[group].toLocaleString('en-US')}`,
          }))}
          value={choice.group}
          onValueChange={(value) => onChoose({ ...choice, group: groupSchema.parse(value) })}
        />
        <InputGroup
          type="search"
          size="small"
          leftIcon="search"
          placeholder="Find a customer"
          aria-label="Find a customer"
          value={choice.search}
          onValueChange={(search) => onChoose({ ...choice, search })}
        />
        <HTMLSelect
          aria-label="Order of the customers"
          value={choice.order}
          options={[
            { value: 'lowest', label: 'Lowest score first' },
            { value: 'highest', label: 'Highest score first' },
            { value: 'customer', label: 'By customer' },
          ]}
          onChange={(event) => onChoose({ ...choice, order: orderSchema.parse(event.currentTarget.value) })}
        />
      </div>
      {health.customers.length === 0 ? (
        <p className="muted health-more">No customer is left by this choice.</p>
      ) : (
        <div className="health-list">
          <HTMLTable compact interactive className="health-customers">
            <thead>
              <tr>
                <th>Customer</th>
                <th className="number">Score</th>
                <th>Band</th>
                {mapped.map((dimension) => (
                  <th
                    key={dimension}
                    className="number"
                    title={`${dimensionNames[dimension]}, 0 to 100 points`}
                  >
                    {dimensionNames[dimension]}
                  </th>
                ))}
                <th>Missing</th>
              </tr>
            </thead>
            <tbody>
              {health.customers.map((customer) => (
                <CustomerRow
                  key={keyOf(customer)}
                  customer={customer}
                  mapped={mapped}
                  isSelected={keyOf(customer) === selected}
                  onSelect={() => onSelect(keyOf(customer))}
                />
              ))}
            </tbody>
          </HTMLTable>
        </div>
      )}
      <div className="health-more muted">
        {customersCounted(health.count)}
        {health.count > health.customers.length &&
          `, the first ${health.customers.length.toLocaleString('en-US')} shown`}
        {health.count > health.customers.length && choice.limit < mostShown && (
          <Button
            variant="minimal"
            size="small"
            onClick={() => onChoose({ ...choice, limit: Math.min(mostShown, choice.limit * 3) })}
          >
            Show more
          </Button>
        )}
      </div>
    </Panel>
  )
}

export const keyOf = ({ sheet, row }: Customer): string => `${sheet} ${row}`

function CustomerRow({
  customer,
  mapped,
  isSelected,
  onSelect,
}: {
  customer: Customer
  mapped: readonly (keyof typeof dimensionNames)[]
  isSelected: boolean
  onSelect: () => void
}) {
  const missing = mapped.filter((dimension) => customer.points[dimension] == null)
  const names = missing.map((dimension) => dimensionNames[dimension]).join(', ')
  const { score, before } = customer
  return (
    <tr className={isSelected ? 'kpis-row-selected' : undefined} onClick={onSelect}>
      <td className="health-customer">
        <button type="button" className="kpis-table-name" onClick={onSelect}>
          {customer.customer ?? 'without id'}
        </button>
        {customer.name !== null && <span className="muted"> {customer.name}</span>}
      </td>
      <td className="number">
        {score === null ? '' : formatValue(score, 'points')}
        {before !== null && score !== null && Math.abs(before - score) >= 0.05 && (
          <span className="muted"> was {formatValue(before, 'points')}</span>
        )}
      </td>
      <td>
        <Band band={customer.band} />
      </td>
      {mapped.map((dimension) => {
        const points = customer.points[dimension]
        return (
          <td key={dimension} className="number">
            {points == null ? <span className="muted">–</span> : Math.round(points)}
          </td>
        )
      })}
      <td className="muted health-missing" title={names}>
        {names}
      </td>
    </tr>
  )
}

/** A band as a dot and its name: never by colour alone. */
export function Band({ band }: { band: HealthBand | null }) {
  if (band === null) return <span className="muted">no score</span>
  return (
    <span className="health-band">
      <span className={`health-dot health-${band}`} aria-hidden="true" />
      {bandNames[band]}
    </span>
  )
}
