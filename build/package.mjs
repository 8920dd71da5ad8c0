/**
 * Packages the built app with the Electron that setup found.
 *
 * Use: npm run package                          the unpacked app of this system, in release/
 *      npm run package -- --linux AppImage deb  installers, as electron-builder names them
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ensureElectronRuntime } from './setup/electron-runtime.mjs'
import { inProject, projectRoot } from './setup/project.mjs'
import { SetupError } from './setup/run-command.mjs'

/** Arguments of electron-builder for a runtime; it downloads nothing when told where the runtime is. */
export function packagingArguments(runtime, args) {
  return [
    '--config=build/electron-builder.yml',
    '--publish=never',
    `--config.electronDist=${runtime.distribution}`,
    `--config.electronVersion=${runtime.version}`,
    ...(args.length > 0 ? args : ['--dir']),
  ]
}

async function packageApp(args) {
  const runtime = await ensureElectronRuntime(console.log)
  const command = inProject('node_modules', 'electron-builder', 'cli.js')
  const child = spawn(process.execPath, [command, ...packagingArguments(runtime, args)], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) {
    // One line of 60 kB about packages that Vite has bundled already.
    if (!line.includes('duplicate dependency references')) console.log(line)
  }
  process.exitCode = child.exitCode ?? (await new Promise((done) => child.once('exit', done)))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await packageApp(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
