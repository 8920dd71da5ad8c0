import type { MetricDefinition } from '#shared/domain/metric.ts'
import { averaged, during, months, summed } from '../fragments.ts'

const resolvedInPeriod = during('tickets[resolved_at]')

const agentSolved: MetricDefinition = {
  id: 'agent_solved',
  version: 1,
  name: 'Tickets Solved per Agent',
  aliases: [
    'solved per agent',
    'agent productivity',
    'tickets per agent',
    'agent throughput',
    'cases per agent',
  ],
  category: 'support',
  unit: 'ratio',
  direction: 'higher_is_better',
  question: 'How many tickets does an agent solve?',
  description:
    'Tickets solved in the period divided by the agents who solved one. Read by agent it is each agent’s own number.',
  source: 'Common usage in customer support. It says nothing of how hard the tickets were.',
  methods: [
    {
      id: 'tickets',
      label: 'from tickets resolved in the period',
      inputs: {
        solved_by_agents: {
          label: 'tickets solved, agent known',
          formula: `COUNTIFS(tickets[agent],"<>",${resolvedInPeriod})`,
          unit: 'count',
        },
        agent_count: {
          label: 'agents who solved one',
          formula: `COUNTUNIQUEIFS(tickets[agent],${resolvedInPeriod})`,
          unit: 'count',
        },
      },
      formula: 'solved_by_agents/agent_count',
      numerator: 'solved_by_agents',
      denominator: 'agent_count',
      beside: {
        a_month: { label: 'a month', formula: `solved_by_agents/agent_count/${months}`, unit: 'ratio' },
      },
    },
    {
      id: 'summary',
      label: 'from tickets solved and agents in the summary',
      inputs: {
        solved_by_agents: { label: 'tickets solved', formula: summed('tickets_solved'), unit: 'count' },
        agent_count: { label: 'agents, on average', formula: averaged('agents'), unit: 'count' },
      },
      formula: 'solved_by_agents/agent_count',
    },
  ],
  examples: [
    {
      name: 'two agents solved three; one ticket without an agent does not count; names differ in case only',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at', 'agent'],
          ['1', '2024-01-02 09:00:00', '2024-01-03 09:00:00', 'Ana'],
          ['2', '2024-01-02 09:00:00', '2024-01-03 09:00:00', 'ana'],
          ['3', '2024-01-02 09:00:00', '2024-01-03 09:00:00', 'Ben'],
          ['4', '2024-01-02 09:00:00', '2024-01-03 09:00:00', null],
          ['5', '2024-01-02 09:00:00', null, 'Cem'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      method: 'tickets',
      value: 1.5,
    },
    {
      name: 'nobody solved anything: no value',
      data: {
        tickets: [
          ['ticket_id', 'created_at', 'solved_at', 'agent'],
          ['1', '2024-01-02 09:00:00', null, 'Ana'],
        ],
      },
      period: { from: '2024-01-01', to: '2024-02-01' },
      value: null,
    },
    {
      name: 'from the summary',
      data: {
        period_summary: [
          ['tickets_solved', 'agents'],
          [100, 4],
        ],
      },
      method: 'summary',
      value: 25,
    },
  ],
}

export default agentSolved
