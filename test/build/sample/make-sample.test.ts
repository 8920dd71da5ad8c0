import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSample } from '#build/sample/make-sample.mjs'
import { summaryDeviations } from '#build/sample/summary.mjs'
import {
  firstById,
  headersOf,
  momentOf,
  monthAfter,
  monthOf,
  numberOf,
  openWorkbook,
  rowsOf,
  type SheetRow,
  startOfMonth,
  withoutExactCopies,
  worksheetOf,
} from './read-sample.ts'
import {
  type Customer,
  callFacts,
  countedRows,
  customerFacts,
  isActiveAt,
  mrrFacts,
  orderFacts,
  resolvedAt,
  type SampleRows,
  signupFacts,
  sum,
  surveyFacts,
  ticketFacts,
  usageFacts,
} from './sample-facts.ts'

const script = new URL('../../../build/sample/make-sample.mjs', import.meta.url).pathname
const months = Array.from({ length: 36 }, (_, index) => monthAfter('2023-01', index))
const titleRows: Readonly<Record<string, number>> = { Calls: 1, 'Monthly summary': 2 }
/** Making and reading some 80,000 rows takes a while on a busy machine. */
const patience = 240_000

let folder: string
let path: string
let otherPath: string
let workbook: exceljs.Workbook
let rows: SampleRows
let counted: ReturnType<typeof countedRows>
let summary: readonly SheetRow[]

const sheetRows = (name: string) => rowsOf(worksheetOf(workbook, name), 1 + (titleRows[name] ?? 0))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenure-sample-'))
  path = join(folder, 'new folder', 'sample.xlsx')
  otherPath = join(folder, 'other.xlsx')
  await makeSample(path)
  await promisify(execFile)(process.execPath, [script, otherPath], {
    env: { ...process.env, TZ: 'Pacific/Auckland' },
  })
  workbook = await openWorkbook(path)
  rows = {
    customers: sheetRows('Customers'),
    history: sheetRows('MRR history'),
    tickets: sheetRows('Tickets'),
    surveys: sheetRows('Surveys'),
    lines: sheetRows('Transactions'),
    activity: sheetRows('Product usage'),
    users: sheetRows('Users'),
    calls: sheetRows('Calls'),
  }
  counted = countedRows(rows)
  summary = sheetRows('Monthly summary')
}, patience)

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the file', () => {
  it('is the same to the byte when made again by plain node, at another time and in another time zone', async () => {
    const hashOf = async (file: string) =>
      createHash('sha256')
        .update(await readFile(file))
        .digest('hex')
    expect(await hashOf(otherPath)).toBe(await hashOf(path))
  })

  it('stays under three megabytes', async () => {
    expect((await readFile(path)).length).toBeLessThan(3_000_000)
  })

  it('has its sheets, each with about the rows of such a company', () => {
    const counts = Object.fromEntries(
      workbook.worksheets.map(({ name, rowCount }) => [name, rowCount - 1 - (titleRows[name] ?? 0)]),
    )
    expect(Object.keys(counts)).toEqual([
      'Customers',
      'MRR history',
      'Tickets',
      'Surveys',
      'Transactions',
      'Product usage',
      'Users',
      'Calls',
      'Monthly summary',
      'Assumptions',
    ])
    const about = (name: string, expected: number) =>
      expect(Math.abs((counts[name] ?? 0) / expected - 1), name).toBeLessThan(0.1)
    about('Customers', 2_000)
    about('MRR history', 32_000)
    about('Tickets', 9_000)
    about('Surveys', 4_000)
    about('Transactions', 8_000)
    about('Product usage', 20_000)
    about('Users', 3_000)
    about('Calls', 2_000)
    expect(counts['Monthly summary']).toBe(36)
    expect(counts.Assumptions).toBe(8)
  })

  it('has no header twice on one sheet', () => {
    for (const worksheet of workbook.worksheets) {
      const headers = headersOf(worksheet, 1 + (titleRows[worksheet.name] ?? 0))
      expect(new Set(headers).size, worksheet.name).toBe(headers.length)
    }
  })
})

