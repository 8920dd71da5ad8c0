import { Button, Icon } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import type { UnsavedProject } from '#shared/contract/project.ts'
import { counted } from '#shared/domain/counted.ts'
import { engine } from '../engine-client.ts'
import { openUnsaved } from '../open-project.ts'

/** Work that was left without being saved: a way back to it, for a month. */
export function UnsavedProjects() {
  const [projects, setProjects] = useState<readonly UnsavedProject[]>([])

  useEffect(() => {
    void engine('project.unsaved', {}).then((answer) => {
      if (answer.ok) setProjects(answer.value.projects)
    })
  }, [])

  const forget = async ({ id }: UnsavedProject) => {
    const answer = await engine('project.forgetUnsaved', { id })
    if (answer.ok) setProjects(projects.filter((other) => other.id !== id))
  }

  if (projects.length === 0) return null
  return (
    <section className="start-recent" aria-labelledby="unsaved-title">
      <h2 id="unsaved-title">Not saved yet, kept for 30 days</h2>
      <ul>
        {projects.map((project) => (
          <li key={project.id}>
            <button
              type="button"
              className="start-recent-open start-unsaved-open"
              onClick={() => void openUnsaved(project)}
            >
              <Icon icon="history" />
              <span className="start-recent-name">{project.name}</span>
              <span className="muted number">{counted(project.changes, 'change')}</span>
              <span className="muted number">{project.keptAt.slice(0, 10)}</span>
            </button>
            <Button
              variant="minimal"
              size="small"
              icon="trash"
              aria-label={`Delete the unsaved work on ${project.name}`}
              onClick={() => void forget(project)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
