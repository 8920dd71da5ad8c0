import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { shell } from '../bridge.ts'

/** A dragged edge changes many times a second; what is chosen is written once it stays. In milliseconds. */
const writeAfter = 500

/**
 * State that survives a restart, such as a panel's width. `schema` guards what an older version wrote; what does not
 * fit is ignored. A choice is written half a second after it was made, or when its place in the window goes.
 */
export function useSavedState<Value>(
  key: string,
  schema: z.ZodType<Value>,
  initial: Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState(initial)
  const isChosen = useRef(false)
  const unwritten = useRef<{ readonly value: Value } | undefined>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    let current = true
    void shell('shell.readState', { key }).then((answer) => {
      // What the user chose while this was read is newer.
      if (!current || isChosen.current) return
      const saved = answer.ok ? schema.safeParse(answer.value.value) : undefined
      if (saved?.success === true) setValue(saved.data)
    })
    return () => {
      current = false
    }
  }, [key, schema])

  const write = useCallback(() => {
    clearTimeout(timer.current)
    if (unwritten.current === undefined) return
    // What a schema accepts is JSON: it was read from JSON or will be.
    void shell('shell.writeState', { key, value: JSON.parse(JSON.stringify(unwritten.current.value)) })
    unwritten.current = undefined
  }, [key])

  useEffect(() => {
    window.addEventListener('pagehide', write)
    return () => {
      window.removeEventListener('pagehide', write)
      write()
    }
  }, [write])

  const choose = useCallback(
    (chosen: Value) => {
      isChosen.current = true
      unwritten.current = { value: chosen }
      setValue(chosen)
      clearTimeout(timer.current)
      timer.current = setTimeout(write, writeAfter)
    },
    [write],
  )
  return [value, choose]
}