describe('what a spreadsheet holds beside values', () => {
  it('dates are date cells with a format, money has a currency format', () => {
    const customers = worksheetOf(workbook, 'Customers')
    expect(customers.getCell('C2').value).toBeInstanceOf(Date)
    expect(customers.getCell('C2').numFmt).toBe('dd mmm yyyy')
    expect(customers.getCell('J2').numFmt).toBe('"$"#,##0')
  })

  it('headers are filled and frozen with the titles above them', () => {
    const worksheet = worksheetOf(workbook, 'Monthly summary')
    expect(worksheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 })
    expect(worksheet.getCell('A3').fill).toMatchObject({ type: 'pattern', pattern: 'solid' })
    expect(worksheet.getCell('A1').value).toContain('monthly summary')
    expect(worksheet.getRow(2).hasValues).toBe(false)
  })

  it('the monthly summary computes its closing figures by live formulas', () => {
    const worksheet = worksheetOf(workbook, 'Monthly summary')
    const headers = headersOf(worksheet, 3)
    const cell = (header: string, row: number) => worksheet.getCell(row, headers.indexOf(header) + 1)
    expect(cell('MRR at end', 4).formula).toBe('G4+H4+I4+J4-K4-L4')
    expect(cell('MRR at start', 4).formula).toBeUndefined()
    expect(cell('MRR at start', 5).formula).toBe('M4')
    expect(cell('Gross profit', 5).formula).toBe('ROUND(N5*gross_margin,0)')
    expect(workbook.definedNames.getRanges('gross_margin').ranges).toEqual(['Assumptions!$B$4'])
  })

  it('the orders are an Excel table and some headers carry comments', () => {
    const tables = worksheetOf(workbook, 'Transactions').getTables() as unknown as {
      table: { name: string }
    }[]
    expect(tables.map(({ table }) => table.name)).toEqual(['OrderLines'])
    expect(worksheetOf(workbook, 'Customers').getCell('J1').note).toBeTruthy()
  })
})

describe('the mess of real files', () => {
  const texts = (sheet: readonly SheetRow[], header: string) =>
    sheet.map((row) => row[header]).filter((content) => typeof content === 'string')
  const copies = (sheet: readonly SheetRow[]) => sheet.length - withoutExactCopies(sheet).length
  const repeatedIds = (sheet: readonly SheetRow[], header: string) =>
    sheet.length - new Set(sheet.map((row) => row[header])).size

  it('writes some dates as text, in several spellings', () => {
    const spellings = texts(rows.customers, 'Sign-up date').map((text) => String(text).replace(/\d/g, '0'))
    expect(new Set(spellings.map((text) => text.replace(/[A-Z][a-z]{2}/, 'Mmm')))).toEqual(
      new Set(['0000-00-00', '00 Mmm 0000', '00/00/0000', 'Mmm 00, 0000']),
    )
    expect(texts(rows.tickets, 'Created').length).toBe(5)
    expect(texts(rows.surveys, 'Survey date').length).toBe(6)
    expect(texts(rows.lines, 'Order date').length).toBe(4)
  })

  it('writes "N/A" and numbers as text', () => {
    const customers = firstById(rows.customers, 'Customer ID')
    expect(texts(customers, 'Acquisition cost')).toEqual(Array(14).fill('N/A'))
    expect(texts(counted.tickets, 'First response')).toEqual(Array(9).fill('N/A'))
    expect(
      texts(customers, 'Monthly recurring revenue').filter((text) => /^\d+,\d{3}$/.test(String(text))),
    ).toHaveLength(3)
    expect(texts(rows.lines, 'Amount').filter((text) => /^\$\d+\.\d\d$/.test(String(text)))).toHaveLength(3)
  })

  it('repeats some whole rows, and some ids with other content', () => {
    expect([copies(rows.customers), repeatedIds(rows.customers, 'Customer ID')]).toEqual([4, 7])
    expect([copies(rows.tickets), repeatedIds(rows.tickets, 'Ticket ID')]).toEqual([5, 7])
    expect([copies(rows.surveys), repeatedIds(rows.surveys, 'Response ID')]).toEqual([3, 4])
    expect(copies(rows.lines)).toBe(4)
    expect(
      repeatedIds(
        rows.history.map((row) => ({ key: `${row['Customer ID']} ${monthOf(row.Month)}` })),
        'key',
      ),
    ).toBe(0)
  })

  it('has two customers who left before they came', () => {
    const reversed = rows.customers.filter((row) => {
      const end = momentOf(row['Cancelled on'])
      return end !== undefined && end < (momentOf(row['Sign-up date']) ?? end)
    })
    expect(reversed).toHaveLength(2)
  })

  it('varies the case of words and leaves spaces behind them', () => {
    const statuses = new Set(texts(rows.tickets, 'Status'))
    for (const usual of ['Open', 'Pending', 'Solved', 'Closed', 'Done']) expect(statuses).toContain(usual)
    expect(statuses).toContain('Closed ')
    expect(statuses).toContain('closed')
    expect(texts(rows.customers, 'Plan').some((plan) => String(plan).endsWith(' '))).toBe(true)
  })
})

