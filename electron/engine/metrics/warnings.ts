import type { Datasets } from '../mapping/dataset.ts'
import type { Connection } from '../store/connection.ts'
import { fieldsReadBy } from './exclusions.ts'
import type { ParsedMethod } from './parsed-metric.ts'
import { repeatedKeys } from './repeated-keys.ts'
import { datasetsOf } from './resolve.ts'

/** What the user must know about a value: the method's own notes, a snapshot's period, rows that share a key. */
export async function warningsOf(
  connection: Connection,
  parsed: ParsedMethod,
  datasets: Datasets,
): Promise<string[]> {
  const warnings = [...(parsed.method.notes ?? [])]
  const snapshotSaid = warnings.some((note) => note.toLowerCase().includes('snapshot'))
  if (parsed.method.snapshot === true && !snapshotSaid && datasetsOf(parsed).length > 0) {
    warnings.push('A snapshot: the period is whatever the file covers.')
  }
  for (const { dataset } of fieldsReadBy(parsed, datasets)) {
    const count = await repeatedKeys(connection, dataset)
    const key = dataset.fields.get(dataset.kind.key[0] ?? '')?.name ?? 'key'
    if (count > 0) {
      warnings.push(
        `${count.toLocaleString('en-US')} ${count === 1 ? 'row repeats' : 'rows repeat'} the ${key} of another row with other contents; each is counted as a row of its own.`,
      )
    }
    if (dataset.duplicateCount > 0) {
      warnings.push(
        `${dataset.duplicateCount.toLocaleString('en-US')} exact ${dataset.duplicateCount === 1 ? 'repetition of a row is' : 'repetitions of rows are'} counted once.`,
      )
    }
  }
  return warnings
}
