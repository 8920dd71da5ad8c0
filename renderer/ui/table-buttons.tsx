import { Button } from '@blueprintjs/core'
import { copyTable, saveTable, type TableText } from './table-text.ts'
import './table-buttons.css'

/** Copies a table as data, and saves it as CSV under the name of what it shows. */
export function TableButtons({ name, text }: { name: string; text: TableText }) {
  return (
    <span className="table-buttons">
      <Button variant="minimal" size="small" icon="duplicate" onClick={() => void copyTable(text)}>
        Copy as data
      </Button>
      <Button variant="minimal" size="small" icon="floppy-disk" onClick={() => void saveTable(name, text)}>
        Save as CSV
      </Button>
    </span>
  )
}
