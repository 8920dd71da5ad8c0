/** Flaws of a style sheet: numbers that lead nowhere, counts that are wrong. */
import type { Problem } from '#shared/domain/result.ts'
import { flaw } from './flaw.ts'
import type { PackageDraft } from './package-draft.ts'
import { xmlEvents } from './xml-events.ts'

export interface CheckedStyles {
  readonly cellFormats: number
  readonly differentialFormats: number
  readonly flaws: readonly Problem[]
}

/** Which section an attribute of a cell format counts in. */
const targets = { fontId: 'fonts', fillId: 'fills', borderId: 'borders', xfId: 'cellStyleXfs' } as const

export async function checkStyleSheet(draft: PackageDraft, part: string): Promise<CheckedStyles> {
  const counts = new Map<string, number>()
  const stated = new Map<string, number>()
  const used = new Map<string, number>()
  const numberFormats = new Set<string>()
  const flaws: Problem[] = []
  const path: string[] = []
  await xmlEvents(draft.streamText(part), (event) => {
    if (event.kind === 'close') path.pop()
    if (event.kind !== 'open') return
    const section = path.at(-1) ?? ''
    if (path.length === 1) {
      const count = event.attribute('count')
      if (count !== undefined) stated.set(event.local, Number(count))
    }
    if (path.length === 2) counts.set(section, (counts.get(section) ?? 0) + 1)
    if (path.length === 2 && event.local === 'numFmt') {
      const id = event.attribute('numFmtId') ?? ''
      if (numberFormats.has(id)) flaws.push(flaw(part, `the number format id ${id} stands twice`))
      numberFormats.add(id)
    }
    if (event.local === 'xf') {
      for (const [name, target] of Object.entries(targets)) {
        const index = Number(event.attribute(name) ?? 0)
        used.set(target, Math.max(used.get(target) ?? 0, index))
      }
    }
    path.push(event.local)
  })
  for (const [section, highest] of used) {
    const count = counts.get(section) ?? 0
    if (highest > 0 && highest >= count) {
      flaws.push(flaw(part, `a cell format refers to number ${highest} of ${count} ${section}`))
    }
  }
  for (const [section, count] of stated) {
    const actual = counts.get(section) ?? 0
    if (count !== actual) flaws.push(flaw(part, `${section} says ${count} and holds ${actual}`))
  }
  return {
    cellFormats: counts.get('cellXfs') ?? 0,
    differentialFormats: counts.get('dxfs') ?? 0,
    flaws,
  }
}
