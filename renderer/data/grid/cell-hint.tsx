import { type RefObject, useEffect, useState } from 'react'
import { type HiddenRow, hiddenCount, spansText } from '../filter/hidden-rows.ts'
import { useGrid } from '../state/grid-state.ts'
import { presentSheet } from '../state/present-sheet.ts'
import { placeOfElement } from './cell-element.ts'
import { drawnSelection } from './drawn-selection.ts'
import { rowNumberColumn } from './grid-columns.ts'
import { hiddenBeside, hiddenByWorkbook } from './hidden-beside.ts'

interface Hint {
  readonly left: number
  readonly top: number
  readonly lines: readonly { readonly title: string; readonly text: string }[]
}

const hoverDelay = 350
/** As the style sheet has it, in pixels. */
const widest = 280

/** What a mark means, shown after a moment over the cell: its note, its value before it was edited, its formula. */
export function CellHint({ root }: { root: RefObject<HTMLDivElement | null> }) {
  const [hint, setHint] = useState<Hint | undefined>(undefined)
  useEffect(() => {
    const element = root.current
    if (element === null) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      setHint(undefined)
    }
    const over = (event: PointerEvent) => {
      hide()
      const { target } = event
      timer = setTimeout(() => setHint(hintAt(element, target)), hoverDelay)
    }
    element.addEventListener('pointerover', over)
    element.addEventListener('pointerdown', hide, { capture: true })
    element.addEventListener('pointerleave', hide)
    // Keys and the wheel move what the hint is about.
    window.addEventListener('keydown', hide, { capture: true })
    element.addEventListener('wheel', hide, { passive: true })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('pointerover', over)
      element.removeEventListener('pointerdown', hide, { capture: true })
      element.removeEventListener('pointerleave', hide)
      window.removeEventListener('keydown', hide, { capture: true })
      element.removeEventListener('wheel', hide)
    }
  }, [root])
  if (hint === undefined) return null
  return (
    <div className="cell-hint" style={{ left: hint.left, top: hint.top }}>
      {hint.lines.map((line) => (
        <p key={line.title}>
          <span className="muted">{line.title}</span> {line.text}
        </p>
      ))}
    </div>
  )
}

function hintAt(root: HTMLElement, target: EventTarget | null): Hint | undefined {
  const at = placeOfElement(target)
  const present = presentSheet()
  const isNewRowSign = at?.column === rowNumberColumn && at.row === drawnSelection().newRow
  if (isNewRowSign && target instanceof Element)
    return hintBeside(root, target, [{ title: 'New row', text: 'What is typed or pasted here is added.' }])
  if (at?.column === rowNumberColumn && target instanceof Element)
    return hintBeside(root, target, hiddenRowsSaid(at.row))
  const column = present?.columns.find((candidate) => String(candidate.id) === at?.column)
  if (at === undefined || column === undefined || !(target instanceof Element)) return undefined
  const mark = useGrid.getState().tiles?.mark(at.row, column.id)
  const lines = [
    ...(mark?.note === undefined ? [] : [{ title: 'Note', text: mark.note }]),
    ...(mark?.edited === undefined
      ? []
      : [{ title: 'Was', text: mark.edited === '' ? 'blank' : mark.edited }]),
    ...(mark?.formula === undefined ? [] : [{ title: 'Formula', text: mark.formula }]),
    ...(mark?.withoutValue === true && mark.stale !== true
      ? [{ title: 'Computed by Tenure', text: 'The file holds no result of the formula.' }]
      : []),
    ...(mark?.stale === true
      ? [
          {
            title: mark.withoutValue === true ? 'Not computed' : 'Not recalculated',
            text: mark.staleReason ?? 'A cell that this formula reads was changed.',
          },
        ]
      : []),
  ]
  return hintBeside(root, target, lines)
}

/** What the marks of hidden rows at a row's number mean. */
function hiddenRowsSaid(row: number): Hint['lines'] {
  const { above, below } = hiddenBeside(row)
  const { numbers } = hiddenByWorkbook(row)
  const said = (hidden: readonly HiddenRow[], where: string) =>
    hidden.length === 0
      ? []
      : [{ title: `${hiddenCount(hidden)} ${where}:`, text: spansText(hidden.map(({ number }) => number)) }]
  const theirs = numbers.length === 1 ? 'Row' : 'Rows'
  const shown = numbers.length === 1 ? 'it. Here it is' : 'them. Here they are'
  return [
    ...said(above, 'above'),
    ...said(below, 'below'),
    ...(numbers.length === 0
      ? []
      : [
          {
            title: `${theirs} ${spansText(numbers)}:`,
            text: `The workbook hides ${shown} shown, and counted.`,
          },
        ]),
  ]
}

function hintBeside(root: HTMLElement, target: Element, lines: Hint['lines']): Hint | undefined {
  const cell = target.closest('.ag-cell')?.getBoundingClientRect()
  if (lines.length === 0 || cell === undefined) return undefined
  const frame = root.getBoundingClientRect()
  const left = cell.right - frame.left + 6
  // Where there is no room beside the cell, below it: the cell itself stays in sight.
  if (left + widest <= frame.width)
    return { left, top: Math.min(cell.top - frame.top, frame.height - 80), lines }
  return { left: Math.max(0, frame.width - widest), top: cell.bottom - frame.top + 4, lines }
}
