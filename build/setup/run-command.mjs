import { spawn } from 'node:child_process'
import { projectRoot } from './project.mjs'

/**
 * Runs a program to its end and collects what it printed.
 * Never rejects: a program that cannot be started ends with status 127.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, signal?: AbortSignal, show?: boolean }} [options]
 *   `show` passes the program's output through to the terminal; `timeout` is in milliseconds.
 * @returns {Promise<{ status: number, stdout: string, stderr: string }>}
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? projectRoot,
      env: options.env ?? process.env,
      stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr?.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('error', (error) => resolve({ status: 127, stdout, stderr: stderr + error.message }))
    child.on('close', (status) => resolve({ status: status ?? 1, stdout, stderr }))
  })
}

/**
 * Runs npm, the same one that started this process where there is one.
 * Warnings are left out: those that this tree gives (peer ranges) need no action from whoever installs it.
 */
export function runNpm(args, options = {}) {
  const quiet = ['--loglevel=error', '--no-fund', '--no-audit']
  const script = process.env.npm_execpath
  if (script?.endsWith('.js') || script?.endsWith('.cjs')) {
    return runCommand(process.execPath, [script, ...args, ...quiet], options)
  }
  if (process.platform === 'win32') {
    return runCommand('cmd.exe', ['/d', '/s', '/c', 'npm', ...args, ...quiet], options)
  }
  return runCommand('npm', [...args, ...quiet], options)
}

/** A failed step of the setup, with a sentence that says what to do. */
export class SetupError extends Error {}
