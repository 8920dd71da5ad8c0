import { useProject } from '#renderer/app/state/project.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { goToCell } from '../state/go-to-cell.ts'

/** All notes of the project, sheet by sheet; a click goes to the cell. */
export function NoteList() {
  const notes = useEngine('sheet.notes', {}).reply?.notes
  const sheets = useProject((state) => state.project?.sheets) ?? []
  if (notes?.length === 0)
    return (
      <p className="data-inspector-none muted">
        There is no note yet. Shift+F2 writes one on the active cell.
      </p>
    )
  return (
    <div className="note-list">
      {sheets.map((sheet) => {
        const own = notes?.filter((note) => note.sheet === sheet.id) ?? []
        if (own.length === 0) return null
        return (
          <section key={sheet.id} aria-label={`Notes on ${sheet.name}`}>
            <h3>{sheet.name}</h3>
            {own.map((note) => (
              <button
                type="button"
                key={`${note.row}/${note.column}`}
                className="note-item"
                onClick={() => void goToCell(note.sheet, note.row, note.column)}
              >
                <span className="change-address">{note.address}</span>
                <span>{note.text}</span>
              </button>
            ))}
          </section>
        )
      })}
    </div>
  )
}
