import { numberOfText, toBoolean, toText } from '../coerce.ts'
import { type Evaluation, matrixOf, scalarOf } from '../evaluation.ts'
import { type CellError, errors, isError, notComputable, type Operand, type Scalar } from '../operand.ts'
import { wildcard } from './conditional.ts'
import { formatText } from './format-text.ts'
import {
  type FunctionTable,
  many,
  numberAt,
  overRanges,
  type ScalarFunction,
  scalar,
  textAt,
} from './function.ts'

const longestText = 32_767

const ofText = (run: (text: string) => Scalar): ScalarFunction =>
  scalar(1, 1, (values) => {
    const text = textAt(values, 0)
    return isError(text) ? text : run(text)
  })

/** A function of a text and then numbers. */
const ofTextAndNumbers = (
  least: number,
  most: number,
  defaults: readonly number[],
  run: (text: string, ...numbers: number[]) => Scalar,
): ScalarFunction =>
  scalar(least, most, (values) => {
    const text = textAt(values, 0)
    if (isError(text)) return text
    const numbers: number[] = []
    for (const [index, otherwise] of defaults.entries()) {
      const number = numberAt(values, index + 1, otherwise)
      if (isError(number)) return number
      numbers.push(Math.trunc(number))
    }
    return run(text, ...numbers)
  })

/** FIND and SEARCH: where a text begins in another, counted from 1. */
const position = (find: (text: string, sought: string, from: number) => number): ScalarFunction =>
  scalar(2, 3, (values) => {
    const [sought, text, start] = [textAt(values, 0), textAt(values, 1), numberAt(values, 2, 1)]
    if (isError(sought)) return sought
    if (isError(text)) return text
    if (isError(start)) return start
    if (start < 1 || start > text.length + 1) return errors.value
    const place = find(text, sought, Math.trunc(start) - 1)
    return place < 0 ? errors.value : place + 1
  })

function searchIn(text: string, sought: string, from: number): number {
  if (!/[*?~]/.test(sought)) return text.toLowerCase().indexOf(sought.toLowerCase(), from)
  const pattern = new RegExp(wildcard(sought).source.slice(1, -1), 'isu')
  const found = text.slice(from).search(pattern)
  return found < 0 ? -1 : found + from
}

const proper = (text: string): string =>
  text.toLowerCase().replace(/\p{L}[\p{L}]*/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1))

const substitute = scalar(3, 4, (values) => {
  const [text, sought, replacement] = [textAt(values, 0), textAt(values, 1), textAt(values, 2)]
  const which = numberAt(values, 3, 0)
  if (isError(text)) return text
  if (isError(sought)) return sought
  if (isError(replacement)) return replacement
  if (isError(which)) return which
  if (sought === '') return text
  if (values.length < 4) return text.replaceAll(sought, () => replacement)
  if (which < 1) return errors.value
  let place = -1
  for (let count = 0; count < Math.trunc(which); count += 1) {
    place = text.indexOf(sought, place < 0 ? 0 : place + sought.length)
    if (place < 0) return text
  }
  return text.slice(0, place) + replacement + text.slice(place + sought.length)
})

const replaced = scalar(4, 4, (values) => {
  const [text, start, count, replacement] = [
    textAt(values, 0),
    numberAt(values, 1),
    numberAt(values, 2),
    textAt(values, 3),
  ]
  if (isError(text)) return text
  if (isError(start)) return start
  if (isError(count)) return count
  if (isError(replacement)) return replacement
  if (start < 1 || count < 0) return errors.value
  const from = Math.trunc(start) - 1
  return text.slice(0, from) + replacement + text.slice(from + Math.trunc(count))
})

/** The texts of operands, of ranges row by row. */
function textsOf(operands: readonly Operand[], evaluation: Evaluation): string[] | CellError {
  const texts: string[] = []
  for (const operand of operands)
    for (const value of matrixOf(operand, evaluation).rows.flat()) {
      const text = toText(value)
      if (isError(text)) return text
      texts.push(text)
    }
  return texts
}

