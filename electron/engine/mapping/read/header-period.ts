import { monthsByWord } from './month-names.ts'

const year = '(?:19|20|21)\\d\\d'
const forms: readonly RegExp[] = [
  new RegExp(`^${year}[-/. ]?(0?[1-9]|1[0-2])$`),
  new RegExp(`^(0?[1-9]|1[0-2])[-/.]${year}$`),
  new RegExp(`^(FY ?)?${year}$`, 'i'),
  new RegExp(`^${year}[-/ ]?[QH][1-4]$`, 'i'),
  new RegExp(`^[QH][1-4][-/ ']*(${year}|\\d\\d)$`, 'i'),
  new RegExp(`^${year}-?W\\d\\d$`, 'i'),
  new RegExp(`^${year}[-/.]\\d{1,2}[-/.]\\d{1,2}([ T]00:00(:00)?(\\.0+)?)?$`),
]
const monthForms = [new RegExp(`^@[-/ .,']*(${year}|\\d\\d)$`), new RegExp(`^${year}[-/ .,]*@$`)]

/** Whether a header names a period, as the columns of a wide layout do; what it names is read with the cells. */
export function isPeriodHeader(header: string): boolean {
  const text = header.trim()
  if (forms.some((form) => form.test(text))) return true
  const marked = text
    .toLowerCase()
    .replace(/\p{L}+\.?/u, (word) => (monthsByWord.has(word.replace('.', '')) ? '@' : word))
  return monthForms.some((form) => form.test(marked))
}
