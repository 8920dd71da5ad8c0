import type { Command } from './command.ts'

const modules = import.meta.glob<Command | readonly Command[]>(['./*.ts', '!./index.ts', '!./command.ts'], {
  eager: true,
  import: 'default',
})

/** Every command of the window; a new one is a new file in this folder. */
export const commands: readonly Command[] = Object.values(modules).flat()

export const findCommand = (id: string): Command | undefined => commands.find((command) => command.id === id)

/** Runs a command by its id, as the native menu and the keys do. */
export function runCommand(id: string): void {
  const command = findCommand(id)
  if (command === undefined || command.enabled?.() === false) return
  void command.run()
}
