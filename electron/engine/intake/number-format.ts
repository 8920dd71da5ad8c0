/** Codes of the built-in formats; ids that a locale redefines (27 to 36, 50 to 58) are dates in all of them. */
export const builtinFormats: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"$"#,##0;\\-"$"#,##0',
  6: '"$"#,##0;[Red]\\-"$"#,##0',
  7: '"$"#,##0.00;\\-"$"#,##0.00',
  8: '"$"#,##0.00;[Red]\\-"$"#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'm/d/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yyyy h:mm',
  37: '#,##0;\\-#,##0',
  38: '#,##0;[Red]\\-#,##0',
  39: '#,##0.00;\\-#,##0.00',
  40: '#,##0.00;[Red]\\-#,##0.00',
  41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
  42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
  43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
  44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
}

for (const [first, last] of [
  [27, 31],
  [34, 36],
  [50, 58],
] as const) {
  for (let id = first; id <= last; id++) (builtinFormats as Record<number, string>)[id] = 'yyyy-mm-dd'
}

const literals = /"[^"]*"|\\.|_.|\*./g
const elapsedTime = /\[(?:h+|m+|s+)\]/i
const brackets = /\[[^\]]*\]/g
const dateLetters = /[ymdhsegb]/i

/**
 * True where a number under this format code is shown as a calendar date or a time of day. Elapsed time (`[h]:mm`)
 * is a duration and stays a number. Only the first section, the one for positive numbers, decides.
 */
export function isDateFormat(code: string): boolean {
  const section = (code.replace(literals, '').split(';')[0] ?? '').trim()
  if (elapsedTime.test(section)) return false
  const bare = section
    .replace(brackets, '')
    .replace(/general/gi, '')
    .replace(/E[+-]/gi, '')
  return dateLetters.test(bare) && !/[#?0]/.test(bare.replace(/\.0+/g, ''))
}
