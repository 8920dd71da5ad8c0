import { dateOfDay, dayNumber } from '#shared/domain/period.ts'
import type { Datasets } from '../../mapping/dataset.ts'
import { rowsOf } from '../../metrics/scan.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import { type Outcome, refuse } from '../../refusal.ts'
import type { DatedPurchases, SummarisedPurchases } from './purchase-job.ts'
import { readColumns } from './read-columns.ts'

/** Purchases to fit a model to, and the customers' names by their numbers. */
export interface PurchaseData {
  readonly data: DatedPurchases | SummarisedPurchases
  readonly names: readonly string[]
  /** "6,919 purchase days of 2,357 customers, observed until 1997-09-30" */
  readonly source: string
}

type Place = Pick<Workplace, 'connection' | 'datasets'>

/** From orders where they are mapped, else from a summary of purchases by customer. */
export async function readPurchases(
  place: Place,
  observationEnd: string | undefined,
  today: string,
): Promise<Outcome<PurchaseData>> {
  if (place.datasets.byId.has('orders')) return readDated(place, observationEnd, today)
  const summarised = await readSummarised(place)
  return summarised === undefined
    ? refuse(
        'no_data',
        'A model of purchases needs dated purchases (customer and date, best with an amount), or a summary with frequency, recency and T. Map one of them.',
      )
    : { ok: true, value: summarised }
}

async function readDated(
  { connection, datasets }: Place,
  asked: string | undefined,
  today: string,
): Promise<Outcome<PurchaseData>> {
  const orders = datasets.byId.get('orders')
  // Returns are no purchases; all that a customer buys on a day is one purchase.
  const columns = await readColumns(
    connection,
    `SELECT customer_id::VARCHAR, CAST("date" AS DATE) - DATE '1970-01-01' AS day, sum(amount)::DOUBLE FROM ${orders?.relation}
     WHERE customer_id IS NOT NULL AND NOT is_return GROUP BY ALL ORDER BY 1, 2`,
  )
  if (columns.count === 0)
    return refuse('no_data', 'There is no purchase with a customer and a date. Check the mapped columns.')
  const { numbers: customer, names } = numbered(columns.texts(0).map((name) => name ?? ''))
  const day = columns.numbers(1)
  const amount = columns.numbers(2)
  const last = day.reduce((latest, each) => Math.max(latest, each), Number.NEGATIVE_INFINITY)
  const observationEnd = asked === undefined ? last : dayNumber(asked)
  if (asked !== undefined && asked > today)
    return refuse(
      'invalid_value',
      `The observation is to end on ${asked}, which is still to come. Give today or an earlier day.`,
    )
  const data: DatedPurchases = {
    kind: 'purchases',
    customer,
    day,
    amount: amount.some((value) => !Number.isNaN(value)) ? amount : undefined,
    observationEnd,
    today: dayNumber(today),
  }
  const source = `${count(day.length)} purchase days of ${count(names.length)} customers, observed until ${dateOfDay(observationEnd)}`
  return { ok: true, value: { data, names, source } }
}

async function readSummarised({ connection, datasets }: Place): Promise<PurchaseData | undefined> {
  const summary = datasets.byId.get('rfm_summary')
  const column = (field: string) => summary?.fields.get(field)?.column
  const [customer, frequency, recency, T] = ['customer_id', 'frequency', 'recency', 'T'].map(column)
  if (summary === undefined || frequency === undefined || recency === undefined || T === undefined)
    return undefined
  const monetary = column('monetary')
  const columns = await readColumns(
    connection,
    `SELECT ${customer === undefined ? 'row_id' : `d.${customer}`}::VARCHAR, d.${frequency}::DOUBLE, d.${recency}::DOUBLE, d.${T}::DOUBLE, ${monetary === undefined ? 'NULL' : `d.${monetary}`}::DOUBLE
     FROM ${rowsOf(summary).text} WHERE d.${frequency} IS NOT NULL AND d.${recency} IS NOT NULL AND d.${T} IS NOT NULL ORDER BY sheet_id, row_id`,
  )
  return {
    data: {
      kind: 'summary',
      frequency: columns.numbers(1),
      recency: columns.numbers(2),
      T: columns.numbers(3),
      monetary: monetary === undefined ? undefined : columns.numbers(4),
    },
    names: columns.texts(0).map((name) => name ?? ''),
    source: `the summary of ${count(columns.count)} customers’ purchases`,
  }
}

const count = (number: number): string => number.toLocaleString('en-US')

/** Texts as numbers in order of first appearance, and the text of each number. */
function numbered(texts: readonly string[]): { numbers: Uint32Array; names: string[] } {
  const known = new Map<string, number>()
  const numbers = new Uint32Array(texts.length)
  for (const [index, text] of texts.entries()) {
    const number = known.get(text) ?? known.size
    known.set(text, number)
    numbers[index] = number
  }
  return { numbers, names: [...known.keys()] }
}

/** Whether there is anything a model of purchases can be fitted to. */
export const hasPurchases = ({ byId }: Datasets): boolean => byId.has('orders') || byId.has('rfm_summary')
