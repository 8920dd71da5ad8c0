import type { AstExpression } from '@borgar/fx'
import type { ImportedName } from '../../intake/imported.ts'
import { parseFormula } from './parse-formula.ts'

/** What a name stands for. */
export interface NameDefinition {
  /** Undefined where the definition cannot be read. */
  readonly tree: AstExpression | undefined
  /** The only sheet in which it holds. */
  readonly sheet?: string
}

export interface DefinedNames {
  /** The definition that holds in a sheet, or outside of all where none is given: the sheet's own before the workbook's. */
  readonly find: (name: string, sheet: string | undefined) => NameDefinition | undefined
  /** Where references that count from the cell using a name go round the edge. */
  readonly sheetSize: { readonly rows: number; readonly columns: number }
}

export function definedNames(
  names: readonly ImportedName[],
  sheetSize: DefinedNames['sheetSize'],
): DefinedNames {
  const everywhere = new Map<string, NameDefinition>()
  const ofSheets = new Map<string, Map<string, NameDefinition>>()
  for (const { name, formula, sheet } of names) {
    const tree = parseFormula(withoutBareMarks(formula))
    if (sheet === undefined) {
      everywhere.set(name.toLowerCase(), { tree })
      continue
    }
    const own = ofSheets.get(sheet.toLowerCase()) ?? new Map<string, NameDefinition>()
    ofSheets.set(sheet.toLowerCase(), own.set(name.toLowerCase(), { tree, sheet }))
  }
  return {
    find: (name, sheet) => {
      const key = name.toLowerCase()
      const own = sheet === undefined ? undefined : ofSheets.get(sheet.toLowerCase())
      return own?.get(key) ?? everywhere.get(key)
    },
    sheetSize,
  }
}

/** `!A1` is A1 of the sheet that uses the name, as is A1. */
const withoutBareMarks = (formula: string): string =>
  formula
    .split(/("(?:[^"]|"")*")/)
    .map((piece) =>
      piece.startsWith('"') ? piece : piece.replace(/(^|[=(,;+\-*/^&<>:\s{])!(?=\$?[A-Z]{1,3}\$?\d)/gi, '$1'),
    )
    .join('')
