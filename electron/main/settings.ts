import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { themeSchema } from '#shared/contract/shell.ts'
import { describeCause } from './answers.ts'
import type { Log } from './log.ts'
import { writeAtomically } from './write-atomically.ts'

const rectangleSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
})

/** Each part stands for itself: one that a person or another version spoilt falls back alone. */
const settingsSchema = z.object({
  theme: themeSchema.catch('system'),
  /** 1 is the natural size. */
  zoom: z.number().min(0.5).max(2).catch(1),
  window: z.object({ bounds: rectangleSchema, maximised: z.boolean() }).nullable().catch(null),
  /** Newest first. A file that is gone stays listed: its drive may come back. */
  recent: z.array(z.object({ path: z.string(), openedAt: z.string() })).catch([]),
  /** Where the last file dialog ended. */
  folder: z.string().nullable().catch(null),
  /** The window's own panel states, by key. */
  panels: z.record(z.string(), z.json()).catch({}),
})
export type Settings = z.infer<typeof settingsSchema>

export interface SettingsStore {
  readonly get: () => Settings
  readonly update: (change: Partial<Settings>) => void
  /** Resolves once everything so far is on the disk. */
  readonly flush: () => Promise<void>
}

/**
 * What the app remembers between runs: one JSON file. A missing or unreadable file means the defaults. Read at once,
 * because the first window needs it and no event may slip by before the listeners stand.
 */
export function openSettings(path: string, log: Log): SettingsStore {
  let settings = readSettings(path, log)
  let wanted = 0
  let written = 0
  let writing: Promise<void> | undefined

  const writeUntilCurrent = async () => {
    while (written < wanted) {
      const revision = wanted
      try {
        await writeAtomically(path, `${JSON.stringify(settings, undefined, 2)}\n`)
      } catch (error) {
        log.error('settings', describeCause(error))
      }
      written = revision
    }
    writing = undefined
  }

  return {
    get: () => settings,
    update: (change) => {
      settings = { ...settings, ...change }
      wanted += 1
      writing ??= writeUntilCurrent()
    },
    flush: async () => {
      await writing
    },
  }
}

function readSettings(path: string, log: Log): Settings {
  mkdirSync(dirname(path), { recursive: true })
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const isFirstRun = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isFirstRun) log.error('settings', describeCause(error))
    return settingsSchema.parse({})
  }
}
