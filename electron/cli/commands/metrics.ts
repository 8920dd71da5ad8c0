import { metrics } from '#shared/catalogue/index.ts'
import type { Command } from '../command.ts'
import { table } from '../table.ts'

const listMetrics: Command = {
  name: 'metrics',
  usage: 'tenure metrics',
  summary: 'The catalogue: every metric with its unit, aliases and methods.',
  options: {},
  run: async () => ({
    ok: true,
    value: {
      json: { metrics: metrics.map(({ examples: _, ...metric }) => metric) },
      text: () =>
        table(
          ['id', 'name', 'unit', 'also called'],
          metrics.map((metric) => [
            metric.id,
            metric.name,
            metric.unit,
            metric.aliases.slice(0, 3).join(', '),
          ]),
        ),
    },
  }),
}

export default listMetrics
