import { Button, Icon, Menu, MenuItem, PopoverNext } from '@blueprintjs/core'
import { useEffect, useRef, useState } from 'react'
import { useProject } from '#renderer/app/state/project.ts'
import type { SheetInfo, SourceInfo } from '#shared/domain/sheet.ts'
import { applyOrSay } from '../state/apply-command.ts'
import { useGrid } from '../state/grid-state.ts'
import { useSheet } from '../state/present-sheet.ts'
import { kindNames, useSheetReadings } from '../state/sheet-readings.ts'
import { showSheet } from '../state/show-sheet.ts'
import { useTextFileDialog } from '../text-file/text-file-dialog-state.ts'
import './sheet-tabs.css'

/** The sheets as in Excel, below the grid, file by file where there are several. */
export function SheetTabs() {
  const project = useProject((state) => state.project)
  const { info } = useSheet()
  if (project === undefined) return null
  const severalFiles = project.sources.length > 1
  return (
    <div className="sheet-tabs">
      <SheetMenu />
      <div className="sheet-tabs-line" role="tablist" aria-label="Sheets">
        {project.sources.map((source) => (
          <div key={source.id} className="sheet-tabs-file" role="presentation">
            {severalFiles && (
              <span className="sheet-tabs-file-name" title={source.name}>
                {source.name}
              </span>
            )}
            {project.sheets
              .filter((sheet) => sheet.sourceId === source.id)
              .map((sheet) => (
                <SheetTab key={sheet.id} sheet={sheet} isPresent={sheet.id === info?.id} />
              ))}
          </div>
        ))}
      </div>
      <ReadingButton source={project.sources.find(({ id }) => id === info?.sourceId)} />
    </div>
  )
}

/** For a sheet that came from a text file: how it was read, and another way. */
function ReadingButton({ source }: { source: SourceInfo | undefined }) {
  if (source?.format !== 'csv') return null
  return (
    <Button
      className="sheet-tabs-reading"
      variant="minimal"
      size="small"
      icon="properties"
      text="Read differently"
      title={`Look at how ${source.name} was read, and change it`}
      onClick={() => useTextFileDialog.getState().ask(source.id)}
    />
  )
}

/** Every sheet in a list, for workbooks with more tabs than fit. */
function SheetMenu() {
  const project = useProject((state) => state.project)
  const { info } = useSheet()
  const several = (project?.sources.length ?? 0) > 1
  const content = (
    <Menu className="sheet-menu">
      {project?.sheets.map((sheet) => (
        <MenuItem
          key={sheet.id}
          icon={sheet.state === 'visible' ? 'blank' : 'eye-off'}
          active={sheet.id === info?.id}
          text={sheet.name}
          label={
            several
              ? (project.sources.find((source) => source.id === sheet.sourceId)?.name ?? '')
              : `${sheet.rowCount.toLocaleString('en-US')} rows`
          }
          onClick={() => showSheet(sheet.id)}
        />
      ))}
    </Menu>
  )
  return (
    <PopoverNext content={content} placement="top-start" arrow={false} animation="minimal">
      <Button variant="minimal" size="small" icon="menu" aria-label="All sheets" title="All sheets" />
    </PopoverNext>
  )
}

function SheetTab({ sheet, isPresent }: { sheet: SheetInfo; isPresent: boolean }) {
  const kinds = kindNames(useSheetReadings(sheet))
  const [renaming, setRenaming] = useState(false)
  const tab = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isPresent) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isPresent])
  if (renaming) return <NameField sheet={sheet} onDone={() => setRenaming(false)} />
  const isHidden = sheet.state !== 'visible'
  return (
    <button
      type="button"
      role="tab"
      ref={tab}
      aria-selected={isPresent}
      className={isPresent ? 'sheet-tab sheet-tab-present' : 'sheet-tab'}
      title={isHidden ? `${sheet.name} is hidden in the workbook` : 'Double click to rename'}
      onClick={(event) => {
        showSheet(sheet.id)
        // The keyboard goes on in the cells, as in Excel.
        event.currentTarget.blur()
        useGrid.getState().focusGrid?.()
      }}
      onDoubleClick={() => setRenaming(true)}
      onKeyDown={(event) => {
        if (event.key === 'F2' && !event.shiftKey) setRenaming(true)
      }}
    >
      {isHidden && <Icon icon="eye-off" size={12} />}
      <span className={isHidden ? 'muted' : undefined}>{sheet.name}</span>
      {kinds.map((kind) => (
        <KindBadge key={kind} kind={kind} isSaid={kind.toLowerCase() === sheet.name.toLowerCase()} />
      ))}
    </button>
  )
}

/** What the sheet is mapped to; only a sign where the sheet's own name says it already. */
function KindBadge({ kind, isSaid }: { kind: string; isSaid: boolean }) {
  return (
    <span className="sheet-tab-kind" title={`Mapped as ${kind}`}>
      {isSaid ? <Icon icon="small-tick" size={12} title={`Mapped as ${kind}`} /> : kind}
    </span>
  )
}

function NameField({ sheet, onDone }: { sheet: SheetInfo; onDone: () => void }) {
  const [name, setName] = useState(sheet.name)
  const rename = async () => {
    onDone()
    const wanted = name.trim()
    if (wanted === '' || wanted === sheet.name) return
    await applyOrSay({ type: 'renameSheet', sheet: sheet.id, name: wanted }, 'The sheet was not renamed')
  }
  return (
    <input
      className="sheet-tab-name"
      aria-label="Name of the sheet"
      maxLength={31}
      size={Math.max(6, name.length)}
      value={name}
      ref={(element) => element?.focus()}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => void rename()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') onDone()
      }}
    />
  )
}
