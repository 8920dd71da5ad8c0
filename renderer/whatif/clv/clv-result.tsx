import { Callout } from '@blueprintjs/core'
import { useState } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Fact, Facts, Panel } from '#renderer/ui/panel.tsx'
import type { ClvReply } from '#shared/contract/clv.ts'
import { formatValue } from '#shared/domain/format.ts'
import { aggregateDisplay, parameterWords } from '../model/clv-display.ts'
import { CheckCharts } from './check-charts.tsx'
import { ClvBreakdown } from './clv-breakdown.tsx'
import { type ChosenGroup, ClvCustomers } from './clv-customers.tsx'
import '../parts/figures.css'

/** A fitted model: its parameters, how well it fits, and what it says of the customers. */
export function ClvResult({ reply }: { reply: ClvReply }) {
  const [group, setGroup] = useState<ChosenGroup | undefined>(undefined)
  return (
    <>
      {!reply.converged && (
        <Callout intent="warning" icon="warning-sign" compact>
          The fit did not converge, so its numbers are not to be relied on. Another model, or more history,
          may help.
        </Callout>
      )}
      <div className="question-panels">
        <Panel title="All customers together">
          <Aggregate reply={reply} />
        </Panel>
        <Panel title="Parameters">
          <ParameterTable reply={reply} />
          {reply.warnings.length > 0 && (
            <ul className="clv-notes">
              {reply.warnings.map((warning) => (
                <li key={warning} className="selectable">
                  {warning}
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
      <CheckCharts checks={reply.checks} />
      <ClvBreakdown reply={reply} onGroup={setGroup} />
      {reply.distribution !== null && <ClvCustomers group={group} onGroup={setGroup} />}
    </>
  )
}

function ParameterTable({ reply }: { reply: ClvReply }) {
  const parameters = { ...reply.parameters, ...(reply.spend ?? {}) }
  return (
    <>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">Parameter</th>
            <th scope="col" className="number">
              Estimate
            </th>
            <th scope="col" className="number">
              Std. error
            </th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(parameters).map(([name, value]) => {
            const error = reply.standardErrors[name]
            return (
              <tr key={name}>
                <th scope="row">
                  {name}
                  <span className="muted clv-parameter">{parameterWords(reply.model, name)}</span>
                </th>
                <td className="number">{figure(value)}</td>
                <td className="number">
                  {error === null || error === undefined ? '' : `± ${figure(error)}`}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <p className="muted clv-source selectable">
        {reply.logLikelihood !== null && `Log-likelihood ${figure(reply.logLikelihood)}. `}
        {reply.converged ? 'Converged. ' : 'Did not converge. '}
        {reply.source !== '' && `From ${reply.source}.`}
      </p>
    </>
  )
}

function Aggregate({ reply }: { reply: ClvReply }) {
  const currency = useCurrency()
  return (
    <Facts>
      {Object.entries(reply.aggregate).map(([name, value]) => {
        const { label, unit, digits, absent = 'no value' } = aggregateDisplay(name)
        return (
          <Fact key={name} name={label}>
            {value === null
              ? absent
              : formatValue(value, unit, { currency, ...(digits === undefined ? {} : { digits }) })}
          </Fact>
        )
      })}
    </Facts>
  )
}

/** Enough digits to compare with published estimates. */
const figure = (value: number): string =>
  formatValue(value, 'points', { digits: Math.abs(value) >= 100 ? 1 : 4 })
