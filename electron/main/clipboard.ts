import electron, { clipboard, type NativeImage, nativeImage } from 'electron'
import { done, refuse } from './answers.ts'
import { decodePicture } from './pictures.ts'
import type { ShellHandlers } from './shell-operations.ts'

/** How Electron had the clipboard before it took over the web's promises and items. */
interface EarlierClipboard {
  readonly write: (data: { text: string; html: string }) => void
  readonly writeImage: (image: NativeImage) => void
  readonly readHTML: () => string
}

const isEarlier = (present: object): present is EarlierClipboard => 'readHTML' in present

export function setupClipboard(): Pick<
  ShellHandlers,
  'shell.copyText' | 'shell.copyPicture' | 'shell.readClipboard'
> {
  return {
    'shell.copyText': async ({ text, html }) => {
      if (html === undefined) await clipboard.writeText(text)
      else await writeBoth(text, html)
      return done({})
    },
    'shell.copyPicture': async ({ data }) => {
      const picture = decodePicture('png', data)
      if (picture === undefined) return refuse('invalid_request', 'The picture is damaged. Try again.')
      await writePicture(picture)
      return done({})
    },
    'shell.readClipboard': async () => done({ text: await clipboard.readText(), html: await readHtml() }),
  }
}

async function writeBoth(text: string, html: string): Promise<void> {
  const present: object = clipboard
  if (isEarlier(present)) return present.write({ text, html })
  await clipboard.write([new electron.ClipboardItem({ 'text/plain': text, 'text/html': html })])
}

async function writePicture(png: Buffer<ArrayBuffer>): Promise<void> {
  const present: object = clipboard
  if (isEarlier(present)) return present.writeImage(nativeImage.createFromBuffer(png))
  await clipboard.write([new electron.ClipboardItem({ 'image/png': new Blob([png], { type: 'image/png' }) })])
}

async function readHtml(): Promise<string> {
  const present: object = clipboard
  if (isEarlier(present)) return present.readHTML()
  const items = await clipboard.read()
  const item = items.find(({ types }) => types.includes('text/html'))
  return item === undefined ? '' : (await item.getType('text/html')).text()
}
