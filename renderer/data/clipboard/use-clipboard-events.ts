import { useEffect } from 'react'
import { copyCells, cutCells } from './copy-cells.ts'
import { pasteContent } from './paste-cells.ts'

/**
 * Copy, cut and paste, whether by key, by the Edit menu or by the system's own means: all of them arrive as clipboard
 * events. Text fields keep theirs.
 */
export function useClipboardEvents(): void {
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      if (!isForGrid(event)) return
      event.preventDefault()
      void copyCells()
    }
    const cut = (event: ClipboardEvent) => {
      if (!isForGrid(event)) return
      event.preventDefault()
      void cutCells()
    }
    const paste = (event: ClipboardEvent) => {
      if (!isForGrid(event) || event.clipboardData === null) return
      event.preventDefault()
      const { clipboardData } = event
      void pasteContent({
        text: clipboardData.getData('text/plain'),
        html: clipboardData.getData('text/html'),
      })
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', paste)
    }
  }, [])
}

/** Not while a field has the focus, nor while text elsewhere, such as in the inspector, is marked. */
function isForGrid({ target }: ClipboardEvent): boolean {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return false
  return (document.getSelection()?.toString() ?? '') === ''
}
