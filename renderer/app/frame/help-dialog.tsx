import { Dialog, DialogBody } from '@blueprintjs/core'
import { commands } from '../commands/index.ts'
import { useOverlays } from '../state/overlays.ts'
import { useView, type Workspace } from '../state/view.ts'
import { workspaceLabels } from './rail.tsx'
import './help-dialog.css'

const workspaceHelp: Record<Workspace, readonly string[]> = {
  data: [
    'Every sheet of the files is here as it stands in them. Type to replace, F2 to edit, Delete to clear; nothing is written to the original file.',
    'Edited cells are marked; hover shows the original value. Ctrl+Z takes any change back, even after a restart.',
    'A header shows the field that the column is read as. Change that in Mapping.',
  ],
  mapping: [
    'Say what a row of each sheet is, and which column holds which field. Suggestions come with their reason and how sure they are.',
    'Cells that could not be read are counted beside their field, with a way to the rows. They are left out of the metrics, never counted as zero.',
    'At the right stands what the mapping makes computable, and which field would unlock most.',
  ],
  kpis: [
    'Choose a metric to see its definition, formula, inputs, the rows behind it and what was left out.',
    'Period and scenario are set once, at the top, for the whole window.',
    'Metrics without a value are listed at the end with what they need.',
  ],
  whatif: [
    'The grey baseline is measured from the data where it can be; the band on a slider is its uncertainty.',
    'A scenario is a list of changes over the baseline. The data itself is never changed.',
  ],
  export: [
    'The exported workbook is the original file with additions: what was not touched comes back byte for byte.',
    'KPI values are live formulas: change the period cells in Excel and they follow.',
  ],
}

/** F1: what the present workspace is for, and every shortcut. */
export function HelpDialog() {
  const overlays = useOverlays()
  const workspace = useView((state) => state.workspace)
  const dark = useView((state) => state.dark)
  return (
    <Dialog
      isOpen={overlays.shown === 'help'}
      onClose={overlays.hide}
      title={`Help: ${workspaceLabels[workspace].name}`}
      icon="help"
      {...(dark ? { className: 'help bp6-dark' } : { className: 'help' })}
    >
      <DialogBody tabIndex={0} aria-label="Help">
        {workspaceHelp[workspace].map((paragraph) => (
          <p key={paragraph} className="help-paragraph">
            {paragraph}
          </p>
        ))}
        <h3>Keys</h3>
        <dl className="help-keys">
          {[...shortcuts, ...gridKeys].map(([keys, meaning]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </DialogBody>
    </Dialog>
  )
}

const shortcuts: readonly (readonly [string, string])[] = commands.flatMap((command) =>
  command.shortcut === undefined ? [] : [[command.shortcut, command.title] as const],
)

const gridKeys: readonly (readonly [string, string])[] = [
  ['F2', 'Edit the cell'],
  ['Alt+Enter', 'Line break inside the cell'],
  ['Ctrl+Enter', 'The same input in all selected cells'],
  ['Ctrl+;', "Today's date"],
  ['Ctrl+Home, Ctrl+End', 'First cell, last cell'],
  ['Ctrl+arrows', 'To the edge of the data, with Shift selecting'],
  ['Ctrl+Space, Shift+Space', 'Select the columns, the rows'],
  ['Alt+PageUp, Alt+PageDown', 'One screen to the left, to the right'],
  ['Ctrl+PageUp, Ctrl+PageDown', 'Sheet before, next sheet'],
  ['Shift+F10', 'Menu of the cells and their column'],
  ['Alt+Down', 'Sort and filter by the column'],
]
