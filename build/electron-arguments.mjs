/**
 * What stands on Electron's command line before the app's own arguments, when a person or a test starts it
 * from the checkout. Chromium's own sandbox refuses to run as root, so root does without; nobody else does.
 *
 * @param {string[]} appArguments from the runtime: how it is told which app to run
 */
export function electronArguments(appArguments) {
  const isRoot = process.getuid?.() === 0
  return [...(isRoot ? ['--no-sandbox'] : []), ...appArguments]
}
