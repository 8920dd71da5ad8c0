import { scenarioColor } from '#renderer/app/scenario-color.ts'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Fact, Facts } from '#renderer/ui/panel.tsx'
import { formatValue } from '#shared/domain/format.ts'
import { driverNames, outputNames } from '#shared/domain/scenario.ts'
import { comparisonRows, relativeWords } from '../model/comparison.ts'
import { driverDisplay } from '../model/driver-display.ts'
import { outputDisplays } from '../model/output-display.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'
import { driverWords } from './driver-words.ts'

/** What the chosen output or driver is, how it is worked out and by which convention, and its value in every case. */
export function OutputInspector({ id, model }: { id: string; model: WhatIfModel }) {
  const currency = useCurrency()
  const { cases, settings } = model
  const row = comparisonRows(cases).find((each) => each.id === id)
  const output = outputNames.find((name) => name === id)
  const driver = driverNames.find((name) => name === id)
  if (row === undefined) return null
  return (
    <div className="whatif-explained">
      <h2>{driver === undefined ? row.label : driverDisplay(driver).label}</h2>
      {output !== undefined && (
        <>
          <section>
            <p className="selectable">{outputDisplays[output].definition}</p>
          </section>
          <section>
            <h3>Formula</h3>
            <p className="whatif-formula mono selectable">
              {outputDisplays[output].formula(settings.billing)}
            </p>
            <h3>Convention</h3>
            <p className="selectable">{outputDisplays[output].convention(settings.billing)}</p>
          </section>
        </>
      )}
      {driver !== undefined && <DriverFacts driver={driver} model={model} />}
      <section>
        <h3>In every case</h3>
        <Facts>
          {cases.map(({ name, index }, place) => {
            const cell = row.cells[place]
            return (
              <Fact
                key={name}
                name={
                  <>
                    <span className="scenario-dot" style={{ background: scenarioColor(index) }} />{' '}
                    <span className="scenario-name" title={name}>
                      {name}
                    </span>
                  </>
                }
              >
                {cell?.value == null
                  ? model.loading
                    ? 'being measured'
                    : 'no value'
                  : formatValue(cell.value, row.unit, { currency })}
                {cell?.relative != null && Math.abs(cell.relative) > 1e-9 && (
                  <span className="muted"> {relativeWords(cell.relative)}</span>
                )}
              </Fact>
            )
          })}
        </Facts>
      </section>
      <Notes model={model} />
    </div>
  )
}

function DriverFacts({ driver, model }: { driver: (typeof driverNames)[number]; model: WhatIfModel }) {
  const known = model.business.drivers.find((each) => each.driver === driver)
  return (
    <section>
      <p className="selectable">{driverWords[driver]}</p>
      {known !== undefined && known.source !== '' && (
        <>
          <h3>Where the baseline comes from</h3>
          <p className="selectable">{known.source}</p>
        </>
      )}
    </section>
  )
}

/** Why a figure of the selected case has no value. */
function Notes({ model }: { model: WhatIfModel }) {
  const notes = model.selected.projection?.notes ?? []
  if (notes.length === 0) return null
  return (
    <section>
      <h3>To know</h3>
      {notes.map((note) => (
        <p key={note} className="whatif-problem selectable">
          {note}
        </p>
      ))}
    </section>
  )
}
