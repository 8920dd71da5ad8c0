import { Button, HTMLTable } from '@blueprintjs/core'
import { useView } from '#renderer/app/state/view.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import {
  healthAmberFrom,
  healthField,
  healthGreenFrom,
  healthHigh,
  healthLow,
  healthWeight,
} from '#shared/catalogue/health-score.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatValue } from '#shared/domain/format.ts'
import { dimensionNames } from './health-words.ts'

type Health = ReplyOf<'metrics.health'>
type Dimension = Health['dimensions'][number]

interface Props {
  readonly health: Health
  /** As they are under trial, by the names of the assumptions. */
  readonly settings: Readonly<Record<string, number>>
  readonly onChange: (name: string, value: number) => void
  readonly onReset: () => void
}

/** Dimensions with weight and scale, and the limits of the bands; each change shows in the scores at once. */
export function HealthSettings({ health, settings, onChange, onReset }: Props) {
  const weights = health.dimensions.filter(({ mapped }) => mapped)
  const total = weights.reduce((sum, { dimension }) => sum + (settings[healthWeight(dimension)] ?? 0), 0)
  return (
    <Panel
      flush
      title="Dimensions, scales and bands"
      actions={
        <Button variant="minimal" size="small" icon="reset" onClick={onReset}>
          Reset to defaults
        </Button>
      }
    >
      <HTMLTable compact className="health-settings">
        <thead>
          <tr>
            <th>Dimension</th>
            <th>Weight</th>
            <th className="number">Share</th>
            <th title="Scores between the two are in proportion; beyond them they are cut off">Worth 0</th>
            <th>Worth 100</th>
            <th className="number" title="Lowest, median and highest value of the customers">
              In the data
            </th>
            <th className="number">Have it</th>
          </tr>
        </thead>
        <tbody>
          {health.dimensions.map((dimension) =>
            dimension.mapped ? (
              <DimensionRow
                key={dimension.dimension}
                dimension={dimension}
                share={total === 0 ? 0 : (settings[healthWeight(dimension.dimension)] ?? 0) / total}
                customers={health.trial.customers}
                settings={settings}
                onChange={onChange}
              />
            ) : (
              <UnmappedRow key={dimension.dimension} dimension={dimension} />
            ),
          )}
        </tbody>
      </HTMLTable>
      <div className="health-limits">
        <Limit name={healthGreenFrom} label="Green from" settings={settings} onChange={onChange} />
        <Limit name={healthAmberFrom} label="Amber from" settings={settings} onChange={onChange} />
        <span className="muted">Below amber is red.</span>
      </div>
      {health.problems.length > 0 && (
        <ul className="health-problems" role="alert">
          {health.problems.map(({ setting, message }) => (
            <li key={`${setting} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function DimensionRow({
  dimension: { dimension, filled, notUnderstood, lowest, median, highest },
  share,
  customers,
  settings,
  onChange,
}: {
  dimension: Dimension
  share: number
  customers: number
} & Pick<Props, 'settings' | 'onChange'>) {
  const name = dimensionNames[dimension]
  const values = [lowest, median, highest].flatMap((value) => (value === null ? [] : [String(round(value))]))
  return (
    <tr>
      <td>{name}</td>
      <td>
        <Setting
          name={healthWeight(dimension)}
          label={`Weight of ${name}`}
          settings={settings}
          onChange={onChange}
        />
      </td>
      <td className="number">{formatValue(share, 'percent', { digits: 0 })}</td>
      <td>
        <Setting
          name={healthLow(dimension)}
          label={`${name} worth 0`}
          settings={settings}
          onChange={onChange}
        />
      </td>
      <td>
        <Setting
          name={healthHigh(dimension)}
          label={`${name} worth 100`}
          settings={settings}
          onChange={onChange}
        />
      </td>
      <td className="number selectable">{values.join(' · ')}</td>
      <td
        className="number"
        title={
          notUnderstood > 0
            ? `${notUnderstood.toLocaleString('en-US')} more could not be read as numbers`
            : undefined
        }
      >
        {formatValue(customers === 0 ? 0 : filled / customers, 'percent', { digits: 0 })}
        {notUnderstood > 0 && ' *'}
      </td>
    </tr>
  )
}

function UnmappedRow({ dimension: { dimension } }: { dimension: Dimension }) {
  const go = useView((state) => state.go)
  return (
    <tr className="muted">
      <td>{dimensionNames[dimension]}</td>
      <td colSpan={6}>
        Not mapped: its weight goes to the others.{' '}
        <Button
          variant="minimal"
          size="small"
          icon="data-connection"
          onClick={() => go('mapping', { type: 'field', kind: 'customers', field: healthField(dimension) })}
        >
          Map a column
        </Button>
      </td>
    </tr>
  )
}

function Limit({
  name,
  label,
  settings,
  onChange,
}: { name: string; label: string } & Pick<Props, 'settings' | 'onChange'>) {
  return (
    <div className="health-limit">
      <span>{label}</span>
      <Setting name={name} label={label} settings={settings} onChange={onChange} />
    </div>
  )
}

function Setting({
  name,
  label,
  settings,
  onChange,
}: { name: string; label: string } & Pick<Props, 'settings' | 'onChange'>) {
  return <NumberField label={label} value={settings[name]} onChange={(value) => onChange(name, value)} />
}

const round = (value: number): number => Number(value.toPrecision(4))
