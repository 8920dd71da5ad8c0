import type { QualityCheck } from '../../mapping/quality/check.ts'

/** What the note at one cell says of a finding; the finding's own sentence counts cells, which a cell's note need not. */
const wordings: Readonly<Record<string, (field: string) => string>> = {
  blank_required: (field) => `Blank, and every row needs a value for ${field}.`,
  not_understood: (field) => `Cannot be read as ${field}. It is left out.`,
  out_of_range: (field) => `Outside of the range of ${field}.`,
  negative_amount: (field) => `${field} is below zero.`,
  returns: () => 'Below zero: it counts as a return.',
  in_the_future: (field) => `${field} lies in the future.`,
  dates_out_of_order: (field) => `${field} comes before a date that it should follow.`,
  duplicate_rows: () => 'The row repeats another word for word. It is counted once.',
  conflicting_ids: (field) => `Another row has the same ${field} and other content. Each of them is counted.`,
  unknown_customer: () => 'The list of customers does not have this customer.',
  outlier: (field) => `${field} is far from the others. It counts as it is.`,
}

export const cellWording = ({ code, message }: QualityCheck, field: string): string =>
  wordings[code]?.(field) ?? message(1, '')
