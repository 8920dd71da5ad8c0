import { Button, ProgressBar } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { useProject } from '../state/project.ts'
import { useStatus } from '../state/status.ts'
import { useWork, type Work } from '../state/work.ts'
import './status-bar.css'

/** Rows and columns, the selection's summary, problems of the files, saved or not, and what the engine is doing. */
export function StatusBar({ onShowProblems }: { onShowProblems: () => void }) {
  const project = useProject((state) => state.project)
  const extent = useStatus((state) => state.extent)
  const selection = useStatus((state) => state.selection)
  const works = useWork((state) => state.works)
  const problems = project?.problems.length ?? 0
  return (
    <footer className="status-bar">
      <span>{extent}</span>
      <span className="status-selection" role="status" aria-live="polite">
        {selection}
      </span>
      <span className="status-space" />
      {works.map((work) => (
        <WorkLine key={work.id} work={work} />
      ))}
      {problems > 0 && (
        <Button variant="minimal" size="small" icon="warning-sign" onClick={onShowProblems}>
          {problems === 1 ? '1 issue' : `${problems} issues`}
        </Button>
      )}
      {project !== undefined && <span>{project.saved ? 'Saved' : 'Kept, not saved as a project yet'}</span>}
    </footer>
  )
}

function WorkLine({ work }: { work: Work }) {
  const now = useNow()
  const { progress } = work
  const seconds = Math.max(0.5, (now - work.startedAt) / 1000)
  const parts = [progress.label]
  if (progress.fraction !== undefined) parts.push(`${Math.round(progress.fraction * 100)} %`)
  if (progress.count !== undefined) {
    const unit = progress.unit ?? 'rows'
    parts.push(`${progress.count.toLocaleString('en-US')} ${unit}`)
    parts.push(`${Math.round(progress.count / seconds).toLocaleString('en-US')} ${unit}/s`)
  }
  return (
    <span className="status-work">
      <ProgressBar
        className="status-progress"
        aria-label={progress.label}
        {...(progress.fraction === undefined ? {} : { value: progress.fraction })}
        stripes={progress.fraction === undefined}
        animate={false}
      />
      <span>{parts.join('  ')}</span>
      {work.cancel !== undefined && (
        <Button
          variant="minimal"
          size="small"
          icon="cross"
          aria-label={`Cancel ${progress.label}`}
          onClick={work.cancel}
        />
      )}
    </span>
  )
}

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return now
}
