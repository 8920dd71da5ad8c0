/** What asks for a call before the next picture is drawn, and takes it back. */
export interface FrameClock {
  readonly request: (call: () => void) => number
  readonly cancel: (frame: number) => void
}

export interface OncePerFrame<Value> {
  /** Acts with the latest value once a frame, however often it is asked to. */
  readonly schedule: (value: Value) => void
  /** What was scheduled and has not been done yet will not be. */
  readonly cancel: () => void
}

const windowFrames: FrameClock = {
  request: (call) => requestAnimationFrame(call),
  cancel: (frame) => cancelAnimationFrame(frame),
}

/** Calls `act` at most once a frame, with the latest value. */
export function oncePerFrame<Value>(
  act: (value: Value) => void,
  frames: FrameClock = windowFrames,
): OncePerFrame<Value> {
  let waiting: { latest: Value; readonly frame: number } | undefined
  return {
    schedule: (value) => {
      if (waiting !== undefined) {
        waiting.latest = value
        return
      }
      const frame = frames.request(() => {
        const due = waiting
        waiting = undefined
        if (due !== undefined) act(due.latest)
      })
      waiting = { latest: value, frame }
    },
    cancel: () => {
      if (waiting !== undefined) frames.cancel(waiting.frame)
      waiting = undefined
    },
  }
}
