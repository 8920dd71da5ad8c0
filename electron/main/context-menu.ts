import { Menu } from 'electron'
import type { MainWindow } from './window.ts'

/** The usual right-click menu of text fields and selected text; elsewhere the page has its own. */
export function setupContextMenu(window: MainWindow): void {
  window.onCreate((created) => {
    created.webContents.on('context-menu', (_event, { isEditable, selectionText, editFlags }) => {
      if (!isEditable && selectionText.trim() === '') return
      Menu.buildFromTemplate([
        { role: 'cut', enabled: editFlags.canCut, visible: isEditable },
        { role: 'copy', enabled: editFlags.canCopy },
        { role: 'paste', enabled: editFlags.canPaste, visible: isEditable },
        { type: 'separator' },
        { role: 'selectAll', enabled: editFlags.canSelectAll },
      ]).popup({ window: created })
    })
  })
}
