import type { Command } from './command.ts'

const modules = import.meta.glob<Command>('./commands/*.ts', { eager: true, import: 'default' })

/** Every command; a new one is a new file in the folder. */
export const commands: readonly Command[] = Object.values(modules)
