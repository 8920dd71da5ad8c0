/** Asks for a call before the next picture is drawn. */
export interface FrameClock {
  readonly request: (call: () => void) => void
}

export interface OncePerFrame<Value> {
  /** Acts with the value at once, or, where it has acted for this picture already, with the latest before the next one. */
  readonly schedule: (value: Value) => void
  /** What was scheduled and has not been done yet will not be. */
  readonly cancel: () => void
}

const windowFrames: FrameClock = {
  request: (call) => void requestAnimationFrame(call),
}

/** Calls `act` at most once a frame: the first time without waiting, so that the very next picture shows it. */
export function oncePerFrame<Value>(
  act: (value: Value) => void,
  frames: FrameClock = windowFrames,
): OncePerFrame<Value> {
  let hasActed = false
  let waiting: { readonly value: Value } | undefined
  const next = () => {
    hasActed = false
    const due = waiting
    waiting = undefined
    if (due !== undefined) now(due.value)
  }
  const now = (value: Value) => {
    hasActed = true
    frames.request(next)
    act(value)
  }
  return {
    schedule: (value) => {
      if (!hasActed) now(value)
      else waiting = { value }
    },
    cancel: () => {
      waiting = undefined
    },
  }
}
