import { createContext, type ReactNode, useContext } from 'react'
import { createPortal } from 'react-dom'

/** Places of the frame that the present workspace fills: the toolbar's actions and the inspector's content. */
export interface Slots {
  readonly toolbar: HTMLElement | null
  readonly inspector: HTMLElement | null
}

export const SlotsContext = createContext<Slots>({ toolbar: null, inspector: null })

/** The workspace's own actions, at the right of the toolbar. */
export function ToolbarActions({ children }: { children: ReactNode }) {
  const { toolbar } = useContext(SlotsContext)
  return toolbar === null ? null : createPortal(children, toolbar)
}

/** What is selected and why it is what it is, in the panel at the right. */
export function Inspector({ children }: { children: ReactNode }) {
  const { inspector } = useContext(SlotsContext)
  return inspector === null ? null : createPortal(children, inspector)
}
