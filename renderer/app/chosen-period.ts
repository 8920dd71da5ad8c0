import { engine } from './engine-client.ts'
import { choiceOf, type PeriodChoice, periodChoiceSchema } from './period-choice.ts'
import { useView } from './state/view.ts'

/** Of the project: its period is as much a part of what it shows as the sort of a sheet. */
const settingKey = 'view.period'
/** Stepping through months is one choice, in milliseconds. */
const writeAfter = 500

/** Runs while the window's period has not been written yet. */
let writing: ReturnType<typeof setTimeout> | undefined

/** Sets the period of the whole window, and keeps it with the project. */
export function choosePeriod(choice: PeriodChoice): void {
  useView.getState().setPeriod(choice)
  clearTimeout(writing)
  writing = setTimeout(write, writeAfter)
}

function write(): void {
  if (writing === undefined) return
  forget()
  void engine('project.setting', { key: settingKey, value: useView.getState().period })
}

function forget(): void {
  clearTimeout(writing)
  writing = undefined
}

window.addEventListener('pagehide', write)

/** The period that was chosen in the project; where none was, the last complete one of its data. */
export async function restorePeriod(): Promise<void> {
  forget()
  const saved = await engine('project.setting', { key: settingKey })
  const kept = saved.ok ? periodChoiceSchema.safeParse(saved.value.value) : undefined
  if (kept?.success === true) return useView.getState().setPeriod(kept.data)
  const range = await engine('metrics.range', {})
  if (range.ok) useView.getState().setPeriod(choiceOf(range.value.suggested))
}
