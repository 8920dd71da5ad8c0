import { Button, NonIdealState } from '@blueprintjs/core'
import type { IconName } from '@blueprintjs/icons'
import type { ReactNode } from 'react'

interface Props {
  readonly icon: IconName
  readonly title: string
  /** What the user can do about it. */
  readonly children?: ReactNode
  readonly action?: { readonly text: string; readonly run: () => void }
}

/** A designed nothing: what is missing, and the way to it. */
export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <NonIdealState
      icon={icon}
      iconSize={32}
      title={<h4>{title}</h4>}
      {...(children === undefined ? {} : { description: <div className="muted">{children}</div> })}
      {...(action === undefined ? {} : { action: <Button onClick={action.run}>{action.text}</Button> })}
    />
  )
}
