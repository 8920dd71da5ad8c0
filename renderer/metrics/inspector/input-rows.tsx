import { Button } from '@blueprintjs/core'
import { engine } from '#renderer/app/engine-client.ts'
import { periodOf } from '#renderer/app/period-choice.ts'
import { useView } from '#renderer/app/state/view.ts'
import { findKind, findMetric } from '#shared/catalogue/index.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatValue } from '#shared/domain/format.ts'
import type { Exclusion } from '#shared/domain/metric-result.ts'
import type { MetricCardModel } from '../metric-model.ts'
import { showRowSets } from '../show-row-sets.ts'
import { useCurrency } from '../use-currency.ts'

type ExplainedInput = ReplyOf<'metrics.explain'>['inputs'][number]

/** The inputs with their numbers, those beside the value, and what was left out; each leads to its rows. */
export function InputRows({ card, inputs }: { card: MetricCardModel; inputs: readonly ExplainedInput[] }) {
  const currency = useCurrency()
  const method = findMetric(card.id)?.methods.find(({ id }) => id === card.value.method)
  const beside = Object.entries(card.value.beside)
  return (
    <section className="explained-section">
      <h3>Inputs</h3>
      <ul className="explained-inputs">
        {inputs.map((input) => {
          const value = card.value.inputs[input.name]
          return (
            <li key={input.name}>
              <div className="explained-input">
                <span>{input.label}</span>
                <strong className="number selectable">
                  {value == null
                    ? 'none'
                    : formatValue(value, method?.inputs[input.name]?.unit ?? 'count', { currency })}
                </strong>
                {input.rows ? (
                  <Button
                    variant="minimal"
                    size="small"
                    icon="th-list"
                    aria-label={`Show the rows: ${input.label}`}
                    title="Show the rows"
                    onClick={() => void showRows(card.id, input.name)}
                  />
                ) : (
                  <span />
                )}
              </div>
              <p className="muted explained-words selectable">{input.words}</p>
            </li>
          )
        })}
        {beside.map(([name, value]) => (
          <li key={name}>
            <div className="explained-input">
              <span className="muted">{method?.beside?.[name]?.label ?? name.replaceAll('_', ' ')}</span>
              <span className="number selectable">
                {value === null
                  ? 'none'
                  : formatValue(value, method?.beside?.[name]?.unit ?? card.unit, { currency })}
              </span>
              <span />
            </div>
          </li>
        ))}
      </ul>
      <h3>Rows</h3>
      <p>
        {card.value.rows.toLocaleString('en-US')} used
        {card.value.excluded > 0 && (
          <>
            , {card.value.excluded.toLocaleString('en-US')} left out{' '}
            <Button
              variant="minimal"
              size="small"
              icon="th-list"
              onClick={() => void showRows(card.id, 'excluded')}
            >
              Show them
            </Button>
          </>
        )}
      </p>
      {card.value.exclusions.map((exclusion) => (
        <p key={`${exclusion.dataset}${exclusion.field}${exclusion.reason}`} className="muted">
          {exclusionText(exclusion)}
        </p>
      ))}
    </section>
  )
}

function exclusionText({ dataset, field, reason, count }: Exclusion): string {
  const kind = findKind(dataset)
  const name = kind?.fields.find(({ id }) => id === field)?.name ?? field.replaceAll('_', ' ')
  const number = count.toLocaleString('en-US')
  switch (reason) {
    case 'not_understood':
      return `${name}: ${number} could not be read and are left out.`
    case 'blank':
      return `${name}: ${number} blank, which is not counted as zero.`
    case 'duplicate':
      return `${number} exact repetitions of a row are counted once.`
  }
}

/** Opens the grid with only the rows behind a number. */
export async function showRows(
  metric: string,
  input: string,
  group?: { readonly by: string; readonly group: string },
): Promise<void> {
  const { period, scenario } = useView.getState()
  const answer = await engine('metrics.rows', {
    metric,
    input,
    period: periodOf(period),
    ...(scenario === null ? {} : { scenario }),
    ...group,
  })
  showRowSets(answer, 'No row stands behind this number in the period.')
}
