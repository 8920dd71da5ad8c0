import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Dataset } from '#electron/engine/mapping/dataset.ts'
import { buildDatasets } from '#electron/engine/mapping/datasets/build-datasets.ts'
import { readMappableSheets } from '#electron/engine/mapping/project-sheets.ts'
import { type Connection, readRows } from '#electron/engine/store/connection.ts'
import { rowId } from '#shared/domain/ids.ts'
import { mappedProject } from './mapped-project.ts'

const contentOf = async (
  connection: Connection,
  { relation, fields, duplicateCount, rowCount }: Dataset,
) => ({
  rows: await readRows(
    connection,
    z.record(z.string(), z.unknown()),
    `SELECT CAST(d AS VARCHAR) AS row FROM ${relation} AS d ORDER BY sheet_id, row_id`,
  ),
  duplicateCount,
  rowCount,
  counts: [...fields.values()].map(({ id, blankCount, badCount }) => [id, blankCount, badCount]),
})

const tickets = [
  'ticket_id,customer_id,created_at,status,reopens',
  ...Array.from(
    { length: 12 },
    (_, i) =>
      `T${i % 9},C${i % 4},2024-01-${String(10 + (i % 9))},${i % 3 === 0 ? 'Open' : 'Solved'},${i % 2}`,
  ),
].join('\n')

const edits = fc.array(
  fc.oneof(
    fc.record({
      row: fc.integer({ min: 2, max: 13 }),
      column: fc.integer({ min: 0, max: 4 }),
      input: fc.constantFrom('T1', 'T2', '', 'Solved', 'N/A', '2024-02-01', '3', 'Open', 'C1'),
    }),
    fc.constantFrom('undo' as const, 'redo' as const),
  ),
  { minLength: 1, maxLength: 6 },
)

describe('after edits', () => {
  it('a dataset that was followed edit by edit is the one made anew', async () => {
    const { engine, datasets } = await mappedProject({ 'tickets.csv': tickets })
    try {
      const project = await engine.engine.project()
      const { sheets } = await engine.ask('project.info', {})
      const [sheet] = sheets
      if (sheet === undefined) throw new Error('no sheet')
      const { mapping } = await engine.ask('mapping.get', {})
      await fc.assert(
        fc.asyncProperty(edits, async (steps) => {
          for (const step of steps) {
            const column = typeof step === 'string' ? undefined : sheet.columns[step.column]
            const asked =
              typeof step === 'string'
                ? engine.engine.ask(`history.${step}`, {})
                : column === undefined
                  ? undefined
                  : engine.engine.ask('sheet.apply', {
                      command: {
                        type: 'setCells',
                        sheet: sheet.id,
                        cells: [{ row: rowId(step.row), column: column.id, input: step.input }],
                      },
                    })
            // An input that the sheet refuses, or nothing left to undo, changes nothing.
            await asked
            await datasets()
          }
          const followed = (await datasets()).byId.get('tickets')
          await project.read(async (connection) => {
            const anew = await buildDatasets(connection, {
              sheets: await readMappableSheets(connection),
              mapping,
              typed: new Map(),
              today: '2030-01-01',
              tablePrefix: 'anew_',
            })
            const made = anew.datasets.byId.get('tickets')
            if (followed === undefined || made === undefined) throw new Error('no tickets')
            expect(await contentOf(connection, followed)).toEqual(await contentOf(connection, made))
          })
        }),
        { numRuns: 12 },
      )
    } finally {
      await engine.dispose()
    }
  })

  it('only the dataset of the edited sheet has a new revision', async () => {
    const { engine, datasets } = await mappedProject({
      'tickets.csv': tickets,
      'customers.csv': 'customer_id,start_date,mrr\nC0,2024-01-01,5\nC1,2024-01-01,6\n',
    })
    try {
      const before = await datasets()
      const { sheets } = await engine.ask('project.info', {})
      const sheet = sheets.find(({ name }) => name === 'tickets')
      const column = sheet?.columns.find(({ name }) => name === 'status')
      if (sheet === undefined || column === undefined) throw new Error('no sheet')
      await engine.ask('sheet.apply', {
        command: {
          type: 'setCells',
          sheet: sheet.id,
          cells: [{ row: rowId(2), column: column.id, input: 'Solved' }],
        },
      })
      const after = await datasets()
      expect(after.byId.get('tickets')?.revision).toBeGreaterThan(before.byId.get('tickets')?.revision ?? 0)
      expect(after.byId.get('customers')).toBe(before.byId.get('customers'))
    } finally {
      await engine.dispose()
    }
  })
})
