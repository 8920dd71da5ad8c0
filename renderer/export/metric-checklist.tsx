import { Button, Checkbox, InputGroup } from '@blueprintjs/core'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { type MetricCardModel, searchCards } from '#renderer/metrics/metric-model.ts'
import { countChosen, groupsOf, type ListedMetric, type MetricGroup, withMetrics } from './metric-choice.ts'

interface Choice {
  readonly chosen: readonly string[]
  readonly onChange: (chosen: string[]) => void
}

/** The metrics with a value, to tick one by one, by category, or all that a search finds. */
export function MetricChecklist({
  metrics,
  ...choice
}: Choice & { readonly metrics: readonly MetricCardModel[] }) {
  const [search, setSearch] = useState('')
  const found = useMemo(() => searchCards(metrics, search), [metrics, search])
  const change = (isChosen: boolean) => choice.onChange(withMetrics(choice.chosen, found, isChosen))
  return (
    <fieldset className="metric-checklist" aria-label="Metrics to export" onKeyDown={moveFocus}>
      <InputGroup
        type="search"
        size="small"
        leftIcon="search"
        placeholder="Find a metric"
        aria-label="Find a metric to export"
        value={search}
        onValueChange={setSearch}
      />
      <div className="metric-checklist-count">
        <output>
          {countChosen(metrics, choice.chosen)} of {metrics.length} chosen
        </output>
        <Button size="small" variant="minimal" onClick={() => change(true)}>
          {search === '' ? 'Choose all' : 'Choose found'}
        </Button>
        <Button size="small" variant="minimal" onClick={() => change(false)}>
          {search === '' ? 'Clear all' : 'Clear found'}
        </Button>
      </div>
      <div className="metric-checklist-list">
        {groupsOf(found).map((group) => (
          <Group key={group.category} group={group} {...choice} />
        ))}
        {found.length === 0 && <p className="muted">Nothing is called “{search}”.</p>}
      </div>
    </fieldset>
  )
}

function Group({
  group: { title, members },
  chosen,
  onChange,
}: Choice & { readonly group: MetricGroup<ListedMetric> }) {
  const count = countChosen(members, chosen)
  const isWhole = count === members.length
  return (
    <fieldset className="metric-checklist-group" aria-label={title}>
      <Checkbox
        className="metric-checklist-category"
        checked={isWhole}
        indeterminate={count > 0 && !isWhole}
        onChange={() => onChange(withMetrics(chosen, members, !isWhole))}
      >
        {title}{' '}
        <span className="muted">
          {count} of {members.length}
        </span>
      </Checkbox>
      {members.map((metric) => {
        const isChosen = chosen.includes(metric.id)
        return (
          <Checkbox
            key={metric.id}
            className="metric-checklist-metric"
            label={metric.name}
            checked={isChosen}
            onChange={() => onChange(withMetrics(chosen, [metric], !isChosen))}
          />
        )
      })}
    </fieldset>
  )
}

/** Arrow keys go from the search through the list, beside the Tab key. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input')]
  const place = stops.findIndex((stop) => stop.matches(':focus'))
  const next = stops[place + step]
  if (place < 0 || next === undefined) return
  event.preventDefault()
  next.focus()
}
