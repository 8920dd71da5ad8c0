import type { MetricDefinition } from '#shared/domain/metric.ts'
import { averaged, customersAtStart, customersNew, during, summed } from '../fragments.ts'

const created = during('tickets[created_at]')
const received = { label: 'tickets created', formula: `COUNTIFS(${created})`, unit: 'count' } as const

const ticketsPerCustomer: MetricDefinition = {
  id: 'tickets_per_customer',
  version: 1,
  name: 'Tickets per Customer',
  aliases: [
    'contact rate',
    'ticket rate',
    'tickets per account',
    'support contact rate',
    'tickets per active customer',
  ],
  category: 'support',
  unit: 'ratio',
  direction: 'lower_is_better',
  question: 'How many tickets does a customer raise?',
  description:
    'Tickets created in the period divided by the customers of the period: those at the start and the new ones.',
  source:
    'Common usage in customer support. Where customers are not known, the base is the customers who raised a ticket, and the value is never below 1.',
  methods: [
    {
      id: 'tickets_and_customers',
      label: 'from tickets, and customers with start and end dates',
      inputs: {
        received,
        customers_served: {
          label: 'customers at the start, and new',
          formula: `${customersAtStart}+${customersNew}`,
          unit: 'count',
        },
      },
      formula: 'received/customers_served',
      numerator: 'received',
      denominator: 'customers_served',
    },
    {
      id: 'summary',
      label: 'from tickets received and customers at the end in the summary',
      inputs: {
        received: { label: 'tickets received', formula: summed('tickets_received'), unit: 'count' },
        customers_served: {
          label: 'customers at the end, on average',
          formula: averaged('customers_end'),
          unit: 'count',
        },
      },
      formula: 'received/customers_served',
    },
    {
      id: 'tickets',
      label: 'from customers who raised a ticket',
      inputs: {
        received_known: {
          label: 'tickets of known customers',
          formula: `COUNTIFS(tickets[customer_id],"<>",${created})`,
          unit: 'count',
        },
        customers_heard: {
          label: 'customers who raised one',
          formula: `COUNTUNIQUEIFS(tickets[customer_id],${created})`,
          unit: 'count',
        },
      },
      formula: 'received_known/customers_heard',
      numerator: 'received_known',
      denominator: 'customers_heard',
      notes: ['Customers without a ticket are not in the base.'],
    },
  ],
  examples: [
    {
      name: 'three tickets, four customers',
      data: {
        tickets: [
          ['ticket_id', 'created_at'],
          ['1', '2024-01-02 09:00:00'],
          ['2', '2024-01-03 09:00:00'],
          ['3', '2024-01-04 09:00:00'],
          ['4', '2024-02-04 09:00:00'],
        ],
        customers: [
          ['customer_id', 'start_date', 'end_date'],
          ['a', '2023-01-01', null],
          ['b', '2023-01-01', '2024-01-10'],
          ['c', '2024-01-10', null],
          ['d', '2024-01-31', null],
          ['e', '2023-01-01', '2023-12-10'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets_and_customers',
      value: 0.75,
    },
    {
      name: 'customers are not known: two who raised three; a ticket without a customer is left out',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'customer_id'],
          ['1', '2024-01-02 09:00:00', 'a'],
          ['2', '2024-01-03 09:00:00', 'a'],
          ['3', '2024-01-04 09:00:00', 'b'],
          ['4', '2024-01-04 09:00:00', null],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 1.5,
    },
    {
      name: 'no customers: no value',
      data: {
        period_summary: [
          ['tickets_received', 'customers_end'],
          [10, 0],
        ],
      },
      value: null,
    },
  ],
}

export default ticketsPerCustomer
