import { periodOf } from '#renderer/app/period-choice.ts'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { CompletingTextArea } from '#renderer/ui/completing-text-area.tsx'
import { useDebounced } from '#renderer/ui/use-debounced.ts'
import { formatValue } from '#shared/domain/format.ts'
import type { Unit } from '#shared/domain/metric.ts'
import { useCurrency } from '../use-currency.ts'
import { completionsFor, wordAt } from './completions.ts'

interface Props {
  readonly id: string
  readonly formula: string
  readonly unit: Unit
  readonly onChange: (formula: string) => void
}

/** A formula with completion, its value while it is typed, and what is wrong with it, marked in place. */
export function FormulaEditor({ id, formula, unit, onChange }: Props) {
  return (
    <div className="formula-editor">
      <CompletingTextArea
        id={id}
        label="Formula"
        rows={4}
        value={formula}
        onChange={onChange}
        wordBefore={wordAt}
        completionsFor={completionsFor}
      />
      <FormulaCheck formula={formula} unit={unit} />
    </div>
  )
}

const checkDelay = 250

/** The value in the window's period, or the first problem with the part of the text it concerns. */
function FormulaCheck({ formula, unit }: { formula: string; unit: Unit }) {
  const settled = useDebounced(formula, checkDelay)
  const currency = useCurrency()
  const period = periodOf(useView((state) => state.period))
  const { reply } = useEngine(
    'metrics.checkFormula',
    settled.trim() === '' ? null : { formula: settled, period },
  )
  if (reply === undefined) return null
  const [problem] = reply.problems
  if (problem !== undefined) {
    const part = settled.slice(problem.start, problem.start + problem.length)
    return (
      <p className="formula-problem selectable" role="alert">
        {part !== '' && part !== settled && <mark className="mono">{part}</mark>} {problem.message}{' '}
        {problem.hint}
      </p>
    )
  }
  return (
    <p className="formula-value selectable">
      {reply.value === null ? (
        <span className="muted">No value: {reply.reason}</span>
      ) : (
        <strong>{formatValue(reply.value, unit, { currency })}</strong>
      )}
      <span className="muted"> {reply.words}</span>
    </p>
  )
}