describe('MRR history', () => {
  it('opens with December 2022 and closes with December 2025', () => {
    expect([...counted.months.keys()].toSorted()).toEqual([monthAfter('2023-01', -1), ...months])
  })

  it('closes each month at opening plus movements, which is the next opening', () => {
    for (const month of months) {
      const facts = mrrFacts(counted.months, month)
      const movements = facts.fresh + facts.reactivation + facts.expansion - facts.contraction - facts.churned
      expect(facts.opening + movements, month).toBe(facts.closing)
      expect(mrrFacts(counted.months, monthAfter(month)).opening).toBe(facts.closing)
    }
  })

  it('has every kind of movement', () => {
    const all = months.map((month) => mrrFacts(counted.months, month))
    for (const kind of ['fresh', 'reactivation', 'expansion', 'contraction', 'churned'] as const) {
      expect(sum(all.map((facts) => facts[kind])), kind).toBeGreaterThan(0)
    }
  })

  it('has a row for a customer only while they are one, and no gap but a pause of at most three months', () => {
    for (const month of months) {
      const to = startOfMonth(monthAfter(month))
      const paying = counted.months.get(month) ?? new Map<string, number>()
      const active = new Set(
        counted.customers.filter((customer) => isActiveAt(customer, to)).map(({ id }) => id),
      )
      expect(
        [...paying.keys()].every((id) => active.has(id)),
        month,
      ).toBe(true)
      const silent = [...active].filter((id) => !paying.has(id))
      expect(silent.length / active.size, month).toBeLessThan(0.02)
      const later = [1, 2, 3].flatMap((ahead) => [
        ...(counted.months.get(monthAfter(month, ahead))?.keys() ?? []),
      ])
      expect(
        silent.every((id) => later.includes(id)),
        month,
      ).toBe(true)
    }
  })

  it('agrees with the MRR of the customers sheet', () => {
    const last = counted.months.get('2025-12')
    const current = rows.customers.filter((row) => row['Cancelled on'] === undefined)
    expect(current.length).toBeGreaterThan(1_000)
    for (const row of current) {
      expect(numberOf(row['Monthly recurring revenue'])).toBe(last?.get(row['Customer ID']))
    }
  })
})

