import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { engine } from '#renderer/app/engine-client.ts'
import { useEngine } from '#renderer/app/use-engine.ts'

/**
 * A setting that belongs to the project and is kept in it, such as how its scenarios are projected. What an older version
 * wrote and `schema` does not take is ignored. undefined until it is read.
 */
export function useProjectSetting<Value>(
  key: string,
  schema: z.ZodType<Value>,
): readonly [Value | undefined, (value: Value) => void] {
  const saved = useEngine('project.setting', { key }).reply
  const [value, setValue] = useState<Value | undefined>(undefined)
  const unsettled = useRef(0)
  useEffect(() => {
    // What was read while a change is on its way is older than what is shown.
    if (saved === undefined || unsettled.current > 0) return
    const parsed = schema.safeParse(saved.value ?? {})
    if (parsed.success) setValue(parsed.data)
  }, [saved, schema])
  const change = (next: Value) => {
    setValue(next)
    unsettled.current += 1
    // A setting that was read as JSON is JSON; what is undefined in it is left out.
    void engine('project.setting', { key, value: JSON.parse(JSON.stringify(next)) }).then(() => {
      unsettled.current -= 1
    })
  }
  return [value, change]
}
