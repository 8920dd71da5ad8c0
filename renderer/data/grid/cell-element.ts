import { placeOfRowIndex, rowIndexOfPlace } from './frozen-rows.ts'

/** The drawn cell at a row and column of the grid; undefined while it is off screen. */
export function findCellElement(root: Element, row: number, column: string): HTMLElement | undefined {
  const found = root.querySelector(`[row-index="${rowIndexOfPlace(row)}"] [col-id="${column}"]`)
  return found instanceof HTMLElement ? found : undefined
}

/** Where a drawn cell belongs, from any element inside it. */
export function placeOfElement(target: EventTarget | null): { row: number; column: string } | undefined {
  if (!(target instanceof Element)) return undefined
  const cell = target.closest('.ag-cell')
  const row = cell?.closest('[row-index]')?.getAttribute('row-index')
  const column = cell?.getAttribute('col-id')
  if (row == null || column == null) return undefined
  return { row: placeOfRowIndex(row), column }
}

/** The rows on screen, by their places. */
export const drawnPlaces = (root: Element): number[] =>
  [...root.querySelectorAll('.ag-row[row-index]')].map((row) =>
    placeOfRowIndex(row.getAttribute('row-index') ?? ''),
  )

/** The place of the first row that is whole on screen; 0 where none is. */
export function firstPlaceInView(root: Element): number {
  const top = root.querySelector('.ag-header')?.getBoundingClientRect().bottom ?? 0
  const inView = [...root.querySelectorAll('.ag-row[row-index]')]
    .filter((row) => row.getBoundingClientRect().top >= top - 1)
    .map((row) => placeOfRowIndex(row.getAttribute('row-index') ?? ''))
  return inView.length === 0 ? 0 : Math.min(...inView)
}
