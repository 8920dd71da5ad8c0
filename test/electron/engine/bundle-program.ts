import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Bundles a TypeScript program of the tests so that plain Node can run it in a process of its own; returns its path. */
export async function bundleProgram(source: string, name: string): Promise<string> {
  const outDir = `${root}node_modules/.cache/tenure-tests/${name}`
  await mkdir(outDir, { recursive: true })
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    ssr: { target: 'node', noExternal: true, external: ['@duckdb/node-api'] },
    build: {
      outDir,
      ssr: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { [name]: source },
        external: ['@duckdb/node-api', 'vite', 'vitest'],
        output: { format: 'es', entryFileNames: '[name].mjs' },
      },
    },
  })
  return `${outDir}/${name}.mjs`
}
