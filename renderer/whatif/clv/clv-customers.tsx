import { Button, InputGroup, Tag } from '@blueprintjs/core'
import { useDeferredValue, useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { useCurrency } from '#renderer/metrics/use-currency.ts'
import { Panel } from '#renderer/ui/panel.tsx'
import { RefusalNote } from '#renderer/ui/refusal-note.tsx'
import { TableButtons } from '#renderer/ui/table-buttons.tsx'
import type { ReplyOf, RequestInput } from '#shared/contract/index.ts'
import {
  type CustomerColumn,
  customerColumns,
  customersText,
  customerValueText,
  nextSort,
} from '../model/clv-customers.ts'
import { wordsOfName } from '../model/clv-display.ts'
import { Choice } from '../parts/choice.tsx'
import { AddToSheetButton } from './add-to-sheet-button.tsx'
import '../parts/figures.css'

type Page = ReplyOf<'scenario.clvCustomers'>
type Request = RequestInput<'scenario.clvCustomers'>

/** The customers of one group, as chosen in a breakdown. */
export interface ChosenGroup {
  readonly by: string
  readonly value: string
}

const pageSize = 50
/** As many as the engine gives at once. */
const mostAtOnce = 1000
const bands = ['all', 'low', 'medium', 'high'] as const

interface Props {
  readonly group: ChosenGroup | undefined
  readonly onGroup: (group: ChosenGroup | undefined) => void
}

/** P(alive), expected purchases and CLV of every customer beside their data; sorted by any column, and filtered. */
export function ClvCustomers({ group, onGroup }: Props) {
  const [sort, setSort] = useState({ by: 'clv', descending: true })
  const [search, setSearch] = useState('')
  const [band, setBand] = useState<(typeof bands)[number]>('all')
  const [shown, setShown] = useState(pageSize)
  const settledSearch = useDeferredValue(search)
  const wanted: Request = {
    sort,
    search: settledSearch,
    ...(band === 'all' ? {} : { riskBand: band }),
    ...(group === undefined ? {} : { group }),
  }
  const { reply: page, refusal } = useEngine('scenario.clvCustomers', {
    ...wanted,
    limit: Math.min(shown, mostAtOnce),
  })
  return (
    <Panel
      flush
      title={page === undefined ? 'Customers' : countWords(page)}
      actions={
        page !== undefined && (
          <TableButtons
            name="Customers by value"
            text={async () => customersText({ ...page, customers: await readAll(wanted) })}
          />
        )
      }
    >
      <div className="clv-filter">
        <InputGroup
          size="small"
          leftIcon="search"
          placeholder="Find a customer"
          aria-label="Find a customer"
          value={search}
          onValueChange={setSearch}
        />
        <Choice
          label="Risk"
          value={band}
          values={bands}
          labelOf={(value) => (value === 'all' ? 'all' : value)}
          onChange={setBand}
        />
        {group !== undefined && (
          <Tag minimal onRemove={() => onGroup(undefined)}>
            {wordsOfName(group.by)}: {group.value}
          </Tag>
        )}
        <span className="clv-add">
          <AddToSheetButton />
        </span>
      </div>
      <RefusalNote refusal={refusal} />
      {page !== undefined && (
        <CustomerTable page={page} sort={sort} onSort={(by) => setSort(nextSort(sort, by))} />
      )}
      {page !== undefined && shown < page.matching && shown < mostAtOnce && (
        <Button variant="minimal" fill onClick={() => setShown(shown + pageSize)}>
          Show {pageSize} more
        </Button>
      )}
    </Panel>
  )
}

/** Every customer that fits, in the order on show. */
async function readAll(wanted: Request): Promise<Page['customers']> {
  const all: Page['customers'] = []
  for (;;) {
    const answer = await engine('scenario.clvCustomers', { ...wanted, offset: all.length, limit: mostAtOnce })
    if (!answer.ok || answer.value.customers.length === 0) return all
    all.push(...answer.value.customers)
  }
}

const count = (number: number): string => number.toLocaleString('en-US')

const countWords = ({ matching, total }: Page): string =>
  matching === total ? `${count(total)} customers` : `${count(matching)} of ${count(total)} customers`

interface TableProps {
  readonly page: Page
  readonly sort: { readonly by: string; readonly descending: boolean }
  readonly onSort: (by: CustomerColumn) => void
}

function CustomerTable({ page, sort, onSort }: TableProps) {
  const currency = useCurrency()
  const columns = customerColumns(page.fields)
  return (
    <div className="clv-customers">
      <table className="figures">
        <thead>
          <tr>
            {columns.map((column) => {
              const { id, label, isNumber } = column
              const direction = sort.by !== id ? undefined : sort.descending ? 'descending' : 'ascending'
              return (
                <th
                  key={id}
                  scope="col"
                  className={isNumber ? 'number' : undefined}
                  aria-sort={direction ?? 'none'}
                >
                  <button type="button" className="figures-link" onClick={() => onSort(column)}>
                    {label}
                    {direction !== undefined && (direction === 'descending' ? ' ↓' : ' ↑')}
                  </button>
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody>
          {page.customers.map((customer) => (
            <tr key={customer.id}>
              {columns.map((column) => {
                const text = customerValueText(column.read(customer), column, currency)
                return column.id === 'id' ? (
                  <th key={column.id} scope="row" className="selectable">
                    {text}
                  </th>
                ) : (
                  <td key={column.id} className={column.isNumber ? 'number' : undefined}>
                    {text}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
