import { basename } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { Answer } from '#shared/contract/bridge.ts'
import type { FileToken } from '#shared/domain/ids.ts'
import { done, refuse, refuseWriting } from './answers.ts'
import type { FileGrants } from './file-grants.ts'
import type { ShellHandlers } from './shell-operations.ts'
import type { MainWindow } from './window.ts'
import { writeAtomically } from './write-atomically.ts'

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** The bytes of a picture, PNG from base64; undefined where they are not what they are said to be. */
export function decodePicture(format: 'png' | 'svg', data: string): Buffer<ArrayBuffer> | undefined {
  if (format === 'svg') return data.trimStart().startsWith('<') ? Buffer.from(data, 'utf8') : undefined
  const bytes = Buffer.from(data, 'base64')
  return bytes.subarray(0, pngSignature.length).equals(pngSignature) ? bytes : undefined
}

/** The view's pages; their margins have the window's own background, which is that of its theme. */
async function printOnWhite(window: BrowserWindow): Promise<Uint8Array> {
  const background = window.getBackgroundColor()
  window.setBackgroundColor('#ffffff')
  try {
    return await window.webContents.printToPDF({ printBackground: true, landscape: true, pageSize: 'A4' })
  } finally {
    window.setBackgroundColor(background)
  }
}

/** Charts and tables as files, and the whole view as PDF; each only to a path that a save dialog gave. */
export function setupPictures(
  window: MainWindow,
  grants: FileGrants,
): Pick<ShellHandlers, 'shell.writePicture' | 'shell.writeTable' | 'shell.printPdf'> {
  const write = async (file: FileToken, content: Uint8Array): Promise<Answer<Record<string, never>>> => {
    const grant = grants.find(file)
    if (grant?.mode !== 'write') {
      return refuse('not_granted', 'Tenure writes only where you chose. Choose a place for the file again.')
    }
    try {
      await writeAtomically(grant.path, content)
      return done({})
    } catch (error) {
      return refuseWriting(basename(grant.path), error)
    }
  }

  return {
    'shell.writePicture': async ({ file, format, data }) => {
      const picture = decodePicture(format, data)
      if (picture === undefined) return refuse('invalid_request', 'The picture is damaged. Try again.')
      return write(file, picture)
    },
    'shell.writeTable': ({ file, csv }) => write(file, Buffer.from(csv, 'utf8')),
    'shell.printPdf': async ({ file }) => {
      const current = window.current()
      if (current === undefined) return refuse('no_data', 'There is no window to print.')
      return write(file, await printOnWhite(current))
    },
  }
}
