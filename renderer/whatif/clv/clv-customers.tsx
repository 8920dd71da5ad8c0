import { Button } from '@blueprintjs/core'
import { useMemo, useState } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import type { ClvReply } from '#shared/contract/scenario.ts'
import { formatValue } from '#shared/domain/format.ts'
import { customersText } from '../model/clv-display.ts'
import { CopyDataButton } from '../parts/copy-data-button.tsx'
import '../parts/figures.css'

const columns = [
  { id: 'pAlive', label: 'P(alive)', unit: 'percent' },
  { id: 'expectedPurchases', label: 'Expected purchases', unit: 'count' },
  { id: 'expectedValue', label: 'Expected value', unit: 'money' },
  { id: 'clv', label: 'CLV', unit: 'money' },
] as const
type Column = (typeof columns)[number]['id']

const pageSize = 50

/** P(alive) and CLV customer by customer; the most valuable first, or by any column. */
export function ClvCustomers({ customers }: { customers: ClvReply['customers'] }) {
  const currency = useCurrency()
  const [order, setOrder] = useState<Column>('clv')
  const [shown, setShown] = useState(pageSize)
  const sorted = useMemo(
    () =>
      customers.toSorted(
        (a, b) => (b[order] ?? Number.NEGATIVE_INFINITY) - (a[order] ?? Number.NEGATIVE_INFINITY),
      ),
    [customers, order],
  )
  return (
    <Panel
      flush
      title={`${Math.min(shown, sorted.length).toLocaleString('en-US')} of ${sorted.length.toLocaleString('en-US')} customers`}
      actions={<CopyDataButton text={() => customersText(sorted)} />}
    >
      <div className="clv-customers">
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">Customer</th>
              {columns.map(({ id, label }) => (
                <th key={id} scope="col" className="number" aria-sort={order === id ? 'descending' : 'none'}>
                  <button type="button" className="figures-link" onClick={() => setOrder(id)}>
                    {label}
                    {order === id && ' ↓'}
                  </button>
                </th>
              ))}
              <th scope="col">Risk</th>
            </tr>
          </thead>
          <tbody>
            {sorted.slice(0, shown).map((customer) => (
              <tr key={customer.id}>
                <th scope="row" className="selectable">
                  {customer.id}
                </th>
                {columns.map(({ id, unit }) => {
                  const value = customer[id]
                  return (
                    <td key={id} className="number">
                      {value === null
                        ? ''
                        : formatValue(value, unit, { currency, ...(unit === 'count' ? { digits: 2 } : {}) })}
                    </td>
                  )
                })}
                <td>{customer.riskBand ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {shown < sorted.length && (
          <Button variant="minimal" fill onClick={() => setShown(shown + pageSize)}>
            Show {pageSize} more
          </Button>
        )}
      </div>
    </Panel>
  )
}
