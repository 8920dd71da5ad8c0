import { Button } from '@blueprintjs/core'
import { useView } from '../state/view.ts'
import { PeriodPicker } from './period-picker.tsx'
import { workspaceLabels } from './rail.tsx'
import { ScenarioPicker } from './scenario-picker.tsx'
import './toolbar.css'

/** Title, the window's one period and one scenario, then what the workspace adds. */
export function Toolbar({ slot }: { slot: (element: HTMLElement | null) => void }) {
  const workspace = useView((state) => state.workspace)
  const inspector = useView((state) => state.inspector)
  const setInspector = useView((state) => state.setInspector)
  return (
    <header className="toolbar">
      <h1 className="toolbar-title">{workspaceLabels[workspace].name}</h1>
      <PeriodPicker />
      <ScenarioPicker />
      <div className="toolbar-actions" ref={slot} />
      <Button
        variant="minimal"
        icon="panel-stats"
        active={inspector}
        aria-pressed={inspector}
        aria-label="Inspector"
        title="Inspector  Ctrl+I"
        onClick={() => setInspector(!inspector)}
      />
    </header>
  )
}