describe('the monthly summary against the rows', () => {
  const headers: Readonly<Record<string, string>> = {
    customersNew: 'New customers',
    customersLost: 'Customers lost',
    mrrNew: 'New MRR',
    mrrReactivation: 'Reactivation MRR',
    mrrExpansion: 'Expansion MRR',
    mrrContraction: 'Contraction MRR',
    mrrChurned: 'Churned MRR',
    revenue: 'Revenue',
    accounts: 'Paying accounts',
    purchases: 'Orders',
    buyers: 'Buyers',
    repeatBuyers: 'Repeat buyers',
    ticketsReceived: 'Tickets received',
    ticketsSolved: 'Tickets solved',
    ticketsReopened: 'Tickets reopened',
    reopens: 'Reopens',
    ticketsOpen: 'Open tickets',
    resolutionHours: 'Total resolution hours',
    ticketsWithinSla: 'Solved within SLA',
    agents: 'Support agents',
    firstContactResolved: 'Resolved at first contact',
    selfServiceResolved: 'Resolved by self-service',
    issuesTotal: 'Total issues',
    promoters: 'Promoters',
    passives: 'Passives',
    detractors: 'Detractors',
    csatSatisfied: 'Satisfied responses',
    csatResponses: 'CSAT responses',
    surveysSent: 'Surveys sent',
    cesAverage: 'Average CES',
    signups: 'Sign-ups',
    activated: 'Activated users',
    dau: 'Daily active users',
    wau: 'Weekly active users',
    mau: 'Monthly active users',
    activeAccountsDay: 'Daily active accounts',
    activeAccountsWeek: 'Weekly active accounts',
    calls: 'Calls answered',
    waitSeconds: 'Total wait time (seconds)',
  }

  /** By the summary's own definition, everyone who left in the month counts as lost. */
  function factsOf(month: string): Readonly<Record<string, number>> {
    const customers = customerFacts(counted.customers, month)
    const mrr = mrrFacts(counted.months, month)
    const tickets = ticketFacts(counted.tickets, month)
    return {
      customersNew: customers.customersNew,
      customersLost: customers.lostFromOpening + customers.joinedAndLeft,
      mrrNew: mrr.fresh,
      mrrReactivation: mrr.reactivation,
      mrrExpansion: mrr.expansion,
      mrrContraction: mrr.contraction,
      mrrChurned: mrr.churned,
      revenue: mrr.closing,
      accounts: mrr.accounts,
      ...orderFacts(counted.lines, month),
      ...tickets,
      issuesTotal: tickets.ticketsReceived,
      ...surveyFacts(counted.surveys, month),
      ...signupFacts(counted.users, month),
      ...(month >= '2025-10' && usageFacts(counted.activity, month)),
      ...callFacts(counted.calls, month),
    }
  }

  it('differs from them in the slips that it lists, and nowhere else', () => {
    const differences = months.flatMap((month, index) =>
      Object.entries(factsOf(month)).flatMap(([field, value]) => {
        const header = headers[field]
        if (header === undefined) throw new Error(`no header for ${field}`)
        const written = summary[index]?.[header]
        if (written === value) return []
        return [
          typeof written === 'number'
            ? { month, field, change: written - value }
            : { month, field, text: written },
        ]
      }),
    )
    const listed = summaryDeviations.map(({ why: _why, ...deviation }) => deviation)
    const byPlace = (a: { month: string; field: string }, b: { month: string; field: string }) =>
      `${a.month} ${a.field}`.localeCompare(`${b.month} ${b.field}`)
    expect(differences.toSorted(byPlace)).toEqual(listed.toSorted(byPlace))
  })

  it('opens with the customers and the MRR that the rows have', () => {
    expect(summary[0]?.['Customers at start']).toBe(
      customerFacts(counted.customers, '2023-01').customersStart,
    )
    expect(summary[0]?.['MRR at start']).toBe(mrrFacts(counted.months, '2023-01').opening)
    expect(summary[35]?.['Customers at end']).toBe(customerFacts(counted.customers, '2025-12').customersEnd)
    expect(summary[35]?.['MRR at end']).toBe(mrrFacts(counted.months, '2025-12').closing)
  })

  it('stores for each formula the value that it gives', () => {
    const figure = (index: number, header: string) => Number(summary[index]?.[header])
    for (const index of months.keys()) {
      const of = (header: string) => figure(index, header)
      expect(of('Customers at end')).toBe(
        of('Customers at start') + of('New customers') - of('Customers lost'),
      )
      expect(of('Customers retained')).toBe(of('Customers at start') - of('Customers lost'))
      expect(of('MRR at end')).toBe(
        of('MRR at start') +
          of('New MRR') +
          of('Reactivation MRR') +
          of('Expansion MRR') -
          of('Contraction MRR') -
          of('Churned MRR'),
      )
      expect(of('Retention cost')).toBe(of('Support cost') + of('Marketing cost') + of('Onboarding cost'))
      expect(of('Gross profit')).toBe(Math.round(of('Revenue') * 0.78))
      if (index > 0) expect(of('Customers at start')).toBe(figure(index - 1, 'Customers at end'))
      if (index > 0) expect(of('MRR at start')).toBe(figure(index - 1, 'MRR at end'))
    }
  })

  it('has customers who joined and left within a month, for its definition to matter', () => {
    expect(sum(months.map((month) => customerFacts(counted.customers, month).joinedAndLeft))).toBeGreaterThan(
      0,
    )
  })
})

