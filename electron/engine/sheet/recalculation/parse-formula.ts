import { type AstExpression, parse, tokenize } from '@borgar/fx'

/** A formula's syntax tree; undefined where it cannot be read. */
export function parseFormula(text: string): AstExpression | undefined {
  return parsed(text) ?? parsed(withPlainErrors(text))
}

function parsed(text: string): AstExpression | undefined {
  try {
    return parse(tokenize(`=${text}`, { mergeRefs: true }))
  } catch {
    return undefined
  }
}

/** `Sheet1!#REF!`, which is what is left of a reference to deleted cells, is an error like any other. */
const withPlainErrors = (text: string): string =>
  text
    .split(/("(?:[^"]|"")*")/)
    .map((piece) =>
      piece.startsWith('"') ? piece : piece.replace(/(?:'(?:[^']|'')+'|[\p{L}\d_.]+)!#REF!/gu, '#REF!'),
    )
    .join('')
