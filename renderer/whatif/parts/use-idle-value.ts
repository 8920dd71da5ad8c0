import { useEffect, useRef, useState } from 'react'

/** Milliseconds after which what waits is shown although the window is still busy. */
const patience = 150

/**
 * A value as of the window's last idle moment: what is not looked at while a slider is dragged follows it there and does
 * not hold up the picture that is.
 */
export function useIdleValue<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  const latest = useRef(value)
  latest.current = value
  const waiting = useRef<number | undefined>(undefined)
  useEffect(() => {
    if (value === settled || waiting.current !== undefined) return
    const request = requestIdleCallback(
      () => {
        waiting.current = undefined
        setSettled(latest.current)
      },
      { timeout: patience },
    )
    waiting.current = request
  }, [value, settled])
  useEffect(
    () => () => {
      if (waiting.current !== undefined) cancelIdleCallback(waiting.current)
      waiting.current = undefined
    },
    [],
  )
  return settled
}
