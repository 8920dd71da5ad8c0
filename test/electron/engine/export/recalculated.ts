/** Exported workbooks as LibreOffice computes them: all cached results taken out, inputs changed by hand. */
import { readFileSync } from 'node:fs'
import { basename, parse } from 'node:path'
import { type ParsingOptions, read, type WorkSheet } from '@e965/xlsx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { convertWithLibreOffice, type Workspace } from './package/outside-readers.ts'

/** An input cell of an exported workbook, as a reader would type a number into it. */
export interface TypedCell {
  readonly sheet: string
  readonly cell: string
  readonly value: number
}

/** The workbook without any result of a formula, so that a reader has to compute each of them. */
export function withoutResults(bytes: Uint8Array, typed: readonly TypedCell[] = []): Uint8Array {
  const parts = unzipSync(bytes)
  const sheetParts = partsOfSheets(parts)
  for (const [name, part] of sheetParts) {
    let text = strFromU8(parts[part] ?? new Uint8Array())
    text = text.replace(/(<f(?:\s[^>]*)?(?:\/>|>[^<]*<\/f>))<v>[^<]*<\/v>/g, '$1')
    for (const { cell, value } of typed.filter((each) => each.sheet === name)) {
      const pattern = new RegExp(`<c r="${cell}"((?: s="\\d+")?)[^>]*?(?:/>|>.*?</c>)`)
      if (!pattern.test(text)) throw new Error(`${name} has no cell ${cell}`)
      text = text.replace(pattern, `<c r="${cell}"$1><v>${value}</v></c>`)
    }
    parts[part] = strToU8(text)
  }
  return zipSync(parts, { level: 1 })
}

/** Names of the sheets' parts. */
export function partsOfSheets(parts: Record<string, Uint8Array>): Map<string, string> {
  const text = (name: string): string => strFromU8(parts[name] ?? new Uint8Array())
  const targets = new Map(
    [...text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => [
      /\sId="([^"]*)"/.exec(tag)?.[1] ?? '',
      (/\sTarget="([^"]*)"/.exec(tag)?.[1] ?? '').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  )
  return new Map(
    [...text('xl/workbook.xml').matchAll(/<sheet\s[^>]*>/g)].flatMap(([tag]) => {
      const name = /\sname="([^"]*)"/.exec(tag)?.[1]
      const target = targets.get(/\sr:id="([^"]*)"/.exec(tag)?.[1] ?? '')
      return name === undefined || target === undefined ? [] : [[name, target] as const]
    }),
  )
}

export interface RecalculatedBook {
  /** A cell's value; undefined where it is blank. */
  readonly valueAt: (sheet: string, cell: string) => unknown
  readonly sheet: (name: string) => WorkSheet
}

/** Has LibreOffice compute the workbooks anew; the outcome by file name. */
export function recalculate(
  workspace: Workspace,
  files: ReadonlyMap<string, Uint8Array>,
): Map<string, RecalculatedBook> {
  const paths = [...files].map(([name, bytes]) => workspace.save(name, bytes))
  const converted = convertWithLibreOffice(paths, 'xlsx')
  return new Map(
    paths.map((path) => {
      const outcome = converted.get(parse(path).name)
      if (outcome === undefined) throw new Error(`LibreOffice did not open ${basename(path)}`)
      return [basename(path), bookOf(readFileSync(outcome))]
    }),
  )
}

/** A workbook as it stands, results as they were written. */
export function bookOf(bytes: Uint8Array, options: ParsingOptions = {}): RecalculatedBook {
  const book = read(bytes, { cellFormula: true, ...options })
  const sheet = (name: string): WorkSheet => book.Sheets[name] ?? {}
  return {
    sheet,
    valueAt: (name, cell) => {
      const found: unknown = sheet(name)[cell]
      return typeof found === 'object' && found !== null && 'v' in found ? found.v : undefined
    },
  }
}
