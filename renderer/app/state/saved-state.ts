import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { shell } from '../bridge.ts'

/**
 * State that survives a restart, such as a panel's width. `schema` guards what an older version wrote; what does not
 * fit is ignored. Written half a second after the last change.
 */
export function useSavedState<Value>(
  key: string,
  schema: z.ZodType<Value>,
  initial: Value,
): [Value, (value: Value) => void] {
  const [value, setValue] = useState(initial)
  const loaded = useRef(false)

  useEffect(() => {
    let current = true
    void shell('shell.readState', { key }).then((answer) => {
      if (!current) return
      const saved = answer.ok ? schema.safeParse(answer.value.value) : undefined
      if (saved?.success === true) setValue(saved.data)
      loaded.current = true
    })
    return () => {
      current = false
    }
  }, [key, schema])

  useEffect(() => {
    if (!loaded.current) return
    const timer = setTimeout(() => {
      // What a schema accepts is JSON: it was read from JSON or will be.
      void shell('shell.writeState', { key, value: JSON.parse(JSON.stringify(value)) })
    }, 500)
    return () => clearTimeout(timer)
  }, [key, value])

  return [value, setValue]
}
