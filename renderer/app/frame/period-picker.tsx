import { Button, InputGroup, PopoverNext, SegmentedControl } from '@blueprintjs/core'
import { useState } from 'react'
import { type Period, periodLabel, periodsOf } from '#shared/domain/period.ts'
import { choosePeriod } from '../chosen-period.ts'
import { labelOf, type PeriodChoice, periodOf, stepped, withGrain } from '../period-choice.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'
import { useEngine } from '../use-engine.ts'

const grainOptions = [
  { label: 'Month', value: 'month' },
  { label: 'Quarter', value: 'quarter' },
  { label: 'Year', value: 'year' },
  { label: 'Custom', value: 'custom' },
  { label: 'All', value: 'all' },
]

/** Steps through periods and chooses one; says plainly where the data has no dates at all. */
export function PeriodPicker() {
  const choice = useView((state) => state.period)
  const isOpen = useProject((state) => state.project !== undefined)
  const { reply: range, loading } = useEngine('metrics.range', isOpen ? {} : null)
  const dated = range?.from != null && range.to != null
  const canStep = choice.type === 'grain' && dated

  if (!dated) {
    return (
      <Button className="picker-button" variant="minimal" icon="calendar" disabled>
        {isOpen && !loading ? 'No dates mapped' : 'Period'}
      </Button>
    )
  }
  const covered: Period = { from: range.from ?? '', to: range.to ?? '' }
  return (
    <fieldset className="picker-row picker-fieldset" aria-label="Period">
      <Button
        variant="minimal"
        icon="chevron-left"
        aria-label="Period before"
        disabled={!canStep}
        onClick={() => choosePeriod(stepped(choice, -1))}
      />
      <PopoverNext
        animation="minimal"
        arrow={false}
        placement="bottom-start"
        content={<PeriodMenu choice={choice} covered={covered} onChoose={choosePeriod} />}
      >
        <Button className="picker-button" variant="minimal" icon="calendar" endIcon="caret-down">
          {labelOf(choice)}
        </Button>
      </PopoverNext>
      <Button
        variant="minimal"
        icon="chevron-right"
        aria-label="Period after"
        disabled={!canStep}
        onClick={() => choosePeriod(stepped(choice, 1))}
      />
    </fieldset>
  )
}

function PeriodMenu({
  choice,
  covered,
  onChoose,
}: {
  choice: PeriodChoice
  covered: Period
  onChoose: (choice: PeriodChoice) => void
}) {
  const type = choice.type === 'grain' ? choice.grain : choice.type
  const chooseType = (value: string) => {
    if (value === 'all') return onChoose({ type: 'all' })
    if (value === 'custom') return onChoose({ type: 'custom', ...(periodOf(choice) ?? covered) })
    if (value === 'month' || value === 'quarter' || value === 'year')
      onChoose(withGrain(choice, value, lastDay(covered)))
  }
  return (
    <div className="picker-popover">
      <SegmentedControl fill size="small" options={grainOptions} value={type} onValueChange={chooseType} />
      {choice.type === 'grain' && (
        <GrainGrid grain={choice.grain} from={choice.from} covered={covered} onChoose={onChoose} />
      )}
      {choice.type === 'custom' && (
        <CustomPeriod
          key={`${choice.from}${choice.to}`}
          from={choice.from}
          to={choice.to}
          onChoose={(from, to) => onChoose({ type: 'custom', from, to })}
        />
      )}
      <p className="muted">
        The data runs from {covered.from} to {lastDay(covered)}.
      </p>
    </div>
  )
}

function GrainGrid({
  grain,
  from,
  covered,
  onChoose,
}: {
  grain: 'month' | 'quarter' | 'year'
  from: string
  covered: Period
  onChoose: (choice: PeriodChoice) => void
}) {
  const [year, setYear] = useState(from.slice(0, 4))
  const inYear =
    grain === 'year'
      ? periodsOf('year', covered)
      : periodsOf(grain, { from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` })
  const step = (years: number) => setYear(String(Number(year) + years))
  return (
    <>
      {grain !== 'year' && (
        <div className="picker-row">
          <Button
            variant="minimal"
            size="small"
            icon="chevron-left"
            aria-label="Year before"
            onClick={() => step(-1)}
          />
          <strong>{year}</strong>
          <Button
            variant="minimal"
            size="small"
            icon="chevron-right"
            aria-label="Year after"
            onClick={() => step(1)}
          />
        </div>
      )}
      <div className="picker-grid">
        {inYear.map((period) => (
          <Button
            key={period.from}
            variant="minimal"
            size="small"
            active={period.from === from}
            disabled={period.to <= covered.from || period.from >= covered.to}
            onClick={() => onChoose({ type: 'grain', grain, from: period.from })}
          >
            {periodLabel(period).replace(` ${year}`, '')}
          </Button>
        ))}
      </div>
    </>
  )
}

/** Two days, both included as people say it; kept half open inside. */
function CustomPeriod({
  from,
  to,
  onChoose,
}: {
  from: string
  to: string
  onChoose: (from: string, to: string) => void
}) {
  const [first, setFirst] = useState(from)
  const [last, setLast] = useState(lastDay({ from, to }))
  const isValid = first !== '' && last !== '' && first <= last
  const commit = () => {
    if (isValid) onChoose(first, dayAfter(last))
  }
  return (
    <form
      className="picker-row"
      onSubmit={(event) => {
        event.preventDefault()
        commit()
      }}
    >
      <InputGroup type="date" size="small" aria-label="First day" value={first} onValueChange={setFirst} />
      <span className="muted">to</span>
      <InputGroup type="date" size="small" aria-label="Last day" value={last} onValueChange={setLast} />
      <Button type="submit" size="small" disabled={!isValid}>
        Set
      </Button>
    </form>
  )
}

const millisecondsPerDay = 86_400_000
const shiftDay = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * millisecondsPerDay).toISOString().slice(0, 10)
const dayAfter = (date: string): string => shiftDay(date, 1)
const lastDay = (period: Period): string => shiftDay(period.to, -1)
