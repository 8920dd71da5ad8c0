import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * A note of how the run goes, kept in the profile from its first moment: if it still says `running` when the app
 * starts, the run before did not end by itself.
 */
const noteSchema = z.object({
  state: z.enum(['running', 'ended']),
  /** Name of the open project, empty where none was. */
  project: z.string(),
  /** The project has no place of its own yet. */
  edited: z.boolean(),
})
type Note = z.infer<typeof noteSchema>

export interface LastRun {
  /** What to tell the user about the project that this run opens again; undefined where it opens none. */
  readonly recovered: string | undefined
  readonly note: (open: { readonly project: string; readonly edited: boolean }) => void
  readonly end: () => void
}

/**
 * Decides from the last run's note what this run opens: the project that was open in a crash, or work that the user
 * never gave a name and would not find again.
 */
export function recoveryMessage(note: Note | undefined): string | undefined {
  if (note === undefined || note.project === '') return undefined
  if (note.state === 'running') {
    return `Tenure did not close properly last time. ${note.project} is open again with every change.`
  }
  return note.edited ? `${note.project} has not been saved under a name yet. It is open again.` : undefined
}

export function beginRun(profileFolder: string): LastRun {
  const path = join(profileFolder, 'last-run.json')
  const recovered = recoveryMessage(readNote(path))
  let current: Note = { state: 'running', project: '', edited: false }
  const write = (next: Note) => {
    if (JSON.stringify(next) === JSON.stringify(current)) return
    current = next
    writeNote(path, next)
  }
  writeNote(path, current)
  return {
    recovered,
    note: (open) => write({ ...current, ...open }),
    end: () => write({ ...current, state: 'ended' }),
  }
}

/** Small and rare enough to be written in place and at once; half a note reads as none. */
function writeNote(path: string, note: Note): void {
  try {
    writeFileSync(path, JSON.stringify(note))
  } catch {
    // A note that cannot be written must not survive as a wrong one.
    rmSync(path, { force: true })
  }
}

function readNote(path: string): Note | undefined {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}
