import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import { shell } from './bridge.ts'
import { runCommand } from './commands/index.ts'
import { ErrorBoundary } from './frame/error-boundary.tsx'
import { HelpDialog } from './frame/help-dialog.tsx'
import { IssuesDrawer } from './frame/issues-drawer.tsx'
import { Palette } from './frame/palette.tsx'
import { PrintHeading } from './frame/print-heading.tsx'
import { ProblemDialog } from './frame/problem-dialog.tsx'
import { Rail } from './frame/rail.tsx'
import { StartScreen } from './frame/start-screen.tsx'
import { StatusBar } from './frame/status-bar.tsx'
import { Toolbar } from './frame/toolbar.tsx'
import { SlotsContext } from './slots.tsx'
import { useOverlays } from './state/overlays.ts'
import { useProject } from './state/project.ts'
import { useView, type Workspace } from './state/view.ts'
import { useDroppedFiles } from './use-dropped-files.ts'
import { useInspectorWidth } from './use-inspector-width.ts'
import { useKeys } from './use-keys.ts'
import { useMenuKeys } from './use-menu-keys.ts'
import { useShellEvents } from './use-shell-events.ts'
import './app.css'

const workspaceViews: Record<Workspace, React.LazyExoticComponent<() => React.JSX.Element>> = {
  data: lazy(() => import('#renderer/data/data-workspace.tsx')),
  mapping: lazy(() => import('#renderer/mapping/mapping-workspace.tsx')),
  kpis: lazy(() => import('#renderer/metrics/metrics-workspace.tsx')),
  whatif: lazy(() => import('#renderer/whatif/whatif-workspace.tsx')),
  export: lazy(() => import('#renderer/export/export-workspace.tsx')),
}

/** The window's frame: rail, toolbar, workspace, inspector, status bar; the start screen where nothing is open. */
export function App() {
  const project = useProject((state) => state.project)
  const dark = useView((state) => state.dark)
  const overlays = useOverlays()
  const dropping = useDroppedFiles()
  useShellEvents()
  useKeys(runCommand)
  useMenuKeys()
  useTitle()

  // Before the charts' own effects, which read the theme's colours.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    document.body.classList.toggle('bp6-dark', dark)
  }, [dark])

  const isEmpty = project === undefined || project.sheets.length === 0
  return (
    <div className="app">
      <Rail />
      {isEmpty ? (
        <div className="app-empty">
          <StartScreen dropping={dropping} />
        </div>
      ) : (
        <OpenProject dropping={dropping} />
      )}
      <StatusBar onShowProblems={() => overlays.show('issues')} />
      <Palette isOpen={overlays.shown === 'palette'} onClose={overlays.hide} />
      <IssuesDrawer isOpen={overlays.shown === 'issues'} onClose={overlays.hide} />
      <HelpDialog />
      <ProblemDialog />
    </div>
  )
}

function OpenProject({ dropping }: { dropping: boolean }) {
  const workspace = useView((state) => state.workspace)
  const inspectorOpen = useView((state) => state.inspector)
  const [toolbarSlot, setToolbarSlot] = useState<HTMLElement | null>(null)
  const [inspectorSlot, setInspectorSlot] = useState<HTMLElement | null>(null)
  const { width, startResize, resizeBy } = useInspectorWidth()
  const slots = useMemo(
    () => ({ toolbar: toolbarSlot, inspector: inspectorSlot }),
    [toolbarSlot, inspectorSlot],
  )
  const View = workspaceViews[workspace]
  const keepToolbarSlot = useCallback((element: HTMLElement | null) => setToolbarSlot(element), [])

  return (
    <SlotsContext value={slots}>
      <Toolbar slot={keepToolbarSlot} />
      <main className={dropping ? 'app-workspace app-dropping' : 'app-workspace'}>
        <PrintHeading />
        <ErrorBoundary key={workspace}>
          <Suspense fallback={<div className="app-loading" />}>
            <View />
          </Suspense>
        </ErrorBoundary>
      </main>
      {inspectorOpen && (
        <aside className="app-inspector" style={{ width }} aria-label="Inspector">
          {/* biome-ignore lint/a11y/useSemanticElements: a separator that is dragged has no element of its own */}
          <div
            className="app-inspector-edge"
            role="separator"
            aria-orientation="vertical"
            aria-label="Inspector width"
            aria-valuenow={width}
            tabIndex={0}
            onPointerDown={startResize}
            onKeyDown={(event) => {
              if (event.key === 'ArrowLeft') resizeBy(16)
              if (event.key === 'ArrowRight') resizeBy(-16)
            }}
          />
          <div className="app-inspector-content" ref={setInspectorSlot} />
        </aside>
      )}
    </SlotsContext>
  )
}

/** Tells the shell the window's title and what the menu's Undo and Redo would do. */
function useTitle(): void {
  const project = useProject((state) => state.project)
  useEffect(() => {
    void shell('shell.setTitle', { name: project?.name ?? '', edited: project?.edited ?? false })
    void shell('shell.setMenu', {
      undo: project?.undo ?? null,
      redo: project?.redo ?? null,
      project: project !== undefined,
    })
  }, [project])
}
