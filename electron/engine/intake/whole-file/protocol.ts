import type { Problem } from '#shared/domain/result.ts'
import type { NamedArea, SheetState, SourceFormat } from '#shared/domain/sheet.ts'
import type { RowChunk } from '../row-chunk.ts'
import type { SheetDetails } from '../workbook-reader.ts'

/** What the thread that reads whole files is started with, is asked, and answers: one answer a question. */
export interface WholeFileJob {
  readonly path: string
  readonly file: string
  readonly format: SourceFormat
}

export type WholeFileQuestion =
  | { readonly kind: 'open' }
  | { readonly kind: 'read'; readonly sheet: number }
  | { readonly kind: 'next' }

export type WholeFileAnswer =
  | {
      readonly kind: 'opened'
      readonly date1904: boolean
      readonly sheets: readonly { readonly name: string; readonly state: SheetState }[]
      readonly namedAreas: readonly NamedArea[]
      readonly problems: readonly Problem[]
    }
  | { readonly kind: 'rows'; readonly chunk: RowChunk; readonly fraction: number }
  | { readonly kind: 'end'; readonly details: SheetDetails }
  | { readonly kind: 'refused'; readonly problem: Problem }
