import { Button, Tooltip } from '@blueprintjs/core'
import type { IconName } from '@blueprintjs/icons'
import { useProject } from '../state/project.ts'
import { useView, type Workspace, workspaces } from '../state/view.ts'
import './rail.css'

export const workspaceLabels: Record<Workspace, { readonly name: string; readonly icon: IconName }> = {
  data: { name: 'Data', icon: 'th' },
  mapping: { name: 'Mapping', icon: 'data-connection' },
  kpis: { name: 'KPIs', icon: 'dashboard' },
  whatif: { name: 'What-if', icon: 'fork' },
  export: { name: 'Export', icon: 'export' },
}

/** The five workspaces, at the left of the window; Ctrl+1 to Ctrl+5. */
export function Rail() {
  const present = useView((state) => state.workspace)
  const go = useView((state) => state.go)
  const isOpen = useProject((state) => state.project !== undefined)
  return (
    <nav className="rail" aria-label="Workspaces">
      {workspaces.map((workspace, index) => (
        <Tooltip
          key={workspace}
          content={`${workspaceLabels[workspace].name}  Ctrl+${index + 1}`}
          placement="right"
          hoverOpenDelay={500}
          compact
        >
          <Button
            variant="minimal"
            className="rail-item"
            active={isOpen && present === workspace}
            aria-current={isOpen && present === workspace ? 'page' : undefined}
            disabled={!isOpen}
            icon={workspaceLabels[workspace].icon}
            onClick={() => go(workspace)}
          >
            {workspaceLabels[workspace].name}
          </Button>
        </Tooltip>
      ))}
    </nav>
  )
}
