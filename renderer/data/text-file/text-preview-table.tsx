import { columnLetters } from '#shared/domain/address.ts'
import { typeNames } from '../columns/type-names.ts'
import type { TextPreview } from './use-text-preview.ts'
import './text-file.css'

interface Props {
  readonly preview: TextPreview
  /** Left out where the header row is not to be chosen. */
  readonly onHeaderRow?: (row: number) => void
}

/** Rows and columns that are shown; the rest is like them. */
const shownRows = 40
const shownColumns = 60

/** The first rows as they would be cut into cells, with what each column would be; a row's number makes it the header. */
export function TextPreviewTable({ preview, onHeaderRow }: Props) {
  const { records, types, dialect } = preview
  const width = Math.min(types.length, shownColumns)
  const columns = Array.from({ length: width }, (_value, index) => index)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="text-preview" aria-label="How the file would be read" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" aria-label="Row" />
            {columns.map((column) => (
              <th scope="col" key={column}>
                {columnLetters(column + 1)}{' '}
                <span className="muted">{typeNames[types[column] ?? 'text'].long}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.slice(0, shownRows).map((record, index) => {
            const row = index + 1
            const isHeader = row === dialect.headerRow
            return (
              <tr
                key={row}
                className={isHeader ? 'text-preview-header' : row < dialect.headerRow ? 'muted' : undefined}
              >
                <th scope="row">
                  {onHeaderRow === undefined ? (
                    <span>{row}</span>
                  ) : (
                    <button
                      type="button"
                      title={isHeader ? 'Row of the column names' : 'Take the column names from this row'}
                      aria-pressed={isHeader}
                      onClick={() => onHeaderRow(isHeader ? 0 : row)}
                    >
                      {row}
                    </button>
                  )}
                </th>
                {columns.map((column) => (
                  <td
                    key={column}
                    className={types[column] === 'number' && row > dialect.headerRow ? 'number' : undefined}
                  >
                    {record[column] ?? ''}
                  </td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
