import { create } from 'zustand'
import type { ProjectInfo } from '#shared/contract/project.ts'

interface ProjectState {
  /** The open project as the engine last told it; undefined before the first file is opened. */
  readonly project: ProjectInfo | undefined
  readonly setProject: (project: ProjectInfo | undefined) => void
}

/** What is open. The engine is its only source: every change arrives as a whole new `ProjectInfo`. */
export const useProject = create<ProjectState>((set) => ({
  project: undefined,
  setProject: (project) =>
    set((state) =>
      // An answer may be overtaken by the event of a later change.
      project !== undefined &&
      state.project !== undefined &&
      project.revision < state.project.revision &&
      project.name === state.project.name
        ? state
        : { project: project === undefined || isBare(project) ? undefined : project },
    ),
}))

/** The engine always has a project; one without a file, and without a word on what became of one, is none to the user. */
const isBare = ({ sources, problems }: ProjectInfo): boolean => sources.length === 0 && problems.length === 0

/** The project's revision, for effects that must run again after every change. */
export const useRevision = (): number => useProject((state) => state.project?.revision ?? 0)
