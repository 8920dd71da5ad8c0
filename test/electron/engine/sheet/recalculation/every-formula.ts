import { z } from 'zod'
import { type CalculatedCell, calculate } from '#electron/engine/sheet/recalculation/calculate.ts'
import { formulaSet } from '#electron/engine/sheet/recalculation/formula-set.ts'
import { formulasInForce } from '#electron/engine/sheet/recalculation/in-force.ts'
import { readSheets, readSources } from '#electron/engine/store/catalog.ts'
import { readRow } from '#electron/engine/store/connection.ts'
import type { TestEngine } from '../../engine-fixture.ts'

/** Works out every formula in force of the open project's first source, as if all their cells had changed. */
export async function calculateEveryFormula(tenure: TestEngine): Promise<CalculatedCell[]> {
  const project = await tenure.engine.project()
  return project.read(async (connection) => {
    const [source] = await readSources(connection)
    if (source === undefined) throw new Error('the project has no source')
    const sheets = await readSheets(connection)
    const set = await formulaSet(project, connection, source.id, sheets)
    if (set === undefined) return []
    const { isInForce } = await formulasInForce(connection, sheets)
    const calendar = await readRow(
      connection,
      z.object({ date1904: z.boolean() }),
      'SELECT date1904 FROM source WHERE id = ?',
      [source.id],
    )
    return calculate({
      connection,
      sheets,
      date1904: calendar?.date1904 === true,
      set,
      dirty: [...set.formulas.keys()].filter((number) => {
        const formula = set.formulas[number]
        return formula !== undefined && isInForce(formula)
      }),
      stale: [],
    })
  })
}
