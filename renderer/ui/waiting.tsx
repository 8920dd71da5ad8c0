import { Spinner } from '@blueprintjs/core'
import './waiting.css'

/** Stands where an answer will be, and says what is being worked out. */
export function Waiting({ children }: { children: string }) {
  return (
    <div className="waiting muted" role="status">
      <Spinner size={20} /> {children}
    </div>
  )
}
