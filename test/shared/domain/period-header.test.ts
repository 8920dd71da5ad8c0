import { describe, expect, it } from 'vitest'
import { isPeriodHeader, periodHeaders } from '#shared/domain/period-header.ts'

const dayOf = (header: string) => periodHeaders([header])[0]?.periods.get(header)

describe('a header that names a period', () => {
  it.each([
    ['2024-03', '2024-03-01'],
    ['2024/3', '2024-03-01'],
    ['202403', '2024-03-01'],
    ['03/2024', '2024-03-01'],
    ['03.2024', '2024-03-01'],
    ['Mar 2024', '2024-03-01'],
    ['März 2024', '2024-03-01'],
    ['mrz-24', '2024-03-01'],
    ['2024 March', '2024-03-01'],
    ['2024-03-31', '2024-03-31'],
    ['2024-03-01 00:00:00', '2024-03-01'],
    ['2024 Q2', '2024-04-01'],
    ['Q2-24', '2024-04-01'],
    ['2024H2', '2024-07-01'],
    ['2024-W05', '2024-01-29'],
    ['2025-W01', '2024-12-30'],
    ['FY2024', '2024-01-01'],
    ['2024', '2024-01-01'],
    ['31.01.2024', '2024-01-31'],
  ])('%s begins on %s', (header, day) => {
    expect(dayOf(header)).toBe(day)
  })

  it.each(['Customer', 'Marketing 24', 'Total', '12', 'May', 'Q1', '2024-13', 'Q5 2024', '1.2.3', ''])(
    '%s names none',
    (header) => {
      expect(isPeriodHeader(header)).toBe(false)
    },
  )
})

describe('headers read together', () => {
  const days = (...headers: string[]) => periodHeaders(headers).map(({ periods }) => [...periods.values()])

  it('settle the order of day and month: months begin on one day', () => {
    expect(days('1/1/2024', '2/1/2024', '3/1/2024')).toEqual([['2024-01-01', '2024-02-01', '2024-03-01']])
    expect(days('01.01.2024', '01.02.2024', '01.03.2024')).toEqual([
      ['2024-01-01', '2024-02-01', '2024-03-01'],
    ])
    expect(days('31/01/24', '29/02/24')).toEqual([['2024-01-31', '2024-02-29']])
  })

  it('are told apart by the figure that they name', () => {
    expect(periodHeaders(['id', 'MRR Jan 2024', 'Seats Jan 2024', 'MRR Feb 2024', 'Seats Feb 2024'])).toEqual(
      [
        {
          figure: 'mrr',
          periods: new Map([
            ['MRR Jan 2024', '2024-01-01'],
            ['MRR Feb 2024', '2024-02-01'],
          ]),
        },
        {
          figure: 'seats',
          periods: new Map([
            ['Seats Jan 2024', '2024-01-01'],
            ['Seats Feb 2024', '2024-02-01'],
          ]),
        },
      ],
    )
    expect(days('mrr_2024_01', 'mrr_2024_02')).toEqual([['2024-01-01', '2024-02-01']])
    expect(days('2024-01 revenue', '2024-02 revenue')).toEqual([['2024-01-01', '2024-02-01']])
  })

  it('need a second header where a figure stands beside the period', () => {
    expect(periodHeaders(['Customer', 'Founded 2024'])).toEqual([])
  })
})
