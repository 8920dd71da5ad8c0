import { Button, HTMLTable, Icon } from '@blueprintjs/core'
import { useView } from '#renderer/app/state/view.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { Waiting } from '#renderer/ui/waiting.tsx'
import { findKind, findMetric } from '#shared/catalogue/index.ts'
import type { ReplyOf } from '#shared/contract/index.ts'

type Finding = ReplyOf<'mapping.quality'>['findings'][number]

const severityOrder: Record<Finding['severity'], number> = { error: 0, warning: 1, information: 2 }

/** What is doubtful in the mapped data: how much, which metrics it touches, and the way to the rows. */
export function QualityView() {
  const { reply, refusal, loading } = useEngine('mapping.quality', {})
  const go = useView((state) => state.go)
  const findings = [...(reply?.findings ?? [])].sort(
    (a, b) => severityOrder[a.severity] - severityOrder[b.severity] || b.count - a.count,
  )
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (reply === undefined && loading) return <Waiting>Checking the data</Waiting>
  if (findings.length === 0) {
    return (
      <EmptyState icon="tick-circle" title="Nothing doubtful was found">
        Blanks, unreadable cells, duplicates, dates out of order and outliers are looked for in every mapped
        field.
      </EmptyState>
    )
  }
  return (
    <HTMLTable compact className="kpis-table quality-table">
      <thead>
        <tr>
          <th />
          <th>Finding</th>
          <th>Data</th>
          <th className="number">Rows</th>
          <th>Metrics it touches</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <tr key={`${finding.code}${finding.dataset}${finding.field ?? ''}${finding.sheet ?? ''}`}>
            <td>
              <Icon
                icon={
                  finding.severity === 'error'
                    ? 'error'
                    : finding.severity === 'warning'
                      ? 'warning-sign'
                      : 'info-sign'
                }
                className={`issue-${finding.severity}`}
                title={finding.severity}
              />
            </td>
            <td className="selectable">{finding.message}</td>
            <td className="muted">{placeOf(finding)}</td>
            <td className="number">{finding.count.toLocaleString('en-US')}</td>
            <td className="muted kpis-table-method" title={metricNames(finding)}>
              {metricNames(finding)}
            </td>
            <td>
              {finding.sheet !== null && finding.rowSet !== null && (
                <Button
                  variant="minimal"
                  size="small"
                  icon="th-list"
                  onClick={() => {
                    if (finding.sheet === null || finding.rowSet === null) return
                    go('data', {
                      type: 'rows',
                      sheet: finding.sheet,
                      rowSet: finding.rowSet,
                      label: finding.message,
                    })
                  }}
                >
                  Rows
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </HTMLTable>
  )
}

function placeOf({ dataset, field }: Finding): string {
  const kind = findKind(dataset)
  const name = kind?.fields.find(({ id }) => id === field)?.name
  return [kind?.name ?? dataset, name].filter((part) => part !== undefined).join(': ')
}

const metricNames = ({ metrics }: Finding): string =>
  metrics.map((id) => findMetric(id)?.name ?? id).join(', ')
