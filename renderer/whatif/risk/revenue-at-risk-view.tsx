import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Chart } from '#renderer/ui/chart.tsx'
import { type ChartColors, categoryAxis, chartFrame, valueAxis } from '#renderer/ui/chart-colors.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { TableButtons } from '#renderer/ui/table-buttons.tsx'
import type { ReplyOf } from '#shared/contract/index.ts'
import { formatTick, formatValue } from '#shared/domain/format.ts'
import { riskBases } from '#shared/domain/scenario.ts'
import { riskQuestionSchema } from '#shared/domain/what-if-questions.ts'
import { AskedOf } from '../parts/asked-of.tsx'
import { Choice } from '../parts/choice.tsx'
import { useQuestion } from '../state/question-store.ts'
import { CustomersAtRisk, customersAtRiskText } from './customers-at-risk.tsx'

const bases = ['measured', ...riskBases] as const
const baseLabels: Readonly<Record<(typeof bases)[number], string>> = {
  measured: 'the best the data allows',
  tenure: 'churn by tenure',
  clv: 'P(alive) of a purchase model',
  health: 'health bands',
}
const usual = riskQuestionSchema.parse({})

/** Whose revenue may go, and what saving the customers most at risk would be worth. */
export function RevenueAtRiskView() {
  const { question: kept, ask, keep } = useQuestion('revenueAtRisk', undefined)
  const question = kept ?? usual
  const { top, months, basis } = question
  const { reply, refusal, loading } = useEngine('scenario.revenueAtRisk', { top, months, basis })
  const go = useView((state) => state.go)
  const isEmpty = reply !== undefined && reply.bands.length === 0
  return (
    <Panel
      title="Revenue at risk"
      actions={
        reply !== undefined &&
        !isEmpty && (
          <TableButtons name="Customers at risk" text={() => customersAtRiskText(reply.customers)} />
        )
      }
    >
      <div className={loading ? 'question simulation-stale' : 'question'} aria-busy={loading}>
        <div className="question-choices">
          <Choice
            label="By"
            value={basis ?? 'measured'}
            values={bases}
            labelOf={(value) => baseLabels[value]}
            onChange={(value) => ask({ ...question, basis: value === 'measured' ? undefined : value })}
          />
          <span className="whatif-field">
            <span aria-hidden="true">within</span>
            <NumberField
              label="Months"
              value={months}
              digits={0}
              suffix="months"
              onChange={(value) =>
                ask({ ...question, months: Math.min(120, Math.max(1, Math.round(value))) })
              }
            />
          </span>
          <span className="whatif-field">
            <span aria-hidden="true">Save the top</span>
            <NumberField
              label="Customers to save"
              value={top}
              digits={0}
              step={10}
              onChange={(value) => ask({ ...question, top: Math.min(1000, Math.max(1, Math.round(value))) })}
            />
          </span>
        </div>
        <AskedOf
          question={kept}
          onAsk={() => ask(question)}
          onLeaveOut={() => keep({ ...question, inExport: false })}
        />
        <RefusalNote refusal={refusal} />
        {isEmpty && (
          <EmptyState
            icon="shield"
            title="No risk to show yet"
            action={{ text: 'Go to Mapping', run: () => go('mapping') }}
          >
            {reply.reason ?? 'The data has no customers with revenue.'}
          </EmptyState>
        )}
        {reply !== undefined && !isEmpty && (
          <>
            <Saved reply={reply} />
            <p className="muted selectable">By {reply.basis}.</p>
            {reply.reason !== undefined && <p className="muted selectable">{reply.reason}</p>}
            <BandChart bands={reply.bands} />
            <CustomersAtRisk customers={reply.customers} />
          </>
        )}
      </div>
    </Panel>
  )
}

function Saved({ reply }: { reply: ReplyOf<'scenario.revenueAtRisk'> }) {
  const currency = useCurrency()
  const money = (value: number) => formatValue(value, 'money', { currency, digits: 0 })
  const mrr = reply.bands.reduce((total, band) => total + band.mrr, 0)
  const atRisk = reply.bands.reduce((total, band) => total + band.atRisk, 0)
  const saved = reply.customers.at(-1)?.saved ?? 0
  return (
    <p className="question-answer" role="status">
      <strong>{money(atRisk)}</strong> of {money(mrr)} MRR is expected to go; saving the top{' '}
      {reply.customers.length} is worth <strong>{money(saved)}</strong> a month.
    </p>
  )
}

type Bands = ReplyOf<'scenario.revenueAtRisk'>['bands']

function BandChart({ bands }: { bands: Bands }) {
  const currency = useCurrency()
  const option = (colors: ChartColors) => ({
    ...chartFrame(colors),
    legend: { right: 8, top: 0, textStyle: { color: colors.muted }, itemHeight: 10, itemWidth: 10 },
    grid: { ...chartFrame(colors).grid, top: 32 },
    tooltip: {
      ...chartFrame(colors).tooltip,
      valueFormatter: (value: number) => formatValue(value, 'money', { currency, digits: 0 }),
    },
    xAxis: categoryAxis(
      colors,
      bands.map(({ band, customers }) => `${band} (${customers.toLocaleString('en-US')})`),
    ),
    yAxis: valueAxis(colors, (value) => formatTick(value, 'money', { currency }), true),
    series: [
      {
        name: 'MRR',
        type: 'bar',
        barMaxWidth: 44,
        color: colors.baseline,
        data: bands.map(({ mrr }) => mrr),
      },
      {
        name: 'expected to go',
        type: 'bar',
        barMaxWidth: 44,
        color: colors.worse,
        data: bands.map(({ atRisk }) => atRisk),
      },
    ],
  })
  const table = () =>
    [
      'Band\tCustomers\tMRR\tMRR at risk',
      ...bands.map(({ band, customers, mrr, atRisk }) => [band, customers, mrr, atRisk].join('\t')),
    ].join('\n')
  return (
    <Chart title="MRR by risk band (customers)" data={bands} option={option} height={240} table={table} />
  )
}
