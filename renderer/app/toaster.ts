import { OverlayToaster, Position, type Toaster } from '@blueprintjs/core'

let toaster: Promise<Toaster> | undefined

/** A toast says that something is done; what went wrong is said next to the thing (or in a dialog), not here. */
export async function toast(message: string, action?: { text: string; onClick: () => void }): Promise<void> {
  toaster ??= OverlayToaster.create({ position: Position.BOTTOM_RIGHT, maxToasts: 3 })
  const shown = await toaster
  shown.show({ message, timeout: 4000, ...(action === undefined ? {} : { action }) })
}
