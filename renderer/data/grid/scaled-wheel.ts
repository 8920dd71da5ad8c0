import { type RefObject, useEffect } from 'react'

/**
 * A browser's element is at most some tens of millions of pixels tall. A longer sheet is squeezed into that, so that
 * one pixel of the scroll bar stands for many of the sheet; the wheel is scaled down by as much, to turn as many rows
 * as it does anywhere else.
 */
export function useScaledWheel(root: RefObject<HTMLElement | null>, sheetHeight: number): void {
  useEffect(() => {
    const element = root.current
    if (element === null) return
    let rest = 0
    const turn = (event: WheelEvent) => {
      const body = element.querySelector('.ag-body-viewport, .ag-grid-viewport')
      if (body === null || event.ctrlKey || event.shiftKey || event.deltaY === 0) return
      const scale = body.scrollHeight / sheetHeight
      if (scale >= 0.99) return
      event.preventDefault()
      event.stopPropagation()
      rest += event.deltaY * scale
      const whole = Math.trunc(rest)
      rest -= whole
      body.scrollTop += whole
    }
    element.addEventListener('wheel', turn, { passive: false, capture: true })
    return () => element.removeEventListener('wheel', turn, { capture: true })
  }, [root, sheetHeight])
}
