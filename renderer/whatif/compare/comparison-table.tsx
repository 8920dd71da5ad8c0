import { useMemo } from 'react'
import { scenarioColor } from '#renderer/app/scenario-color.ts'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import { TableButtons } from '#renderer/ui/table-buttons.tsx'
import { differenceUnit, formatValue } from '#shared/domain/format.ts'
import type { ProjectedCase } from '../model/cases.ts'
import {
  type ComparisonCell,
  type ComparisonRow,
  comparisonRows,
  comparisonText,
  relativeWords,
} from '../model/comparison.ts'
import '#renderer/ui/delta.css'
import '../parts/figures.css'

interface Props {
  readonly cases: readonly ProjectedCase[]
  readonly selected: string
  readonly explained: string
  readonly onSelect: (name: string) => void
  readonly onExplain: (id: string) => void
}

/** Every driver and every output, side by side, each with its difference from the baseline. */
export function ComparisonTable({ cases, selected, explained, onSelect, onExplain }: Props) {
  const rows = useMemo(() => comparisonRows(cases), [cases])
  const months = cases[0]?.input.months ?? 0
  const sections = [
    { name: `Outputs over ${months} months`, rows: rows.filter(({ group }) => group === 'outputs') },
    { name: 'Drivers in month 1', rows: rows.filter(({ group }) => group === 'drivers') },
  ]
  return (
    <Panel
      flush
      title="Side by side"
      actions={<TableButtons name="Side by side" text={() => comparisonText(cases, rows)} />}
    >
      <div className="comparison">
        <table className="figures comparison-table">
          <thead>
            <tr>
              <th scope="col" />
              {cases.map(({ name, index }) => (
                <th key={name} scope="col" className={name === selected ? 'number chosen' : 'number'}>
                  <button type="button" className="figures-link" title={name} onClick={() => onSelect(name)}>
                    <span className="scenario-dot" style={{ background: scenarioColor(index) }} />{' '}
                    <span className="scenario-name">{name}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          {sections.map((section) => (
            <tbody key={section.name}>
              <tr>
                <th scope="rowgroup" className="figures-group" colSpan={cases.length + 1}>
                  {section.name}
                </th>
              </tr>
              {section.rows.map((row) => (
                <tr key={row.id} className={row.id === explained ? 'figures-selected' : ''}>
                  <th scope="row">
                    <button type="button" className="figures-link" onClick={() => onExplain(row.id)}>
                      {row.label}
                    </button>
                  </th>
                  {row.cells.map((cell, index) => (
                    <Figure key={cases[index]?.name} cell={cell} row={row} />
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </Panel>
  )
}

function Figure({ cell, row: { unit, direction } }: { cell: ComparisonCell; row: ComparisonRow }) {
  const currency = useCurrency()
  const { value, last, difference, relative } = cell
  if (value === null) return <td className="number muted">no value</td>
  const isBetter = difference !== null && difference > 0 === (direction === 'higher_is_better')
  const meaning =
    difference === null || Math.abs(difference) < 1e-12 || direction === 'neither'
      ? 'same'
      : isBetter
        ? 'better'
        : 'worse'
  return (
    <td className="number">
      {formatValue(value, unit, { currency })}
      {last !== null && <span className="muted"> → {formatValue(last, unit, { currency })}</span>}
      {difference !== null && Math.abs(difference) >= 1e-12 && (
        <span className={`figures-difference delta-${meaning}`}>
          {formatValue(difference, differenceUnit(unit), { currency, signed: true })}
          {relative !== null && <span className="figures-relative">{relativeWords(relative)}</span>}
        </span>
      )}
    </td>
  )
}
