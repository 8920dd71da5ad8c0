import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { OperationContext } from '../../handlers.ts'
import type { Outcome } from '../../refusal.ts'
import { workerUrl } from '../../worker-url.ts'
import { refuseModel } from '../model-refusal.ts'
import type { FittedPurchases, PurchaseAnswer, PurchaseJob } from './purchase-job.ts'

/** Fits in a thread of its own, which ends when it is done, fails, or is cancelled. */
export async function runFit(
  job: PurchaseJob,
  { signal, onProgress }: Pick<OperationContext, 'signal' | 'onProgress'>,
): Promise<Outcome<FittedPurchases>> {
  signal.throwIfAborted()
  const worker = new Worker(workerUrl('fit-purchases'), { workerData: job })
  try {
    for await (const [message] of on(worker, 'message', { signal, close: ['exit'] })) {
      const answer: PurchaseAnswer = message
      if (answer.kind === 'fitted') return { ok: true, value: answer.fitted }
      if (answer.kind === 'refused') return refuseModel(answer.problem)
      onProgress({ label: answer.label })
    }
    throw new Error('the thread that fits ended without an answer')
  } finally {
    await worker.terminate()
  }
}
