import { Button, SegmentedControl } from '@blueprintjs/core'
import { useMemo, useState } from 'react'
import { useEngine } from '#renderer/app/use-engine.ts'
import type { ColumnFilter } from '#shared/contract/sheet.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { useSheet } from '../state/present-sheet.ts'
import { filterBy } from './change-view.ts'
import { type Condition, ConditionFields, emptyCondition, isComplete } from './condition-fields.tsx'
import {
  choiceOfFilter,
  everything,
  filtersOfChoice,
  isEverything,
  type ValueChoice,
} from './value-choice.ts'
import { ValueList } from './value-list.tsx'
import './filter-panel.css'

interface Props {
  readonly column: ColumnInfo
  readonly onClose: () => void
}

type Mode = 'values' | 'conditions'

/** Values that the list shows; what is rarer is found by searching. */
const valuesListed = 400

/** The filter of one column: a list of its values to tick, and conditions that must all hold. */
export function FilterPanel({ column, onClose }: Props) {
  const { info, view } = useSheet()
  const own = view.filters.filter((filter) => filter.column === column.id)
  const [mode, setMode] = useState<Mode>(
    own.some((filter) => filter.type === 'condition') ? 'conditions' : 'values',
  )
  const [search, setSearch] = useState('')
  const [choice, setChoice] = useState<ValueChoice>(() =>
    choiceOfFilter(own.find((filter) => filter.type === 'values')),
  )
  const [conditions, setConditions] = useState<readonly Condition[]>(() => conditionsOf(own))
  const others = useMemo(
    () => ({ ...view, sort: [], filters: view.filters.filter((filter) => filter.column !== column.id) }),
    [view, column.id],
  )
  const { reply } = useEngine(
    'sheet.distinct',
    info === undefined
      ? null
      : { sheet: info.id, column: column.id, view: others, search, limit: valuesListed },
  )
  if (info === undefined) return null

  const complete = conditions.filter(isComplete)
  const chosen = (): ColumnFilter[] => {
    const texts = reply?.values.map((value) => value.text) ?? []
    const values = filtersOfChoice(column.id, choice, {
      texts,
      hasBlanks: (reply?.blanks ?? 0) > 0,
      isComplete: reply !== undefined && reply.total <= texts.length,
      search,
    })
    return [
      ...values,
      ...complete.map((condition): ColumnFilter => ({ type: 'condition', column: column.id, ...condition })),
    ]
  }
  const set = (filters: readonly ColumnFilter[]) => {
    filterBy(info.id, column.id, filters)
    onClose()
  }
  return (
    <form
      className="filter-panel"
      aria-label={`Filter ${column.name}`}
      onSubmit={(event) => {
        event.preventDefault()
        set(chosen())
      }}
    >
      <SegmentedControl
        size="small"
        fill
        options={[
          { label: 'Values', value: 'values' },
          { label: 'Conditions', value: 'conditions' },
        ]}
        value={mode}
        onValueChange={(value) => setMode(value === 'values' ? 'values' : 'conditions')}
      />
      {mode === 'values' ? (
        <ValueList
          column={column}
          reply={reply}
          search={search}
          choice={choice}
          onChange={setChoice}
          onSearch={(text) => {
            setSearch(text)
            // What the search finds is what is chosen, as in Excel.
            setChoice(text === '' ? everything : { base: 'found', toggled: new Set(), blanks: false })
          }}
        />
      ) : (
        <ConditionFields column={column} conditions={conditions} onChange={setConditions} />
      )}
      {mode === 'values' && complete.length > 0 && (
        <p className="muted filter-panel-also">And only where the conditions hold.</p>
      )}
      {mode === 'conditions' && !isEverything(choice) && (
        <p className="muted filter-panel-also">And only the values that are ticked.</p>
      )}
      <div className="filter-panel-actions">
        <Button size="small" variant="minimal" disabled={own.length === 0} onClick={() => set([])}>
          Clear filter
        </Button>
        <Button size="small" intent="primary" type="submit">
          Apply
        </Button>
      </div>
    </form>
  )
}

function conditionsOf(own: readonly ColumnFilter[]): Condition[] {
  const present = own.flatMap((filter) =>
    filter.type === 'condition' ? [{ operator: filter.operator, operand: filter.operand ?? '' }] : [],
  )
  return present.length === 0 ? [emptyCondition] : present
}
