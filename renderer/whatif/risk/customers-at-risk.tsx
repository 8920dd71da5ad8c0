import { useCurrency } from '#renderer/metrics/use-currency.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatValue } from '#shared/domain/format.ts'
import '../parts/figures.css'

type Customers = ReplyOf<'scenario.revenueAtRisk'>['customers']

/** The customers most worth saving, with the running total of what that is worth. */
export function CustomersAtRisk({ customers }: { customers: Customers }) {
  const currency = useCurrency()
  const money = (value: number) => formatValue(value, 'money', { currency })
  const hasNames = customers.some(({ name }) => name !== undefined)
  return (
    <div className="figures-scroll">
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Customer</th>
            {hasNames && <th scope="col">Name</th>}
            <th scope="col" className="number">
              MRR
            </th>
            <th scope="col" className="number">
              Risk
            </th>
            <th scope="col" className="number">
              MRR at risk
            </th>
            <th scope="col" className="number">
              Saved so far
            </th>
          </tr>
        </thead>
        <tbody>
          {customers.map(({ id, name, mrr, risk, atRisk, saved }) => (
            <tr key={id}>
              <th scope="row" className="selectable">
                {id}
              </th>
              {hasNames && <td className="selectable">{name}</td>}
              <td className="number">{money(mrr)}</td>
              <td className="number">{formatValue(risk, 'percent')}</td>
              <td className="number">{money(atRisk)}</td>
              <td className="number">{money(saved)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The same as tab-separated text with plain numbers. */
export const customersAtRiskText = (customers: Customers): string =>
  [
    'Customer\tName\tMRR\tRisk\tMRR at risk\tSaved so far',
    ...customers.map(({ id, name, mrr, risk, atRisk, saved }) =>
      [id, name, mrr, risk, atRisk, saved].join('\t'),
    ),
  ].join('\n')
