import { type KeptQuestions, keptQuestionsSchema } from '#shared/domain/what-if-questions.ts'
import type { Outcome } from '../refusal.ts'
import type { Connection } from '../store/connection.ts'
import type { Project } from '../store/project.ts'
import { readSaved, saveRecord } from './saved-record.ts'

const key = 'questions'

/** The questions of What-if's panels as they were last asked in the project; none where nothing was asked yet. */
export const readQuestions = async (connection: Connection): Promise<KeptQuestions> =>
  (await readSaved(connection, key, keptQuestionsSchema)) ?? {}

/** Keeps the questions given, the others as they were. */
export async function keepQuestions(
  project: Project,
  { question, label }: { readonly question: KeptQuestions; readonly label: string },
): Promise<Outcome<KeptQuestions>> {
  let questions: KeptQuestions = {}
  const saved = await saveRecord(project, {
    key,
    label,
    value: async (connection) => {
      questions = { ...(await readQuestions(connection)), ...question }
      return { ok: true, value: JSON.parse(JSON.stringify(questions)) }
    },
  })
  return saved.ok ? { ok: true, value: questions } : saved
}
