import electron, { clipboard } from 'electron'
import { done } from './answers.ts'
import type { ShellHandlers } from './shell-operations.ts'

/** How Electron had the clipboard before it took over the web's promises and items. */
interface EarlierClipboard {
  readonly write: (data: { text: string; html: string }) => void
  readonly readHTML: () => string
}

const isEarlier = (present: object): present is EarlierClipboard => 'readHTML' in present

export function setupClipboard(): Pick<ShellHandlers, 'shell.copyText' | 'shell.readClipboard'> {
  return {
    'shell.copyText': async ({ text, html }) => {
      if (html === undefined) await clipboard.writeText(text)
      else await writeBoth(text, html)
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

async function readHtml(): Promise<string> {
  const present: object = clipboard
  if (isEarlier(present)) return present.readHTML()
  const items = await clipboard.read()
  const item = items.find(({ types }) => types.includes('text/html'))
  return item === undefined ? '' : (await item.getType('text/html')).text()
}