describe('a believable company', () => {
  const monthlyChurn = (accepts: (customer: Customer, month: string) => boolean) => {
    const exposed = months.map((month) =>
      counted.customers.filter(
        (customer) => isActiveAt(customer, startOfMonth(month)) && accepts(customer, month),
      ),
    )
    const lost = exposed.map((base, index) => {
      const to = startOfMonth(monthAfter(months[index] ?? ''))
      return base.filter(({ end }) => end !== undefined && end < to).length
    })
    return sum(lost) / sum(exposed.map((base) => base.length))
  }
  const ageInDays = ({ start }: Customer, month: string) => (startOfMonth(month) - start) / 86_400_000
  const scores = (header: string) =>
    counted.surveys
      .map((row) => numberOf(row[header]))
      .filter((score): score is number => score !== undefined)
  const median = (numbers: readonly number[]) =>
    numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

  it('loses two to three per cent of its customers a month: most on Basic, least on Enterprise', () => {
    const all = monthlyChurn(() => true)
    expect(all).toBeGreaterThan(0.02)
    expect(all).toBeLessThan(0.03)
    const [basic, professional, enterprise] = ['basic', 'professional', 'enterprise'].map((plan) =>
      monthlyChurn((customer) => customer.plan === plan),
    )
    expect(basic).toBeGreaterThan(professional ?? 1)
    expect(professional).toBeGreaterThan(enterprise ?? 1)
  })

  it('loses young customers faster than old ones', () => {
    const young = monthlyChurn((customer, month) => ageInDays(customer, month) < 180)
    const old = monthlyChurn((customer, month) => ageInDays(customer, month) > 540)
    expect(young).toBeGreaterThan(old * 1.2)
  })

  it('loses customers with a slow or reopened ticket faster than those with an easy one', () => {
    const bad = new Set<unknown>()
    const fine = new Set<unknown>()
    for (const ticket of counted.tickets) {
      const key = `${ticket['Customer ID']} ${monthOf(ticket.Created)}`
      const hours =
        ((resolvedAt(ticket) ?? Number.POSITIVE_INFINITY) - (momentOf(ticket.Created) ?? 0)) / 3_600_000
      if (hours > 84 || Number(ticket.Reopens) > 0) bad.add(key)
      else fine.add(key)
    }
    const hadTicket = (keys: Set<unknown>) =>
      monthlyChurn(({ id }, month) => keys.has(`${id} ${monthAfter(month, -1)}`))
    expect(hadTicket(bad)).toBeGreaterThan(hadTicket(fine) * 1.2)
  })

  it('more than doubles its MRR in three years', () => {
    const closing = (month: string) => mrrFacts(counted.months, month).closing
    expect(closing('2025-12')).toBeGreaterThan(2 * closing('2023-01'))
  })

  it('has an NPS near 35, a CSAT near 78 % and a median resolution near 18 hours', () => {
    const nps = scores('NPS (0-10)')
    const net = nps.filter((score) => score >= 9).length - nps.filter((score) => score <= 6).length
    expect(Math.abs((100 * net) / nps.length - 35)).toBeLessThan(3)
    const csat = scores('CSAT (1-5)')
    expect(Math.abs((100 * csat.filter((score) => score >= 4).length) / csat.length - 78)).toBeLessThan(2)
    const hours = counted.tickets.flatMap((ticket) => {
      const resolved = resolvedAt(ticket)
      return resolved === undefined ? [] : [(resolved - (momentOf(ticket.Created) ?? resolved)) / 3_600_000]
    })
    expect(Math.abs((median(hours) ?? 0) - 18)).toBeLessThan(1.5)
  })
})
