import { BrowserWindow, nativeTheme, screen, type WebContents } from 'electron'
import { shellEventChannel } from '#shared/contract/channels.ts'
import type { ShellEvent } from '#shared/contract/shell.ts'
import { appPage } from './app-files.ts'
import { builtFiles } from './built-files.ts'
import type { SettingsStore } from './settings.ts'
import { fitToDisplays, smallestWindow } from './window-bounds.ts'

/** The page's own ground colours (tokens.css), so that the window does not flash before the page is drawn. */
const ground = { light: '#f4f5f7', dark: '#15181d' }

/** How long after the last move or change of size the place is remembered, in milliseconds. */
const restTime = 300

/** The app's one window, whichever it is at present. */
export interface MainWindow {
  readonly current: () => BrowserWindow | undefined
  /** Opens the window, or shows the one that is open. */
  readonly open: () => void
  readonly focus: () => void
  readonly send: (event: ShellEvent) => void
  /** Called with each window before its page is loaded. */
  readonly onCreate: (listener: (window: BrowserWindow) => void) => void
  /** Called each time the page has been loaded and its scripts have run. */
  readonly onLoad: (listener: (contents: WebContents) => void) => void
}

export function setupWindow(settings: SettingsStore, isPackaged: boolean): MainWindow {
  let current: BrowserWindow | undefined
  const createListeners: ((window: BrowserWindow) => void)[] = []
  const loadListeners: ((contents: WebContents) => void)[] = []

  const create = () => {
    const window = createWindow(settings, isPackaged)
    current = window
    for (const listener of createListeners) listener(window)
    window.webContents.on('dom-ready', () => {
      for (const listener of loadListeners) listener(window.webContents)
    })
    window.on('closed', () => {
      current = undefined
    })
    void window.loadURL(appPage)
  }

  const focus = () => {
    if (current === undefined) return
    if (current.isMinimized()) current.restore()
    current.show()
    current.focus()
  }

  return {
    current: () => current,
    open: () => (current === undefined ? create() : focus()),
    focus,
    send: (event) => current?.webContents.send(shellEventChannel, event),
    onCreate: (listener) => {
      createListeners.push(listener)
    },
    onLoad: (listener) => {
      loadListeners.push(listener)
    },
  }
}

function createWindow(settings: SettingsStore, isPackaged: boolean): BrowserWindow {
  const saved = settings.get().window
  const primary = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
  const window = new BrowserWindow({
    ...fitToDisplays(
      saved?.bounds ?? null,
      [primary, ...others].map((display) => display.workArea),
    ),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Tenure',
    icon: builtFiles.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: {
      preload: builtFiles.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !isPackaged,
    },
  })
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  // The title is the project's, not the page's.
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => {
    if (saved?.maximised === true) window.maximize()
    window.show()
  })
  rememberPlace(window, settings)
  return window
}

function rememberPlace(window: BrowserWindow, settings: SettingsStore): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    if (window.isMinimized() || window.isFullScreen()) return
    settings.update({ window: { bounds: window.getNormalBounds(), maximised: window.isMaximized() } })
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, restTime)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('close', save)
  window.on('closed', () => clearTimeout(timer))
}
