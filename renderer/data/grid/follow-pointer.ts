import type { GridApi } from 'ag-grid-community'

const scrollEvery = 40
const rowsAStep = 3

/**
 * Calls `onOver` with what the pointer is over until it is let go. Beyond the edge of the cells the grid scrolls, and
 * what counts as under the pointer is the nearest cell inside.
 */
export function followPointer(
  start: PointerEvent,
  api: GridApi,
  element: HTMLElement,
  onOver: (target: Element | null) => void,
  onEnd: () => void = () => undefined,
): void {
  let x = start.clientX
  let y = start.clientY
  let moved = false
  let isAmongFrozen = start.target instanceof Element && start.target.closest(frozenRowsBox) !== null
  const cellsAround = () => cellsBox(element, !isAmongFrozen && api.getVerticalPixelRange().top > 0)
  const over = () => {
    // Below the frozen rows follows the first of the others, however far these have been scrolled.
    if (isAmongFrozen && y > frozenBottom(element)) {
      isAmongFrozen = false
      api.ensureIndexVisible(0, 'top')
    }
    const cells = cellsAround()
    const inside = {
      x: Math.min(Math.max(x, cells.left + 2), cells.right - 2),
      y: Math.min(Math.max(y, cells.top + 2), cells.bottom - 2),
    }
    onOver(document.elementFromPoint(inside.x, inside.y))
  }
  const move = (event: PointerEvent) => {
    x = event.clientX
    y = event.clientY
    moved ||= Math.abs(x - start.clientX) + Math.abs(y - start.clientY) > 3
    if (moved) over()
  }
  const timer = setInterval(() => {
    if (moved && scrollTowards(api, cellsAround(), x, y)) over()
  }, scrollEvery)
  const end = () => {
    clearInterval(timer)
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', end)
    window.removeEventListener('pointercancel', end)
    onEnd()
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', end)
  window.addEventListener('pointercancel', end)
}

const frozenRowsBox = '.ag-grid-pinned-top-rows-container'

const frozenBottom = (element: HTMLElement): number =>
  element.querySelector(frozenRowsBox)?.getBoundingClientRect().bottom ?? 0

/** The cells within reach; frozen rows are out of it while rows that have scrolled away lie between. */
function cellsBox(element: HTMLElement, withoutFrozen: boolean): DOMRect {
  const header = element.querySelector('.ag-header')?.getBoundingClientRect()
  const whole = element.getBoundingClientRect()
  const top = Math.max(header?.bottom ?? whole.top, withoutFrozen ? frozenBottom(element) : 0)
  return new DOMRect(whole.left, top, whole.width - 14, whole.bottom - 14 - top)
}

function scrollTowards(api: GridApi, box: DOMRect, x: number, y: number): boolean {
  const rows = y < box.top ? -rowsAStep : y > box.bottom ? rowsAStep : 0
  const columns = x < box.left ? -1 : x > box.right ? 1 : 0
  if (rows === 0 && columns === 0) return false
  if (rows > 0)
    api.ensureIndexVisible(Math.min(api.getLastDisplayedRowIndex() + rows, api.getDisplayedRowCount() - 1))
  if (rows < 0) api.ensureIndexVisible(Math.max(0, api.getFirstDisplayedRowIndex() + rows))
  if (columns !== 0) {
    const shown = api.getAllDisplayedVirtualColumns().filter((column) => column.getPinned() === null)
    const all = api.getAllDisplayedColumns()
    const edge = columns > 0 ? shown.at(-1) : shown.at(0)
    const next = edge === undefined ? undefined : all[all.indexOf(edge) + columns]
    if (next !== undefined && next.getPinned() === null) api.ensureColumnVisible(next)
  }
  return true
}
