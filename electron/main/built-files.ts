import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'

/** A file of another build target: main is built to dist/main, everything else stands beside that folder. */
const built = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))

export const builtFiles = {
  preload: built('preload/preload.cjs'),
  engine: built('engine/entry.js'),
  renderer: built('renderer'),
  icon: built('icons/512x512.png'),
}

/** The workbook that comes with the app. Packaged, it stands outside the archive, where other programs can read it. */
export function samplePath(): string {
  const name = 'Tenure sample.xlsx'
  return app.isPackaged
    ? join(process.resourcesPath, 'sample', name)
    : join(app.getAppPath(), 'dist', 'sample', name)
}
