import { Button } from '@blueprintjs/core'
import { useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { takeProject } from '#renderer/app/open-project.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import type { ReplyOf } from '#shared/contract/index.ts'

type Entry = ReplyOf<'history.list'>['entries'][number]

const cellsShown = 6

/** Every change to the project, newest first, each of which can be taken back by itself. */
export function ChangeList() {
  const { reply, refusal } = useEngine('history.list', {})
  const entries = reply?.entries.filter((entry) => !entry.undone) ?? []
  if (refusal !== undefined) return <RefusalNote refusal={refusal} />
  if (reply !== undefined && entries.length === 0)
    return <p className="data-inspector-none muted">Nothing was changed yet. The file is as it came.</p>
  return (
    <ol className="change-list" aria-label="My changes">
      {entries.map((entry) => (
        <ChangeItem key={entry.id} entry={entry} />
      ))}
    </ol>
  )
}

function ChangeItem({ entry }: { entry: Entry }) {
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? entry.cells : entry.cells.slice(0, cellsShown)
  const rest = entry.cells.length - shown.length
  const revert = async () => {
    takeProject(await engine('history.revert', { id: entry.id }), 'The change was not taken back')
  }
  return (
    <li className="change">
      <div className="change-head">
        <span className="change-label">{capitalised(entry.label)}</span>
        <Button size="small" variant="minimal" icon="undo" onClick={() => void revert()}>
          Revert
        </Button>
      </div>
      <div className="muted change-when">
        {entry.sheet === null ? '' : `${entry.sheet}, `}
        <time dateTime={entry.at}>{timeText(entry.at)}</time>
      </div>
      {shown.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: deleted cells share one address
        <div key={index} className="change-cell selectable">
          <span className="change-address">{cell.address}</span>
          <span className="change-before">{cell.before === '' ? 'blank' : cell.before}</span>
          <span aria-hidden="true">→</span>
          <span>{cell.after === '' ? 'blank' : cell.after}</span>
        </div>
      ))}
      {rest > 0 && (
        <Button size="small" variant="minimal" onClick={() => setOpen(true)}>
          {rest} more
        </Button>
      )}
    </li>
  )
}

const capitalised = (label: string): string => `${label.charAt(0).toUpperCase()}${label.slice(1)}`

function timeText(at: string): string {
  const time = new Date(at)
  return Number.isNaN(time.getTime())
    ? at
    : time.toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
}
