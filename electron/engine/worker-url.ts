/**
 * Where the code of a worker thread is: `new Worker(workerUrl('scan-sheet'))`.
 *
 * A worker is any file `electron/engine/**\/<name>.worker.ts`; names are unique. The build makes each a
 * module of its own, dist/workers/<name>.js, beside the folders of the engine and the command line, which
 * both come through here. Run from source, in tests, the same built file is used: Node cannot start a
 * thread from TypeScript, and the test run builds the workers before it begins.
 */
export function workerUrl(name: string): URL {
  const isSource = import.meta.url.endsWith('.ts')
  return new URL(`${isSource ? '../../dist' : '..'}/workers/${name}.js`, import.meta.url)
}
