import type { CellNote } from '../package/workbook-changes.ts'
import { noteAuthor } from './note-author.ts'

export type GatheredNotes = ReturnType<typeof newNotes>

/** Notes by cell; a second one for the same cell stands below the first. */
export function newNotes() {
  const notes = new Map<string, CellNote>()
  const add = (row: number, column: number, text: string, author: string): CellNote => {
    const key = `${row} ${column}`
    const known = notes.get(key)
    const note = {
      row,
      column,
      author,
      ...known,
      text: known === undefined ? text : `${known.text}\n${text}`,
    }
    notes.set(key, note)
    return note
  }
  return {
    add,
    /** What Tenure says of a cell that may have a note of the file's own. */
    addBelow: (row: number, column: number, text: string): void => {
      const note = add(row, column, text, noteAuthor)
      notes.set(`${row} ${column}`, { ...note, belowOwn: true })
    },
    has: (row: number, column: number): boolean => notes.has(`${row} ${column}`),
    all: (): CellNote[] => [...notes.values()],
  }
}
