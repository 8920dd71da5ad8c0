/**
 * Makes the sample workbook: a believable software company, seen through the files of its customer-success team.
 *
 *   node build/sample/make-sample.mjs sample.xlsx
 *
 * simulate-company (what happened) -> sheets (what was typed in) -> mess (how it was typed) -> workbook (.xlsx).
 * The same bytes come out at every run and on every machine.
 */

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sampleEnd } from './calendar.mjs'
import { withMess } from './mess.mjs'
import { sheetsOf } from './sheets.mjs'
import { simulateCompany } from './simulate-company.mjs'
import { stampZipEntries } from './stable-zip.mjs'
import { buildWorkbook } from './workbook.mjs'

const smallest = { compressionOptions: { level: 9 } }

/**
 * Writes the sample workbook, and its folder where that is missing.
 * @param {string} path
 * @returns {Promise<void>}
 */
export async function makeSample(path) {
  const workbook = buildWorkbook(withMess(sheetsOf(simulateCompany())))
  const archive = Buffer.from(await workbook.xlsx.writeBuffer({ zip: smallest }))
  stampZipEntries(archive, sampleEnd)
  await mkdir(dirname(resolve(path)), { recursive: true })
  await writeFile(path, archive)
}

const isRunDirectly =
  process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)
if (isRunDirectly) {
  const [path] = process.argv.slice(2)
  if (path === undefined) {
    console.error('Usage: node build/sample/make-sample.mjs FILE.xlsx')
    process.exitCode = 2
  } else {
    await makeSample(path)
  }
}
