import type { ColumnShape } from '../profile/column-shape.ts'
import { isUnique } from '../profile/column-shape.ts'
import type { HeaderMatch } from './header-match.ts'
import type { ColumnMatch } from './match-columns.ts'

const grouped = new Intl.NumberFormat('en-US')
const amount = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const share = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 })

/** Why a column is taken for a field, in one plain sentence without a full stop. */
export const reasonOf = (match: ColumnMatch): string =>
  [headerReason(match.header, match.target.field.name), valueReason(match)]
    .filter((part) => part !== '')
    .join('; ')

/** What speaks for a field in a header. */
export function headerReason({ how, near }: HeaderMatch, name: string): string {
  switch (how) {
    case 'id':
      return 'the header is its name'
    case 'usual':
      return 'the header is a usual name for it'
    case 'words':
      return `the header says nearly “${near ?? name}”`
    case 'spelling':
      return `the header is spelled nearly as “${near ?? name}”`
    case 'none':
      return ''
  }
}

function valueReason({ shape, target }: ColumnMatch): string {
  if (shape.nonEmpty === 0) return 'the column is blank'
  const { type } = target.field
  if (type === 'text') return textReason(shape)
  if (type === 'boolean' || type === 'enum') return valuesReason(shape)
  if (type === 'number' || type === 'money') return numberReason(shape)
  return shape.dateShare >= 1 || shape.periodShare >= 1
    ? 'dates'
    : `${share.format(Math.max(shape.dateShare, shape.periodShare))} of its values read as dates`
}

const textReason = (shape: ColumnShape): string =>
  isUnique(shape) && shape.rows > 1
    ? `${grouped.format(shape.distinct)} distinct values, one a row`
    : `${grouped.format(shape.distinct)} distinct ${shape.distinct === 1 ? 'value' : 'values'}`

const valuesReason = (shape: ColumnShape): string => {
  const shown = shape.values.slice(0, 3).map(({ text }) => text)
  return `values such as ${shown.join(', ')}`
}

function numberReason(shape: ColumnShape): string {
  const range =
    shape.minimum === undefined || shape.maximum === undefined
      ? ''
      : shape.minimum === shape.maximum
        ? amount.format(shape.minimum)
        : `numbers from ${amount.format(shape.minimum)} to ${amount.format(shape.maximum)}`
  return shape.numberShare >= 1 ? range : `${range}, ${share.format(1 - shape.numberShare)} are no numbers`
}
