import { Callout } from '@blueprintjs/core'
import type { Refusal } from '#shared/contract/bridge.ts'

/** What went wrong, next to the thing it concerns. */
export function RefusalNote({ refusal }: { refusal: Refusal | undefined }) {
  if (refusal === undefined || refusal.code === 'cancelled') return null
  return (
    <Callout intent="warning" icon="warning-sign" compact>
      <span className="selectable">{refusal.message}</span>
    </Callout>
  )
}
