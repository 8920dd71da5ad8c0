import { Button } from '@blueprintjs/core'
import { shell } from '#renderer/app/bridge.ts'
import { toast } from '#renderer/app/toaster.ts'
import './figures.css'

/** Copies a table as tab-separated text, which any spreadsheet takes as cells. */
export function CopyDataButton({ text }: { text: () => string | Promise<string> }) {
  const copy = async () => {
    await shell('shell.copyText', { text: await text() })
    await toast('Copied as data')
  }
  return (
    <Button variant="minimal" size="small" icon="duplicate" className="copy-data" onClick={() => void copy()}>
      Copy as data
    </Button>
  )
}