const joinedText = (texts: readonly string[], between: string): Scalar => {
  const text = texts.join(between)
  return text.length > longestText ? errors.value : text
}

const joined = overRanges(1, many, (operands, evaluation) => {
  const texts = textsOf(operands, evaluation)
  return isError(texts) ? texts : joinedText(texts, '')
})

const textJoin = overRanges(3, many, ([delimiter = '', skips = true, ...operands], evaluation) => {
  const between = toText(scalarOf(delimiter, evaluation))
  if (isError(between)) return between
  const skipsBlanks = toBoolean(scalarOf(skips, evaluation))
  if (isError(skipsBlanks)) return skipsBlanks
  const texts = textsOf(operands, evaluation)
  if (isError(texts)) return texts
  return joinedText(skipsBlanks ? texts.filter((text) => text !== '') : texts, between)
})

export const textFunctions: FunctionTable = {
  CONCATENATE: scalar(1, many, (values) => {
    let text = ''
    for (const value of values) {
      const part = toText(value)
      if (isError(part)) return part
      text += part
    }
    return text
  }),
  CONCAT: joined,
  TEXTJOIN: textJoin,
  LEFT: ofTextAndNumbers(1, 2, [1], (text, count = 1) => (count < 0 ? errors.value : text.slice(0, count))),
  RIGHT: ofTextAndNumbers(1, 2, [1], (text, count = 1) =>
    count < 0 ? errors.value : text.slice(Math.max(0, text.length - count)),
  ),
  MID: ofTextAndNumbers(3, 3, [1, 0], (text, start = 1, count = 0) =>
    start < 1 || count < 0 ? errors.value : text.slice(start - 1, start - 1 + count),
  ),
  LEN: ofText((text) => text.length),
  UPPER: ofText((text) => text.toUpperCase()),
  LOWER: ofText((text) => text.toLowerCase()),
  PROPER: ofText(proper),
  TRIM: ofText((text) => text.replace(/ +/g, ' ').replace(/^ | $/g, '')),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: CLEAN takes out exactly these.
  CLEAN: ofText((text) => text.replace(/[\u0000-\u001f]/g, '')),
  REPT: ofTextAndNumbers(2, 2, [0], (text, count = 0) =>
    count < 0 || text.length * count > longestText ? errors.value : text.repeat(count),
  ),
  SUBSTITUTE: substitute,
  REPLACE: replaced,
  FIND: position((text, sought, from) => text.indexOf(sought, from)),
  SEARCH: position(searchIn),
  EXACT: scalar(2, 2, (values) => {
    const [a, b] = [textAt(values, 0), textAt(values, 1)]
    return isError(a) ? a : isError(b) ? b : a === b
  }),
  VALUE: scalar(1, 1, ([value = null]) => {
    if (typeof value === 'boolean') return errors.value
    if (typeof value !== 'string') return value ?? 0
    const number = numberOfText(value)
    return (
      number ?? (/\d/.test(value) ? notComputable(`It reads a number in the text "${value}".`) : errors.value)
    )
  }),
  TEXT: scalar(2, 2, ([value = null, code = null], { cells }) => {
    const format = toText(code)
    return isError(format) ? format : formatText(value, format, cells.epochOffset)
  }),
  CHAR: scalar(1, 1, (values) => {
    const code = numberAt(values, 0)
    if (isError(code)) return code
    if (code < 1 || code >= 256) return errors.value
    if (code >= 128) return notComputable('CHAR beyond 127 depends on the system.')
    return String.fromCharCode(code)
  }),
  CODE: ofText((text) => {
    const code = text.charCodeAt(0)
    if (text === '') return errors.value
    return code < 128 ? code : notComputable('CODE beyond 127 depends on the system.')
  }),
  UNICHAR: scalar(1, 1, (values) => {
    const code = numberAt(values, 0)
    if (isError(code)) return code
    return code < 1 || code > 0x10ffff ? errors.value : String.fromCodePoint(Math.trunc(code))
  }),
  UNICODE: ofText((text) => text.codePointAt(0) ?? errors.value),
  HYPERLINK: scalar(1, 2, ([address = null, shown = address]) => shown),
}
