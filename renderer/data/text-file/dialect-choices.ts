import type { RequestInput } from '#shared/contract/index.ts'

/** The parts of a text file's dialect that the user has chosen; the others are guessed. */
export type ChosenDialect = NonNullable<RequestInput<'project.previewText'>['dialect']>

interface Choice {
  readonly value: string
  readonly label: string
}

export const delimiterChoices: readonly Choice[] = [
  { value: ',', label: 'Comma ,' },
  { value: ';', label: 'Semicolon ;' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar |' },
  { value: ' ', label: 'Space' },
  { value: '^', label: 'Caret ^' },
  { value: '~', label: 'Tilde ~' },
]

export const quoteChoices: readonly Choice[] = [
  { value: '"', label: 'Double "' },
  { value: "'", label: "Single '" },
  { value: '', label: 'None' },
]

export const decimalChoices: readonly Choice[] = [
  { value: '.', label: 'Point 1.5' },
  { value: ',', label: 'Comma 1,5' },
]

export const dateChoices = [
  { value: 'year', label: 'Year first, others stay text' },
  { value: 'day', label: 'Day first 31/12/2024' },
  { value: 'month', label: 'Month first 12/31/2024' },
] as const

export const dateOrderOf = (value: string) =>
  dateChoices.find((choice) => choice.value === value)?.value ?? 'year'

export const encodingChoices: readonly Choice[] = [
  { value: 'utf-8', label: 'Unicode (UTF-8)' },
  { value: 'utf-16le', label: 'Unicode (UTF-16)' },
  { value: 'utf-16be', label: 'Unicode (UTF-16, big endian)' },
  { value: 'windows-1252', label: 'Western (Windows-1252)' },
  { value: 'windows-1250', label: 'Central European (Windows-1250)' },
  { value: 'iso-8859-2', label: 'Central European (ISO 8859-2)' },
  { value: 'windows-1251', label: 'Cyrillic (Windows-1251)' },
  { value: 'koi8-r', label: 'Cyrillic (KOI8-R)' },
  { value: 'windows-1253', label: 'Greek (Windows-1253)' },
  { value: 'windows-1254', label: 'Turkish (Windows-1254)' },
  { value: 'windows-1255', label: 'Hebrew (Windows-1255)' },
  { value: 'windows-1256', label: 'Arabic (Windows-1256)' },
  { value: 'shift_jis', label: 'Japanese (Shift-JIS)' },
  { value: 'euc-jp', label: 'Japanese (EUC-JP)' },
  { value: 'gb18030', label: 'Chinese (GB 18030)' },
  { value: 'big5', label: 'Chinese (Big5)' },
  { value: 'euc-kr', label: 'Korean (EUC-KR)' },
]

/** The choices, with the value in force among them whatever it is. */
export const withPresent = (choices: readonly Choice[], value: string): readonly Choice[] =>
  choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: value.codePointAt(0) === 1 ? 'Control character' : value }]

/** A chosen delimiter or encoding makes the guesses that hang on it worth making again. */
export function choose(chosen: ChosenDialect, change: ChosenDialect): ChosenDialect {
  if (change.encoding !== undefined || change.delimiter !== undefined) {
    const { headerRow: _headerRow, decimalMark: _decimalMark, ...kept } = chosen
    return { ...kept, ...change }
  }
  return { ...chosen, ...change }
}
