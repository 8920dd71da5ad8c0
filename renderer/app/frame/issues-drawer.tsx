import { Drawer, Icon } from '@blueprintjs/core'
import type { ProjectInfo } from '#shared/contract/project.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'
import './issues-drawer.css'

type Problem = ProjectInfo['problems'][number]

/** What was noticed while the files were read: where, what, what to do. */
export function IssuesDrawer({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const problems = useProject((state) => state.project?.problems) ?? []
  const dark = useView((state) => state.dark)
  return (
    <Drawer
      isOpen={isOpen}
      onClose={onClose}
      size={460}
      title="Issues in the files"
      icon="warning-sign"
      {...(dark ? { className: 'bp6-dark' } : {})}
    >
      <ul className="issues">
        {problems.map((problem) => (
          <li key={`${problem.code}${placeText(problem)}${problem.message}`}>
            <Icon
              icon={
                problem.severity === 'error'
                  ? 'error'
                  : problem.severity === 'warning'
                    ? 'warning-sign'
                    : 'info-sign'
              }
              className={`issue-${problem.severity}`}
            />
            <div className="selectable">
              <p>{problem.message}</p>
              <p className="muted">{placeText(problem)}</p>
            </div>
          </li>
        ))}
      </ul>
    </Drawer>
  )
}

function placeText({ place }: Problem): string {
  if (place === undefined) return ''
  const parts = [
    place.file,
    place.sheet,
    place.column,
    place.cell ?? (place.row === undefined ? undefined : `row ${place.row}`),
  ]
  return parts.filter((part) => part !== undefined).join(' › ')
}
