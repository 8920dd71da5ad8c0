import type { ReplyInput, RequestOf } from '#shared/contract/index.ts'
import type { Workplace } from '../../metrics/workplace.ts'
import type { Outcome } from '../../refusal.ts'
import type { Project } from '../../store/project.ts'
import { customerFacts, customerNames, type FactValue, readFacts } from './customer-facts.ts'
import { customerGroups } from './customer-groups.ts'
import { type CustomerClv, type LatestClv, latestClv } from './latest-clv.ts'

type Request = RequestOf<'scenario.clvCustomers'>

const clvColumns = ['id', 'pAlive', 'expectedPurchases', 'expectedValue', 'clv', 'riskBand'] as const

/** A page of the customers that were last valued, in the order and with the filter asked for, their data beside them. */
export async function answerClvCustomers(
  place: Workplace,
  request: Request,
  project: Project,
): Promise<Outcome<ReplyInput<'scenario.clvCustomers'>>> {
  const latest = latestClv(project)
  const facts = customerFacts(place.datasets)
  const fields = facts.map(({ id, name, type }) => ({ id, name, type }))
  if (latest === undefined)
    return {
      ok: true,
      value: { model: null, isCurrent: false, total: 0, matching: 0, fields, customers: [] },
    }
  const kept = await filtered(place, latest, request)
  if (!kept.ok) return kept
  const ordered = await sorted(place, kept.value, request)
  const page = ordered.slice(request.offset, request.offset + request.limit)
  const values = await readFacts(
    place,
    facts,
    page.map(({ id }) => id),
  )
  return {
    ok: true,
    value: {
      model: latest.model,
      isCurrent: latestClv(project, place.datasets) !== undefined,
      total: latest.customers.length,
      matching: ordered.length,
      fields,
      customers: page.map((customer) => ({
        ...customer,
        values: [...(values.get(customer.id) ?? facts.map(() => null))],
      })),
    },
  }
}

async function filtered(
  place: Workplace,
  { customers }: LatestClv,
  { search, riskBand, group }: Request,
): Promise<Outcome<readonly CustomerClv[]>> {
  const text = search?.trim().toLowerCase() ?? ''
  const names = text === '' ? undefined : await customerNames(place)
  const isFound = (id: string) => [id, names?.get(id) ?? ''].some((word) => word.toLowerCase().includes(text))
  const groups = group === undefined ? undefined : await customerGroups(place, group.by)
  if (groups?.ok === false) return groups
  return {
    ok: true,
    value: customers.filter(
      (customer) =>
        (text === '' || isFound(customer.id)) &&
        (riskBand === undefined || customer.riskBand === riskBand) &&
        (group === undefined || groups?.value.get(customer.id) === group.value),
    ),
  }
}

/** Blanks come last, whichever way round; equal ones stay in the order of the data. */
async function sorted(
  place: Workplace,
  customers: readonly CustomerClv[],
  { sort: { by, descending } }: Request,
): Promise<readonly CustomerClv[]> {
  const keyOf = await sortKey(place, by)
  const direction = descending ? -1 : 1
  return customers
    .map((customer) => ({ customer, value: keyOf(customer) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return direction * compare(a.value, b.value)
    })
    .map(({ customer }) => customer)
}

async function sortKey(place: Workplace, by: string): Promise<(customer: CustomerClv) => FactValue> {
  const column = clvColumns.find((each) => each === by)
  if (column !== undefined) return (customer) => customer[column] ?? null
  const facts = customerFacts(place.datasets).filter(({ id }) => id === by)
  const values = await readFacts(place, facts)
  return ({ id }) => values.get(id)?.[0] ?? null
}

const collator = new Intl.Collator('en', { numeric: true })

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
