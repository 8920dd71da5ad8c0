import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { inProject } from './project.mjs'

/** Puts the command line where `npx tenure` looks for it in the checkout. */
export function ensureCommandLink() {
  if (process.platform === 'win32') return ensureWindowsShim()
  const link = inProject('node_modules', '.bin', 'tenure')
  if (existsSync(link)) return
  rmSync(link, { force: true })
  symlinkSync('../../dist/cli/tenure.js', link)
}

function ensureWindowsShim() {
  const shim = inProject('node_modules', '.bin', 'tenure.cmd')
  const text = '@node "%~dp0\\..\\..\\dist\\cli\\tenure.js" %*\r\n'
  if (!existsSync(shim) || readFileSync(shim, 'utf8') !== text) writeFileSync(shim, text)
}
