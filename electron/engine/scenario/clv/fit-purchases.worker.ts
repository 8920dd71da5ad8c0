/** The thread that fits a purchase model: a fit over a million customers takes seconds, and the engine must go on answering. */
import { parentPort, workerData } from 'node:worker_threads'
import { fitPurchases } from './fit-purchases.ts'
import type { PurchaseAnswer, PurchaseJob } from './purchase-job.ts'

const job: PurchaseJob = workerData
const say = (answer: PurchaseAnswer) => parentPort?.postMessage(answer)

const fitted = fitPurchases(job, (label) => say({ kind: 'progress', label }))
say(fitted.ok ? { kind: 'fitted', fitted: fitted.value } : { kind: 'refused', problem: fitted.error })
