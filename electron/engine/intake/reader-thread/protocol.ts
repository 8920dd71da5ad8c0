import type { Problem } from '#shared/domain/result.ts'
import type { NamedArea, SheetState, SourceFormat } from '#shared/domain/sheet.ts'
import type { ImportLimits } from '../import-limits.ts'
import type { ImportedName } from '../imported.ts'
import type { SheetDetails } from '../workbook-reader.ts'
import type { PackedChunk } from './packed-chunk.ts'

/** What a thread that reads a workbook is started with; it opens the file at once and says what is in it. */
export interface ReaderJob {
  readonly path: string
  /** The file's name as the user knows it, for messages. */
  readonly file: string
  readonly format: SourceFormat
  readonly limits: ImportLimits
}

/** Asks for the rows of a sheet, which come until its end, and tells that one chunk of them was taken. */
export type ReaderQuestion =
  | { readonly kind: 'read'; readonly sheet: number; readonly inOnePass: boolean }
  | { readonly kind: 'taken' }

export type ReaderAnswer =
  | ({
      readonly kind: 'opened'
      readonly date1904: boolean
      readonly definedNames: readonly ImportedName[]
      readonly sheets: readonly { readonly name: string; readonly state: SheetState }[]
    } & WorkbookFindings)
  | {
      readonly kind: 'rows'
      readonly chunk: PackedChunk
      readonly fraction: number
      readonly known: KnownDetails
    }
  | ({ readonly kind: 'end'; readonly details: SheetDetails } & WorkbookFindings)
  | { readonly kind: 'refused'; readonly problem: Problem }

/** What grows as the sheets are read. */
export interface WorkbookFindings {
  readonly namedAreas: readonly NamedArea[]
  readonly problems: readonly Problem[]
}

/** What the search for the header row asks of a sheet before its end. */
export type KnownDetails = Pick<SheetDetails, 'frozen' | 'headerRow'>

/** Chunks that may wait to be taken, so that reading and storing go on side by side in bounded memory. */
export const chunksAhead = 8
