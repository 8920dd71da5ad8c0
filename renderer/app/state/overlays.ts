import { create } from 'zustand'

export type Overlay = 'palette' | 'issues' | 'help'

interface OverlayState {
  readonly shown: Overlay | undefined
  readonly show: (overlay: Overlay) => void
  readonly hide: () => void
}

/** Which of the window's own overlays is open; at most one. */
export const useOverlays = create<OverlayState>((set) => ({
  shown: undefined,
  show: (shown) => set({ shown }),
  hide: () => set({ shown: undefined }),
}))
