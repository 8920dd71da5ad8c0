import type { SettingsStore } from './settings.ts'
import type { MainWindow } from './window.ts'

const factors = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const

/** The next larger (1) or smaller (-1) factor; the outermost stay. */
export function steppedZoom(present: number, direction: 1 | -1): number {
  const next =
    direction === 1
      ? factors.find((factor) => factor > present + 0.001)
      : factors.findLast((factor) => factor < present - 0.001)
  return next ?? present
}

export interface Zoom {
  readonly step: (direction: 1 | -1) => void
  readonly reset: () => void
}

/** Zoom of the whole window, 50 to 200 %, remembered. */
export function setupZoom(settings: SettingsStore, window: MainWindow): Zoom {
  const set = (zoom: number) => {
    settings.update({ zoom })
    window.current()?.webContents.setZoomFactor(zoom)
  }
  window.onLoad((contents) => contents.setZoomFactor(settings.get().zoom))
  return {
    step: (direction) => set(steppedZoom(settings.get().zoom, direction)),
    reset: () => set(1),
  }
}
