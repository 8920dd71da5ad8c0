import { useEffect } from 'react'
import { create } from 'zustand'
import { engine } from '#renderer/app/engine-client.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { Scenario } from '#shared/domain/scenario.ts'
import { caseKey, type KeptQuestions, type QuestionKind } from '#shared/domain/what-if-questions.ts'

interface QuestionState {
  readonly questions: KeptQuestions
  /** Questions that the project does not have yet; until they are settled, what it says is older than what is shown. */
  readonly unsettled: number
  /** The project's revision that the questions are of. */
  readonly revision: number
  readonly receive: (answer: ReplyOf<'scenario.questions'>) => void
  readonly ask: (question: KeptQuestions, label: string) => Promise<void>
}

const useQuestions = create<QuestionState>((set, get) => ({
  questions: {},
  unsettled: 0,
  revision: 0,
  receive: ({ questions, revision }) => {
    if (get().unsettled === 0 && revision >= get().revision) set({ questions, revision })
  },
  ask: async (question, label) => {
    set(({ questions, unsettled }) => ({
      questions: { ...questions, ...question },
      unsettled: unsettled + 1,
    }))
    const answer = await engine('scenario.ask', { question, label })
    set({ unsettled: get().unsettled - 1 })
    if (answer.ok) get().receive(answer.value)
  },
}))

type Question<Kind extends QuestionKind> = NonNullable<KeptQuestions[Kind]>

export interface PanelQuestion<Kind extends QuestionKind> {
  /** As it was last asked, or undefined. */
  readonly question: KeptQuestions[Kind]
  /** Asks it of the selected case, as a change that can be undone; the exported workbook will answer it. */
  readonly ask: (question: Question<Kind>) => void
  /** Keeps it as it is given, of whatever case and in the export or not. */
  readonly keep: (question: Question<Kind>) => void
}

/** The question of a panel, kept in the project. */
export function useQuestion<Kind extends QuestionKind>(
  kind: Kind,
  scenario: Scenario | undefined,
): PanelQuestion<Kind> {
  const kept = useEngine('scenario.questions', {}).reply
  const { questions, receive, ask } = useQuestions()
  useEffect(() => {
    if (kept !== undefined) receive(kept)
  }, [kept, receive])
  const keep = (question: Question<Kind>) => void ask({ [kind]: question }, labels[kind])
  return {
    question: questions[kind],
    keep,
    ask: (question) =>
      keep({
        ...question,
        inExport: true,
        of: scenario === undefined ? undefined : caseKey(scenario),
      }),
  }
}

const labels: Readonly<Record<QuestionKind, string>> = {
  goalSeek: 'Change the goal',
  dataTable: 'Change the data table',
  tornado: 'Change the tornado',
  breakEven: 'Change the break-even',
  simulation: 'Change the simulation',
  revenueAtRisk: 'Change the revenue at risk',
}
