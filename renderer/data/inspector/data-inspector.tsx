import { Tab, Tabs } from '@blueprintjs/core'
import { Inspector } from '#renderer/app/slots.tsx'
import { CellFacts } from './cell-facts.tsx'
import { ChangeList } from './change-list.tsx'
import { ColumnFacts } from './column-facts.tsx'
import { useInspectorTab } from './inspector-tab.ts'
import { NoteList } from './note-list.tsx'
import './data-inspector.css'

/** The selected cell and its column, what was changed, and the notes. */
export function DataInspector() {
  const tab = useInspectorTab((state) => state.tab)
  const show = useInspectorTab((state) => state.show)
  return (
    <Inspector>
      <Tabs
        id="data-inspector"
        className="data-inspector"
        animate={false}
        renderActiveTabPanelOnly
        selectedTabId={tab}
        onChange={(chosen) => show(chosen === 'changes' || chosen === 'notes' ? chosen : 'cell')}
      >
        <Tab
          id="cell"
          title="Cell"
          panel={
            <>
              <CellFacts />
              <ColumnFacts />
            </>
          }
        />
        <Tab id="changes" title="My changes" panel={<ChangeList />} />
        <Tab id="notes" title="Notes" panel={<NoteList />} />
      </Tabs>
    </Inspector>
  )
}
