import { type Outcome, refuse } from '../../refusal.ts'
import type { Project } from '../project.ts'

export function revertEntry(_project: Project, _id: number): Promise<Outcome<undefined>> {
  return Promise.resolve(refuse('unsupported', 'Not there.'))
}
