import type { OutputName } from '#shared/domain/scenario.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

/** What a panel is given that asks about an output of its own choice. */
export interface QuestionPanelProps {
  readonly model: WhatIfModel
  /** Says which output it is about, for the inspector beside it. */
  readonly onExplain: (output: OutputName) => void
}
