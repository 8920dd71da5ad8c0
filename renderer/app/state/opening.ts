import { create } from 'zustand'
import type { ReplyOf } from '#shared/contract/index.ts'

type TextPreview = ReplyOf<'project.previewText'>

interface OpeningState {
  /** The beginning of the text file that is being opened. */
  readonly preview: TextPreview | undefined
  readonly show: (preview: TextPreview | undefined) => void
}

/** What can be seen of a file before all of it has been read. */
export const useOpening = create<OpeningState>((set) => ({
  preview: undefined,
  show: (preview) => set({ preview }),
}))
