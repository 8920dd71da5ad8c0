import { MenuItem } from '@blueprintjs/core'
import { Omnibar } from '@blueprintjs/select'
import { useMemo, useState } from 'react'
import { metrics } from '#shared/catalogue/index.ts'
import { commands } from '../commands/index.ts'
import { useProject } from '../state/project.ts'
import { useView } from '../state/view.ts'
import { useEngine } from '../use-engine.ts'
import { matches, type PaletteEntry } from './palette-entries.ts'

/** Ctrl+K: any command, sheet, column, metric or scenario by a few letters of its name. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const project = useProject((state) => state.project)
  const go = useView((state) => state.go)
  const dark = useView((state) => state.dark)
  const [query, setQuery] = useState('')
  const asking = isOpen && project !== undefined
  const customMetrics = useEngine('metrics.custom', asking ? {} : null).reply?.metrics
  const scenarios = useEngine('scenario.list', asking ? {} : null).reply?.scenarios

  const entries = useMemo((): PaletteEntry[] => {
    const ofCommands = commands
      .filter((command) => command.enabled?.() ?? true)
      .map((command) => ({
        id: `command ${command.id}`,
        text: command.title,
        kind: command.group,
        label: command.shortcut ?? '',
        run: () => void command.run(),
      }))
    const ofSheets = (project?.sheets ?? []).flatMap((sheet) => [
      {
        id: `sheet ${sheet.id}`,
        text: sheet.name,
        kind: 'Sheet',
        label: '',
        run: () => go('data', { type: 'sheet', sheet: sheet.id }),
      },
      ...sheet.columns.map((column) => ({
        id: `column ${sheet.id} ${column.id}`,
        text: column.name,
        kind: 'Column',
        label: sheet.name,
        run: () => go('data', { type: 'cell', sheet: sheet.id, row: 0, column: column.id }),
      })),
    ])
    const ofMetrics = [
      ...metrics,
      ...(customMetrics ?? []).map((metric) => ({ ...metric, aliases: [] })),
    ].map((metric) => ({
      id: `metric ${metric.id}`,
      text: metric.name,
      kind: 'Metric',
      label: '',
      keywords: metric.aliases,
      run: () => go('kpis', { type: 'metric', metric: metric.id }),
    }))
    const ofScenarios = (scenarios ?? []).map((scenario) => ({
      id: `scenario ${scenario.name}`,
      text: scenario.name,
      kind: 'Scenario',
      label: '',
      run: () => go('whatif', { type: 'scenario', name: scenario.name }),
    }))
    return [...ofCommands, ...ofMetrics, ...ofScenarios, ...ofSheets]
  }, [project, customMetrics, scenarios, go])

  // Each search begins anew.
  const close = () => {
    setQuery('')
    onClose()
  }
  return (
    <Omnibar<PaletteEntry>
      isOpen={isOpen}
      onClose={close}
      query={query}
      onQueryChange={setQuery}
      noResults={<MenuItem disabled text="Nothing of that name" roleStructure="listoption" />}
      items={entries}
      {...(dark ? { className: 'bp6-dark' } : {})}
      inputProps={{
        placeholder: 'Command, sheet, column, metric or scenario',
        'aria-label': 'Search everything',
      }}
      itemListPredicate={(query, all) => all.filter((entry) => matches(query, entry)).slice(0, 60)}
      itemRenderer={(entry, { handleClick, handleFocus, modifiers, ref }) => (
        <MenuItem
          key={entry.id}
          ref={ref}
          text={entry.text}
          label={[entry.kind, entry.label].filter((part) => part !== '').join('  ')}
          active={modifiers.active}
          onClick={handleClick}
          {...(handleFocus === undefined ? {} : { onFocus: handleFocus })}
          roleStructure="listoption"
        />
      )}
      onItemSelect={(entry) => {
        close()
        entry.run()
      }}
    />
  )
}
