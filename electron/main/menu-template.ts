import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand, Theme } from '#shared/contract/shell.ts'

export interface MenuState {
  /** What undo and redo would take back or do again ("paste of 120 cells"); null where there is nothing. */
  readonly undo: string | null
  readonly redo: string | null
  readonly project: boolean
  readonly theme: Theme
  readonly recent: readonly {
    readonly path: string
    readonly name: string
    readonly folder: string
    readonly missing: boolean
  }[]
}

export interface MenuActions {
  /** Asks the window to do it. */
  readonly command: (command: MenuCommand) => void
  readonly openRecent: (path: string) => void
  readonly clearRecent: () => void
  readonly chooseTheme: (theme: Theme) => void
  readonly zoom: (change: 'in' | 'out' | 'reset') => void
  readonly about: () => void
}

export interface MenuEnvironment {
  readonly isMac: boolean
  /** Adds the developer tools. */
  readonly development: boolean
}

type Item = MenuItemConstructorOptions

const separator: Item = { type: 'separator' }

/**
 * The native menu. Cut, copy and paste are roles: they raise the page's own clipboard events, which the grid and text
 * fields handle. Undo and redo are commands, because they take back changes of the project.
 */
export function menuTemplate(state: MenuState, actions: MenuActions, environment: MenuEnvironment): Item[] {
  const { isMac } = environment
  const command = (id: MenuCommand, label: string, accelerator?: string, enabled = true): Item => ({
    id,
    label,
    enabled,
    click: () => actions.command(id),
    ...(accelerator === undefined ? {} : { accelerator }),
  })
  const onProject = (id: MenuCommand, label: string, accelerator?: string): Item =>
    command(id, label, accelerator, state.project)
  const about: Item = { id: 'about', label: 'About Tenure', click: actions.about }

  const file: Item[] = [
    command('open', 'Open...', 'CommandOrControl+O'),
    { id: 'openRecent', label: 'Open Recent', submenu: recentItems(state, actions) },
    onProject('import', 'Add Files...', 'CommandOrControl+Shift+O'),
    separator,
    onProject('save', 'Save', 'CommandOrControl+S'),
    onProject('saveAs', 'Save As...', 'CommandOrControl+Shift+S'),
    separator,
    onProject('export', 'Export Workbook...', 'CommandOrControl+E'),
    onProject('printPdf', 'Save View as PDF...', 'CommandOrControl+P'),
    separator,
    onProject('closeProject', 'Close Project'),
    { role: 'close', label: 'Close Window' },
    ...(isMac ? [] : [{ role: 'quit', label: 'Quit', accelerator: 'Control+Q' } satisfies Item]),
  ]
  const edit: Item[] = [
    command('undo', named('Undo', state.undo), 'CommandOrControl+Z', state.undo !== null),
    command('redo', named('Redo', state.redo), isMac ? 'Shift+Command+Z' : 'Control+Y', state.redo !== null),
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    separator,
    onProject('find', 'Find...', 'CommandOrControl+F'),
    onProject('replace', 'Replace...', isMac ? 'Command+Alt+F' : 'Control+H'),
  ]
  const view: Item[] = [
    onProject('workspace.data', 'Data', 'CommandOrControl+1'),
    onProject('workspace.mapping', 'Mapping', 'CommandOrControl+2'),
    onProject('workspace.kpis', 'KPIs', 'CommandOrControl+3'),
    onProject('workspace.whatif', 'What-if', 'CommandOrControl+4'),
    onProject('workspace.export', 'Export', 'CommandOrControl+5'),
    separator,
    command('palette', 'Command Palette...', 'CommandOrControl+K'),
    separator,
    {
      id: 'zoom.in',
      label: 'Zoom In',
      accelerator: 'CommandOrControl+Plus',
      click: () => actions.zoom('in'),
    },
    // The same key without Shift, as browsers have it.
    {
      label: 'Zoom In',
      accelerator: 'CommandOrControl+=',
      visible: false,
      acceleratorWorksWhenHidden: true,
      click: () => actions.zoom('in'),
    },
    {
      id: 'zoom.out',
      label: 'Zoom Out',
      accelerator: 'CommandOrControl+-',
      click: () => actions.zoom('out'),
    },
    {
      id: 'zoom.reset',
      label: 'Actual Size',
      accelerator: 'CommandOrControl+0',
      click: () => actions.zoom('reset'),
    },
    separator,
    { label: 'Theme', submenu: themeItems(state.theme, actions) },
    { role: 'togglefullscreen', label: 'Full Screen' },
    ...(environment.development ? [separator, { role: 'toggleDevTools' } satisfies Item] : []),
  ]
  const data: Item[] = [
    { ...onProject('import', 'Add Files to the Project...'), id: 'data.import' },
    separator,
    { ...onProject('workspace.mapping', 'Map Columns'), id: 'data.mapping' },
    { ...onProject('workspace.kpis', 'Read the KPIs'), id: 'data.kpis' },
    { ...onProject('workspace.whatif', 'Ask What-if'), id: 'data.whatif' },
  ]
  const help: Item[] = [
    command('help', 'Help', 'F1'),
    command('shortcuts', 'Keyboard Shortcuts'),
    command('openSample', 'Open the Sample Workbook'),
    ...(isMac ? [] : [separator, about]),
  ]
  return [
    ...(isMac ? [macAppMenu(about)] : []),
    { label: '&File', submenu: file },
    { label: '&Edit', submenu: edit },
    { label: '&View', submenu: view },
    { label: '&Data', submenu: data },
    ...(isMac ? [{ role: 'windowMenu' } satisfies Item] : []),
    { role: 'help', label: '&Help', submenu: help },
  ]
}

function recentItems(state: MenuState, actions: MenuActions): Item[] {
  const files = state.recent.map(
    ({ path, name, folder, missing }): Item => ({
      label: literal(missing ? `${name} (missing, ${folder})` : `${name} (${folder})`),
      enabled: !missing,
      click: () => actions.openRecent(path),
    }),
  )
  if (files.length === 0) return [{ label: 'No recent files', enabled: false }]
  return [...files, separator, { label: 'Clear Recent Files', click: actions.clearRecent }]
}

const themes: readonly { readonly theme: Theme; readonly label: string }[] = [
  { theme: 'system', label: 'As the System' },
  { theme: 'light', label: 'Light' },
  { theme: 'dark', label: 'Dark' },
]

const themeItems = (chosen: Theme, actions: MenuActions): Item[] =>
  themes.map(({ theme, label }) => ({
    id: `theme.${theme}`,
    label,
    type: 'radio',
    checked: theme === chosen,
    click: () => actions.chooseTheme(theme),
  }))

const macAppMenu = (about: Item): Item => ({
  role: 'appMenu',
  submenu: [
    about,
    separator,
    { role: 'services' },
    separator,
    { role: 'hide' },
    { role: 'hideOthers' },
    { role: 'unhide' },
    separator,
    { role: 'quit' },
  ],
})

const named = (verb: string, label: string | null): string =>
  label === null ? verb : `${verb} ${literal(label)}`

/** Menus underline the letter after an ampersand, unless it is doubled. */
const literal = (text: string): string => text.replaceAll('&', '&&')
