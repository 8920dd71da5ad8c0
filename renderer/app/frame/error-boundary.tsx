import { Button, NonIdealState } from '@blueprintjs/core'
import { Component, type ReactNode } from 'react'

/** Keeps a fault of one workspace from taking the window down; the data is safe with the engine. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { fault: Error | undefined }> {
  override state: { fault: Error | undefined } = { fault: undefined }

  static getDerivedStateFromError(fault: Error) {
    return { fault }
  }

  override render() {
    if (this.state.fault === undefined) return this.props.children
    return (
      <NonIdealState
        icon="error"
        title="This view stopped working"
        description="Nothing is lost: every edit is saved. Show the view again, or go on in another one."
        action={<Button onClick={() => this.setState({ fault: undefined })}>Show again</Button>}
      >
        <p className="muted mono selectable">{this.state.fault.message}</p>
      </NonIdealState>
    )
  }
}
