import { useCallback, useEffect, useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { MappableSheetInfo } from '#shared/contract/mapping.ts'
import {
  type Mapping,
  mappingSchema,
  type SheetMapping,
  type SuggestedSheet,
} from '#shared/domain/mapping.ts'

type Problem = ReplyOf<'mapping.set'>['problems'][number]

export interface MappingState {
  /** Everything that can be mapped. */
  readonly sheets: readonly MappableSheetInfo[]
  readonly mapping: Mapping
  /** Whether the first answers are still under way: what is not in the mapping then is not known, rather than not used. */
  readonly isLoading: boolean
  readonly suggestions: readonly SuggestedSheet[]
  readonly problems: readonly Problem[]
  readonly refusal: Refusal | undefined
  readonly set: (mapping: Mapping) => Promise<void>
  /** Replaces the readings of one sheet. */
  readonly setSheet: (file: string, sheet: string, readings: readonly SheetMapping[]) => Promise<void>
  readonly suggestAgain: () => Promise<void>
}

const noSheets: readonly MappableSheetInfo[] = []
const emptyMapping: Mapping = { version: 1, sheets: [] }

/** The project's mapping, applied the moment it is changed, and what the engine would suggest. */
export function useMapping(): MappingState {
  const { reply, loading } = useEngine('mapping.get', {})
  const saved = reply?.mapping
  const suggestions = useEngine('mapping.suggest', {}).reply?.sheets ?? []
  const { reply: listed, loading: isListing } = useEngine('mapping.sheets', {})
  const sheets = listed?.sheets ?? noSheets
  const [mapping, setMapping] = useState<Mapping>(emptyMapping)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)

  useEffect(() => {
    if (saved !== undefined) setMapping(saved)
  }, [saved])

  const set = useCallback(async (next: Mapping) => {
    setMapping(next)
    const answer = await engine('mapping.set', { mapping: next }, { label: 'Applying the mapping' })
    if (answer.ok) {
      setProblems(answer.value.problems)
      setRefusal(undefined)
    } else {
      setRefusal(answer.error)
    }
  }, [])

  const setSheet = (file: string, sheet: string, readings: readonly SheetMapping[]) => {
    const isHere = (each: SheetMapping) => each.file === file && each.sheet === sheet
    const first = mapping.sheets.findIndex(isHere)
    const others = mapping.sheets.filter((each) => !isHere(each))
    const place =
      first < 0 ? others.length : mapping.sheets.slice(0, first).filter((each) => !isHere(each)).length
    return set({ ...mapping, sheets: [...others.slice(0, place), ...readings, ...others.slice(place)] })
  }

  const suggestAgain = async () => {
    const suggested = await engine('mapping.suggest', {})
    if (suggested.ok) await set(mappingSchema.parse({ version: 1, sheets: suggested.value.sheets }))
  }

  return {
    sheets,
    mapping,
    isLoading: (loading && reply === undefined) || (isListing && listed === undefined),
    suggestions,
    problems,
    refusal,
    set,
    setSheet,
    suggestAgain,
  }
}
