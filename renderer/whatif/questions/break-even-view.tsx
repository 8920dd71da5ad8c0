import { useMemo } from 'react'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import {
  type ChartColors,
  categoryAxis,
  chartFrame,
  everyLabel,
  valueAxis,
} from '#renderer/ui/chart-colors.ts'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Fact, Facts, Panel } from '#renderer/ui/panel.tsx'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import { breakEvenQuestionSchema } from '#shared/domain/what-if-questions.ts'
import { roundUp } from '#shared/models/projection/driver-range.ts'
import { type BreakEven, breakEven } from '#shared/models/questions/break-even.ts'
import { baselineOf } from '#shared/models/questions/output-of.ts'
import { AskedOf } from '../parts/asked-of.tsx'
import { useQuestion } from '../state/question-store.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

const usual = breakEvenQuestionSchema.parse({})
const pointsOnChart = 10

/** How much a programme that cuts churn may cost a customer before it loses money. */
export function BreakEvenView({ model }: { model: WhatIfModel }) {
  const { question: kept, ask, keep } = useQuestion('breakEven', model.scenario)
  const question = kept ?? usual
  const reduction = question.churnReduction
  const currency = useCurrency()
  const { selected, settings } = model
  const answer = useMemo(() => breakEven(selected.input, selected.levers, reduction), [selected, reduction])
  const curve = useMemo(() => {
    const churn = baselineOf(selected.input, selected.levers, 'churn')
    const step = roundUp(churn / pointsOnChart)
    const steps = Array.from({ length: pointsOnChart }, (_, index) => step * (index + 1))
    return steps.flatMap((points) => {
      const found =
        points > 0 && points < churn ? breakEven(selected.input, selected.levers, points) : undefined
      return found?.ok === true ? [found.value] : []
    })
  }, [selected])
  const money = (value: number) => formatValue(value, 'money', { currency })
  return (
    <Panel title={`What a retention programme may cost, ${selected.name}`}>
      <div className="question">
        <div className="question-choices">
          <span className="whatif-field">
            <span aria-hidden="true">A programme that takes</span>
            <NumberField
              label="Points of monthly churn taken off"
              value={reduction}
              scale={100}
              step={0.1}
              digits={2}
              suffix="pp"
              onChange={(value) => ask({ ...question, churnReduction: Math.min(1, Math.max(0.0001, value)) })}
            />
            <span aria-hidden="true">off the monthly churn</span>
          </span>
        </div>
        {!answer.ok && <p className="whatif-problem">{answer.error.message}</p>}
        {answer.ok && (
          <>
            <p className="question-answer" role="status">
              pays for itself up to <strong>{money(answer.value.costPerCustomerMonth)}</strong> a customer and
              month.
            </p>
            <AskedOf
              question={kept}
              model={model}
              onAsk={() => ask(question)}
              onLeaveOut={() => keep({ ...question, inExport: false })}
            />
            <Facts>
              <Fact name="Once for each customer of the opening base">
                {money(answer.value.costPerOpeningCustomer)}
              </Fact>
              <Fact name={`Contribution gained over ${settings.months} months, discounted`}>
                {money(answer.value.gain)}
              </Fact>
              <Fact name="CLV gained by a customer, discounted">
                {answer.value.gainInClv === null ? 'no value' : money(answer.value.gainInClv)}
              </Fact>
            </Facts>
          </>
        )}
        {curve.length > 1 && <BreakEvenChart curve={curve} currency={currency} />}
      </div>
    </Panel>
  )
}

function BreakEvenChart({ curve, currency }: { curve: readonly BreakEven[]; currency: string }) {
  const points = curve.map(({ churnReduction }) => formatValue(churnReduction, 'percentage_points'))
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    tooltip: {
      ...chartFrame(colors).tooltip,
      valueFormatter: (value: number) => formatValue(value, 'money', { currency }),
    },
    xAxis: everyLabel(categoryAxis(colors, points)),
    yAxis: valueAxis(colors, (value) => formatTick(value, 'money', { currency }), true),
    series: [
      {
        name: 'a customer and month',
        type: 'bar',
        barMaxWidth: 36,
        color: colors.accent,
        data: curve.map(({ costPerCustomerMonth }) => costPerCustomerMonth),
      },
    ],
  })
  const table = () =>
    [
      'Churn taken off\tA customer and month\tOnce a customer\tGain',
      ...curve.map(({ churnReduction, costPerCustomerMonth, costPerOpeningCustomer, gain }) =>
        [churnReduction, costPerCustomerMonth, costPerOpeningCustomer, gain].join('\t'),
      ),
    ].join('\n')
  return (
    <Chart
      title="Most it may cost a customer and month, by churn taken off"
      data={curve}
      option={option}
      height={240}
      table={table}
    />
  )
}
