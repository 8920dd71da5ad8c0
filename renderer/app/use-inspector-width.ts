import { type PointerEvent, useCallback } from 'react'
import { z } from 'zod'
import { useSavedState } from './state/saved-state.ts'

const narrowest = 280
const widest = 720
const widthSchema = z.number().min(narrowest).max(widest)
const clamp = (width: number): number => Math.min(widest, Math.max(narrowest, width))

/** The inspector's width, dragged at its edge or moved by the arrow keys, kept over restarts. */
export function useInspectorWidth() {
  const [width, setWidth] = useSavedState('inspector.width', widthSchema, 380)
  const startResize = useCallback(
    (event: PointerEvent<HTMLElement>) => {
      const edge = event.currentTarget
      edge.setPointerCapture(event.pointerId)
      const move = (moved: globalThis.PointerEvent) => setWidth(clamp(window.innerWidth - moved.clientX))
      edge.addEventListener('pointermove', move)
      edge.addEventListener('pointerup', () => edge.removeEventListener('pointermove', move), { once: true })
    },
    [setWidth],
  )
  const resizeBy = (pixels: number) => setWidth(clamp(width + pixels))
  return { width, startResize, resizeBy }
}
