import type { ReactNode } from 'react'
import './panel.css'

/** A titled surface; `actions` stand at the right of the title. */
export function Panel({
  title,
  actions,
  children,
  flush = false,
}: {
  title?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** Without inner padding, for tables and charts that reach the edge. */
  flush?: boolean
}) {
  return (
    <section className="panel">
      {(title !== undefined || actions !== undefined) && (
        <header className="panel-header">
          <h3>{title}</h3>
          <div className="panel-actions">{actions}</div>
        </header>
      )}
      <div className={flush ? 'panel-body panel-flush' : 'panel-body'}>{children}</div>
    </section>
  )
}

/** Name and value in two columns, as an inspector lists facts. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className="selectable">{children}</dd>
    </div>
  )
}
