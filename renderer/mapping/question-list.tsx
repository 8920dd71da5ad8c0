import { Button, Callout } from '@blueprintjs/core'
import type { ColumnReading, SheetMapping, SuggestedSheet } from '#shared/domain/mapping.ts'

interface Props {
  readonly suggestion: SuggestedSheet
  readonly reading: SheetMapping
  readonly onAnswer: (reading: SheetMapping) => void
}

/** Doubts that only the user can settle, such as whether 03/04/2024 is in March or April; asked, not guessed. */
export function QuestionList({ suggestion, reading, onAnswer }: Props) {
  const open = suggestion.questions.filter(
    ({ column }) => reading.columns.find((each) => each.column === column)?.reading === undefined,
  )
  const answer = (column: string, text: string) => {
    const settled = readingOf(text)
    if (settled === undefined) return
    onAnswer({
      ...reading,
      columns: reading.columns.map((each) => (each.column === column ? { ...each, reading: settled } : each)),
    })
  }
  return (
    <>
      {open.map(({ column, question, answers }) => (
        <Callout key={column} compact intent="warning" icon="help" className="mapping-question">
          <strong>{column}:</strong> {question}
          <span className="mapping-answers">
            {answers.map((text) => (
              <Button key={text} size="small" onClick={() => answer(column, text)}>
                {text}
              </Button>
            ))}
          </span>
        </Callout>
      ))}
    </>
  )
}

/** An answer names its reading: "day first", "month first", "year first", "decimal comma", "decimal point". */
function readingOf(answer: string): ColumnReading | undefined {
  const text = answer.toLowerCase()
  if (text.includes('day') || text.includes('dmy')) return { dateOrder: 'dmy' }
  if (text.includes('month') || text.includes('mdy')) return { dateOrder: 'mdy' }
  if (text.includes('year') || text.includes('ymd')) return { dateOrder: 'ymd' }
  if (text.includes('comma')) return { decimalMark: ',' }
  if (text.includes('point')) return { decimalMark: '.' }
  return undefined
}
