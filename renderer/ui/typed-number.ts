/**
 * The number in a text as people type it: "4.5", "4,500", "4.5 %"; undefined where it is none.
 * Commas stand only where thousands are: "4,5" is a slip or a decimal comma, and must not become 45.
 */
export function typedNumber(text: string): number | undefined {
  const bare = text.replace('%', '').trim()
  if (bare === '' || (bare.includes(',') && !/^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/.test(bare))) return undefined
  const number = Number(bare.replaceAll(',', ''))
  return Number.isFinite(number) ? number : undefined
}
