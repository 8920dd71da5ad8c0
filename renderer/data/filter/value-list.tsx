import { Checkbox, InputGroup } from '@blueprintjs/core'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { ColumnInfo } from '#shared/domain/sheet.ts'
import { everything, isTicked, toggled, type ValueChoice } from './value-choice.ts'
import { shownText } from './value-text.ts'

interface Props {
  readonly column: ColumnInfo
  readonly reply: ReplyOf<'sheet.distinct'> | undefined
  readonly search: string
  readonly choice: ValueChoice
  readonly onSearch: (search: string) => void
  readonly onChange: (choice: ValueChoice) => void
}

/** The column's values to tick, most frequent first, each with how often it stands in the rows of the other filters. */
export function ValueList({ column, reply, search, choice, onSearch, onChange }: Props) {
  const values = reply?.values ?? []
  const offersBlanks = search === '' && (reply?.blanks ?? 0) > 0
  const ticks = [
    ...values.map(({ text }) => isTicked(choice, text)),
    ...(offersBlanks ? [choice.blanks] : []),
  ]
  const isAll = ticks.every((tick) => tick)
  const toggleAll = () => {
    if (isAll) onChange({ base: 'none', toggled: new Set(), blanks: false })
    else onChange(search === '' ? everything : { base: 'found', toggled: new Set(), blanks: false })
  }
  return (
    <>
      <InputGroup
        size="small"
        leftIcon="search"
        autoFocus
        aria-label="Search the values"
        placeholder="Search the values"
        value={search}
        onValueChange={onSearch}
      />
      <div className="value-list">
        {ticks.length > 0 && (
          <Checkbox
            checked={isAll}
            indeterminate={!isAll && ticks.some((tick) => tick)}
            onChange={toggleAll}
            label={search === '' ? 'All' : 'All found'}
          />
        )}
        {values.map(({ text, count }) => (
          <Checkbox
            key={text}
            checked={isTicked(choice, text)}
            onChange={() => onChange(toggled(choice, text))}
            labelElement={<Value text={shownText(text, column)} count={count} />}
          />
        ))}
        {offersBlanks && (
          <Checkbox
            checked={choice.blanks}
            onChange={() => onChange({ ...choice, blanks: !choice.blanks })}
            labelElement={<Value text="Blank" count={reply?.blanks ?? 0} isBlank />}
          />
        )}
        {reply !== undefined && ticks.length === 0 && <p className="muted value-none">No value matches.</p>}
      </div>
      {reply !== undefined && reply.total > values.length && (
        <p className="muted value-rest">
          The {values.length} most frequent of {reply.total.toLocaleString('en-US')} values. Search to find
          others.
        </p>
      )}
    </>
  )
}

function Value({ text, count, isBlank = false }: { text: string; count: number; isBlank?: boolean }) {
  return (
    <span className="value">
      <span className={isBlank ? 'value-text muted' : 'value-text'} title={text}>
        {withVisibleEnds(text)}
      </span>
      <span className="value-count">{count.toLocaleString('en-US')}</span>
    </span>
  )
}

/** Spaces at the ends tell values apart that look the same. */
const withVisibleEnds = (text: string): string =>
  text.replace(/^\s+|\s+$/g, (spaces) => '·'.repeat(spaces.length))
