import { Callout } from '@blueprintjs/core'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Fact, Facts, Panel } from '#renderer/ui/panel.tsx'
import type { ClvReply } from '#shared/contract/scenario.ts'
import { parameterWords, wordsOfName } from '../model/clv-display.ts'
import { CheckCharts } from './check-charts.tsx'
import { ClvBreakdown } from './clv-breakdown.tsx'
import { ClvCustomers } from './clv-customers.tsx'
import '../parts/figures.css'

/** A fitted model: its parameters, how well it fits, and what it says of the customers. */
export function ClvResult({ reply }: { reply: ClvReply }) {
  return (
    <>
      {!reply.converged && (
        <Callout intent="warning" icon="warning-sign" compact>
          The fit did not converge, so its numbers are not to be relied on. Another model, or more history,
          may help.
        </Callout>
      )}
      {reply.warnings.map((warning) => (
        <Callout key={warning} icon="info-sign" compact>
          <span className="selectable">{warning}</span>
        </Callout>
      ))}
      <div className="question-panels">
        <Panel title="Parameters">
          <ParameterTable reply={reply} />
        </Panel>
        <Panel title="All customers together">
          <Aggregate reply={reply} />
        </Panel>
      </div>
      <CheckCharts checks={reply.checks} />
      <ClvBreakdown reply={reply} />
      <ClvCustomers customers={reply.customers} />
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
                <th scope="row" title={parameterWords[name] ?? ''}>
                  {name} <span className="muted clv-parameter">{parameterWords[name]}</span>
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
  const isMoney = (name: string) => /clv|value|revenue|profit/i.test(name)
  return (
    <Facts>
      <Fact name="Customers">{reply.customers.length.toLocaleString('en-US')}</Fact>
      {Object.entries(reply.aggregate).map(([name, value]) => (
        <Fact key={name} name={wordsOfName(name)}>
          {value === null
            ? 'no value'
            : `${isMoney(name) ? currency : ''}${value.toLocaleString('en-US', { maximumFractionDigits: 2 })}`}
        </Fact>
      ))}
    </Facts>
  )
}

/** Enough digits to compare with published estimates. */
const figure = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) >= 100 ? 1 : 4 })
