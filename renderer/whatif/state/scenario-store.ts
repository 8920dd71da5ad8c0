import { create } from 'zustand'
import { engine } from '#renderer/app/engine-client.ts'
import type { ScenarioProblem } from '#shared/contract/scenario.ts'
import type { DriverName, DriverValues, Scenario } from '#shared/domain/scenario.ts'

/**
 * The scenarios as the window shows them: those of the project, with the edits that are still under way on top. While a
 * slider is dragged only the window changes (`preview`); letting go saves once (`save`), which is one step to undo.
 */
interface ScenarioState {
  readonly scenarios: readonly Scenario[]
  /** Baseline drivers that are being dragged or have just been typed. */
  readonly typed: DriverValues
  readonly problems: readonly ScenarioProblem[]
  /** Why the last edit could not be kept. */
  readonly refusal: string | undefined
  /** Edits that the project does not have yet; until they are settled, what it says is older than what is shown. */
  readonly unsettled: number
  readonly dragging: boolean
  readonly receive: (scenarios: readonly Scenario[]) => void
  readonly receiveBaseline: () => void
  readonly preview: (scenarios: readonly Scenario[]) => void
  readonly save: (scenarios: readonly Scenario[], label: string) => Promise<boolean>
  readonly previewBaseline: (driver: DriverName, value: number) => void
  readonly saveBaseline: (driver: DriverName, value: number | null) => Promise<void>
}

export const useScenarios = create<ScenarioState>((set, get) => ({
  scenarios: [],
  typed: {},
  problems: [],
  refusal: undefined,
  unsettled: 0,
  dragging: false,

  receive: (scenarios) => {
    const { unsettled, dragging } = get()
    if (unsettled === 0 && !dragging) set({ scenarios })
  },
  receiveBaseline: () => {
    const { unsettled, dragging } = get()
    if (unsettled === 0 && !dragging) set({ typed: {} })
  },

  preview: (scenarios) => set({ scenarios, dragging: true }),

  save: async (scenarios, label) => {
    set((state) => ({
      scenarios,
      dragging: false,
      unsettled: state.unsettled + 1,
      refusal: undefined,
      problems: [],
    }))
    const answer = await engine('scenario.save', { scenarios: [...scenarios], label })
    const unsettled = get().unsettled - 1
    set({ unsettled })
    if (!answer.ok) {
      set({ refusal: answer.error.message })
      await reload()
      return false
    }
    const { problems } = answer.value
    if (unsettled === 0 && !get().dragging) set({ scenarios: answer.value.scenarios, problems })
    return !problems.some(({ severity }) => severity === 'error')
  },

  previewBaseline: (driver, value) =>
    set((state) => ({ typed: { ...state.typed, [driver]: value }, dragging: true })),

  saveBaseline: async (driver, value) => {
    set(({ typed: { [driver]: _before, ...others }, unsettled }) => ({
      dragging: false,
      unsettled: unsettled + 1,
      refusal: undefined,
      typed: value === null ? others : { ...others, [driver]: value },
    }))
    const answer = await engine('scenario.setBaseline', { driver, value })
    set((state) => ({
      unsettled: state.unsettled - 1,
      ...(answer.ok ? {} : { refusal: answer.error.message, typed: {} }),
    }))
  },
}))

/** What could not be kept is not shown as if it were. */
async function reload(): Promise<void> {
  const answer = await engine('scenario.list', {})
  if (answer.ok) useScenarios.getState().receive(answer.value.scenarios)
}
