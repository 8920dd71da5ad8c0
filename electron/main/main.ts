/**
 * The shell: app life, window, menu, dialogs, file grants and the engine's keeper. Each domain is one file with a
 * `setup...`; here they are called in the order in which they depend on each other. Listeners stand before the window
 * opens, because the window asks at once.
 */
import { join } from 'node:path'
import { app, ipcMain, protocol, session } from 'electron'
import { setupAbout } from './about.ts'
import { registerAppScheme, setupAppProtocol } from './app-protocol.ts'
import { builtFiles, samplePath } from './built-files.ts'
import { setupClipboard } from './clipboard.ts'
import { setupCommandLine } from './command-line.ts'
import { setupContextMenu } from './context-menu.ts'
import { nativeDialogs } from './dialogs.ts'
import { setupDroppedFiles } from './dropped-files.ts'
import { setupEngine } from './engine-keeper.ts'
import { setupFaults } from './faults.ts'
import { fileArguments } from './file-arguments.ts'
import { setupFileDialogs } from './file-dialogs.ts'
import { createFileGrants } from './file-grants.ts'
import { beginRun } from './last-run.ts'
import { createLog } from './log.ts'
import { setupMenu } from './menu.ts'
import { setupNavigation } from './navigation.ts'
import { setupNetwork } from './network.ts'
import { type HandedOver, setupOpenedFiles } from './opened-files.ts'
import { setupPanelState } from './panel-state.ts'
import { setupPermissions } from './permissions.ts'
import { setupPictures } from './pictures.ts'
import { setupQuit } from './quit.ts'
import { setupRecentFiles } from './recent-files.ts'
import { setupScreenshot } from './screenshot.ts'
import { openSettings } from './settings.ts'
import { setupShellOperations } from './shell-operations.ts'
import { setupStartUp } from './start-up.ts'
import { testDialogs } from './test-dialogs.ts'
import { setupTheme } from './theme.ts'
import { setupTitle } from './title.ts'
import { setupWindow } from './window.ts'
import { setupWindowRecovery } from './window-recovery.ts'
import { setupZoom } from './zoom.ts'

async function run(files: readonly string[]): Promise<void> {
  const profile = app.getPath('userData')
  const log = createLog(join(profile, 'logs'))
  setupFaults(log)
  setupNavigation(app)
  const lastRun = beginRun(profile)
  const grants = createFileGrants()
  const settings = openSettings(join(profile, 'settings.json'), log)
  const window = setupWindow(settings, app.isPackaged)
  const openedFiles = setupOpenedFiles(app, window, grants, files)
  const dialogs = testDialogs(process.env, process.argv, app.isPackaged) ?? nativeDialogs(window)

  await app.whenReady()
  await setupNetwork(session.defaultSession)
  setupPermissions(session.defaultSession)
  setupAppProtocol(session.defaultSession, builtFiles.renderer)
  setupAbout(app, builtFiles.icon)

  let recovered = lastRun.recovered ?? null
  const recentFiles = setupRecentFiles({
    settings,
    grants,
    onChange: () => menu.refresh(),
    tellSystem: (path) => app.addRecentDocument(path),
  })
  const theme = setupTheme({ settings, window, onChange: () => menu.refresh() })
  const zoom = setupZoom(settings, window)
  const menu = setupMenu({
    settings,
    log,
    recentFiles: () => recentFiles,
    actions: () => ({
      command: (command) => window.send({ type: 'menu', command }),
      openRecent: (path) => openedFiles.open([path]),
      clearRecent: recentFiles.clear,
      chooseTheme: theme.choose,
      zoom: (change) => (change === 'reset' ? zoom.reset() : zoom.step(change === 'in' ? 1 : -1)),
      about: () => app.showAboutPanel(),
    }),
  })
  const screenshot = setupScreenshot(process.env.TENURE_SCREENSHOT, window, log)
  const engine = setupEngine({
    entry: builtFiles.engine,
    projectDirectory: join(profile, 'projects'),
    stagingDirectory: join(profile, 'staging'),
    development: !app.isPackaged,
    resume: recovered !== null,
    window,
    grants,
    dialogs,
    log,
    quit: () => app.quit(),
  })
  setupQuit({ app, engine, lastRun, settings })
  setupContextMenu(window)
  setupWindowRecovery({
    app,
    window,
    dialogs,
    log,
    onReload: () => {
      recovered = 'The window stopped and was opened again. Every change is kept.'
    },
    quit: () => app.quit(),
  })
  setupDroppedFiles(ipcMain, grants)
  setupShellOperations(
    ipcMain,
    {
      ...setupStartUp({
        openedFiles,
        grants,
        settings,
        version: app.getVersion(),
        takeRecovered: () => {
          const message = recovered
          recovered = null
          return message
        },
        onReady: screenshot.onReady,
      }),
      ...setupFileDialogs({
        dialogs,
        grants,
        settings,
        documentsFolder: app.getPath('documents'),
        samplePath: samplePath(),
      }),
      ...setupPanelState(settings),
      ...setupPictures(window, grants),
      ...setupClipboard(),
      ...setupTitle(window, lastRun),
      ...recentFiles.handlers,
      ...theme.handlers,
      ...menu.handlers,
    },
    log,
  )

  window.onCreate(openedFiles.keep)
  menu.refresh()
  window.open()
  app.on('activate', window.open)
}

setupCommandLine(app)
// Windows groups and pins windows under this name; the installer uses the same (electron-builder.yml).
app.setAppUserModelId('io.tenure.desktop')
registerAppScheme(protocol)
const files = fileArguments(process.argv, process.defaultApp === true, process.cwd())
// Not awaited: Electron becomes ready only after this module has been evaluated.
if (app.requestSingleInstanceLock({ files } satisfies HandedOver)) void run(files)
else app.quit()
