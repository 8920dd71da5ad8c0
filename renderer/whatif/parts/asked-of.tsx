import { Button } from '@blueprintjs/core'
import { caseKey } from '#shared/domain/what-if-questions.ts'
import { baselineName } from '../model/cases.ts'
import type { WhatIfModel } from '../state/use-what-if.ts'

interface Props {
  readonly question: { readonly of?: string | undefined; readonly inExport: boolean } | undefined
  /** Not given for a question about the data as it is. */
  readonly model?: WhatIfModel
  /** Asks the question of the selected case. */
  readonly onAsk: () => void
  readonly onLeaveOut: () => void
}

/** Says of which case the exported workbook answers a question, and lets the user ask it of this one or leave it out. */
export function AskedOf({ question, model, onAsk, onLeaveOut }: Props) {
  if (question === undefined) return null
  const { scenario } = model ?? {}
  const about = model?.scenarios.find((each) => caseKey(each) === question.of)
  const isGone = question.of !== undefined && about === undefined
  const isExported = question.inExport && !isGone
  const isHere = question.of === (scenario === undefined ? undefined : caseKey(scenario))
  return (
    <p className="question-kept muted">
      {isExported
        ? `The exported workbook answers this${model === undefined ? '' : ` for ${about?.name ?? baselineName}`}.`
        : 'Not in the exported workbook.'}
      {(!isExported || !isHere) && (
        <Button variant="minimal" size="small" onClick={onAsk}>
          {isExported && model !== undefined ? `Answer it for ${model.selected.name}` : 'Put it in'}
        </Button>
      )}
      {isExported && (
        <Button variant="minimal" size="small" onClick={onLeaveOut}>
          Leave it out
        </Button>
      )}
    </p>
  )
}
