/** The order in which formulas were last calculated. Excel makes a new one; one that no longer fits breaks the file. */
import type { PackageDraft } from './package-draft.ts'
import { removeRelationships } from './relationships.ts'
import type { Workbook } from './workbook-part.ts'

/** Takes the calculation chain out; returns the names of the parts that are gone. */
export function dropCalculationChain(draft: PackageDraft, workbook: Workbook): string[] {
  const parts = workbook.relationships
    .filter((item) => item.kind === 'calcChain')
    .map((item) => draft.find(item.target))
    .filter((part) => part !== undefined)
  if (parts.length === 0) return []
  for (const part of parts) draft.remove(part)
  removeRelationships(draft, workbook.part, 'calcChain')
  return parts
}
