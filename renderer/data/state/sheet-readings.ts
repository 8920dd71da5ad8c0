import { createContext, useContext, useMemo } from 'react'
import { useProject } from '#renderer/app/state/project.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { findKind } from '#shared/catalogue/index.ts'
import type { SheetMapping } from '#shared/domain/mapping.ts'
import type { SheetInfo } from '#shared/domain/sheet.ts'

/** What the project's sheets are mapped to; a sheet may serve several kinds. */
export const SheetReadings = createContext<readonly SheetMapping[]>([])

const none: readonly SheetMapping[] = []

export function useReadings(): readonly SheetMapping[] {
  return useEngine('mapping.get', {}).reply?.mapping.sheets ?? none
}

/** The readings of one sheet, found by the names of its file and itself. */
export function useSheetReadings(sheet: SheetInfo | undefined): readonly SheetMapping[] {
  const readings = useContext(SheetReadings)
  const source = useProject((state) => state.project?.sources.find(({ id }) => id === sheet?.sourceId)?.name)
  return useMemo(
    () =>
      sheet === undefined
        ? none
        : readings.filter((reading) => reading.sheet === sheet.name && reading.file === source),
    [readings, sheet, source],
  )
}

/** Names of the kinds that a sheet is mapped to: "Customers". */
export const kindNames = (readings: readonly SheetMapping[]): string[] => [
  ...new Set(readings.map((reading) => findKind(reading.kind)?.name ?? reading.kind)),
]

/** The fields that a column is mapped to, by name, over all readings of its sheet. */
export function fieldNames(readings: readonly SheetMapping[], column: string): string[] {
  const names = readings.flatMap((reading) =>
    reading.columns
      .filter((mapped) => mapped.column === column)
      .map(
        (mapped) =>
          findKind(reading.kind)?.fields.find((field) => field.id === mapped.field)?.name ?? mapped.field,
      ),
  )
  return [...new Set(names)]
}
