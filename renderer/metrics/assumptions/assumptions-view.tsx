import { Button, HTMLTable } from '@blueprintjs/core'
import { engine } from '#renderer/app/engine-client.ts'
import { useProblem } from '#renderer/app/state/problem.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { healthSettingNames } from '#shared/catalogue/health-score.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import './assumptions.css'

type Assumption = ReplyOf<'metrics.assumptions'>['assumptions'][number]

const originWords: Record<Assumption['origin'], string> = {
  typed: 'typed here',
  sheet: 'from a sheet',
  default: 'default',
  none: 'not set',
}

/** Numbers that formulas use beside the data, each with where it is from; a typed one beats the sheet's. */
export function AssumptionsView() {
  const { reply, refusal } = useEngine('metrics.assumptions', {})
  const shown = (reply?.assumptions ?? []).filter(({ name }) => !healthSettingNames.includes(name))
  return (
    <>
      <RefusalNote refusal={refusal} />
      {shown.length > 0 && (
        <Panel flush title="Numbers that no column gives">
          <HTMLTable compact className="assumptions">
            <thead>
              <tr>
                <th>Assumption</th>
                <th>Value</th>
                <th>Origin</th>
                <th>Name in formulas</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((assumption) => (
                <AssumptionRow key={assumption.name} assumption={assumption} />
              ))}
            </tbody>
          </HTMLTable>
        </Panel>
      )}
    </>
  )
}

function AssumptionRow({ assumption }: { assumption: Assumption }) {
  const { name, label, description, unit, value, origin } = assumption
  const isRate = unit === 'percent'
  return (
    <tr>
      <td>
        {label}
        <p className="muted">{description}</p>
      </td>
      <td>
        <NumberField
          label={label}
          value={value ?? undefined}
          scale={isRate ? 100 : 1}
          {...(isRate ? { suffix: '%' } : {})}
          onChange={(typed) => void set(name, typed)}
        />
      </td>
      <td className="assumptions-origin">
        {originWords[origin]}
        {origin === 'typed' && (
          <Button
            variant="minimal"
            size="small"
            icon="cross"
            aria-label={`Take back what was typed for ${label}`}
            title="Back to the sheet’s value or the default"
            onClick={() => void set(name, null)}
          />
        )}
      </td>
      <td className="mono selectable">{name}</td>
    </tr>
  )
}

async function set(name: string, value: number | null): Promise<void> {
  const answer = await engine('metrics.setAssumption', { name, value })
  if (!answer.ok)
    useProblem.getState().show({ title: 'The value was not taken', message: answer.error.message })
}
