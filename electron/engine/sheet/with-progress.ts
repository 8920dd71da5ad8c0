import type { Progress } from '#shared/contract/values.ts'
import type { Connection } from '../store/connection.ts'

const reportEvery = 100

/** Says how far the database is with the work that it is given. */
export async function withProgress<Result>(
  connection: Connection,
  label: string,
  onProgress: ((progress: Progress) => void) | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (onProgress === undefined) return work()
  const timer = setInterval(() => {
    const { percentage } = connection.progress
    if (percentage >= 0) onProgress({ label, fraction: percentage / 100 })
  }, reportEvery)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
