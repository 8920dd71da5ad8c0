import { z } from 'zod'
import { operation } from './operation.ts'
import { fileTokenSchema, nothing } from './values.ts'

export const themeSchema = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof themeSchema>

export const recentFileSchema = z.object({
  file: fileTokenSchema,
  name: z.string(),
  folder: z.string(),
  openedAt: z.string(),
  byteLength: z.number().nullable(),
  missing: z.boolean(),
})
export type RecentFile = z.infer<typeof recentFileSchema>

const fileKind = z.enum(['workbook', 'project', 'csv', 'json', 'png', 'svg', 'pdf'])

/** Asked of the shell (the main process), over the same bridge as the engine's operations. */
export const shellOperations = {
  /** A native open dialog; an empty list where the user cancels. */
  'shell.chooseFiles': operation({
    request: z.object({
      kind: z.enum(['workbook', 'project', 'json']),
      several: z.boolean().default(false),
    }),
    reply: z.object({
      files: z.array(z.object({ file: fileTokenSchema, name: z.string() })),
    }),
  }),
  'shell.chooseSaveFile': operation({
    request: z.object({ kind: fileKind, suggestedName: z.string() }),
    reply: z.object({ file: fileTokenSchema.nullable(), name: z.string() }),
  }),
  'shell.sample': operation({
    request: nothing,
    reply: z.object({ file: fileTokenSchema, name: z.string() }),
  }),
  'shell.recent': operation({
    request: nothing,
    reply: z.object({ files: z.array(recentFileSchema) }),
  }),
  /** The window opened or saved the file: it goes to the top of the recent files. */
  'shell.rememberRecent': operation({
    request: z.object({ file: fileTokenSchema }),
    reply: nothing,
  }),
  'shell.forgetRecent': operation({
    request: z.object({ file: fileTokenSchema.nullable() }),
    reply: nothing,
  }),
  /** Files given on the command line or by the system before the window was ready, and whether a project was recovered. */
  'shell.startUp': operation({
    request: nothing,
    reply: z.object({
      files: z.array(z.object({ file: fileTokenSchema, name: z.string() })),
      recovered: z.string().nullable(),
      theme: themeSchema,
      dark: z.boolean(),
      version: z.string(),
    }),
  }),
  'shell.setTheme': operation({
    request: z.object({ theme: themeSchema }),
    reply: nothing,
  }),
  'shell.setTitle': operation({
    request: z.object({ name: z.string(), edited: z.boolean() }),
    reply: nothing,
  }),
  /** Enabled state and wording of the menu's Undo and Redo. */
  'shell.setMenu': operation({
    request: z.object({
      undo: z.string().nullable(),
      redo: z.string().nullable(),
      project: z.boolean(),
    }),
    reply: nothing,
  }),
  /** The window's panel states and column widths, so that they survive a restart. */
  'shell.readState': operation({
    request: z.object({ key: z.string() }),
    reply: z.object({ value: z.json().nullable() }),
  }),
  'shell.writeState': operation({
    request: z.object({ key: z.string(), value: z.json() }),
    reply: nothing,
  }),
  'shell.writePicture': operation({
    request: z.object({
      file: fileTokenSchema,
      format: z.enum(['png', 'svg']),
      data: z.string(),
    }),
    reply: nothing,
  }),
  'shell.writeTable': operation({
    request: z.object({ file: fileTokenSchema, csv: z.string() }),
    reply: nothing,
  }),
  'shell.printPdf': operation({
    request: z.object({ file: fileTokenSchema }),
    reply: nothing,
  }),
  'shell.copyText': operation({
    request: z.object({ text: z.string(), html: z.string().optional() }),
    reply: nothing,
  }),
  /** A PNG as base64. */
  'shell.copyPicture': operation({ request: z.object({ data: z.string() }), reply: nothing }),
  'shell.readClipboard': operation({
    request: nothing,
    reply: z.object({ text: z.string(), html: z.string() }),
  }),
  'shell.ready': operation({ request: nothing, reply: nothing }),
}

/** What the native menu asks the window to do. */
export const menuCommands = [
  'open',
  'import',
  'openSample',
  'save',
  'saveAs',
  'closeProject',
  'export',
  'printPdf',
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'find',
  'replace',
  'palette',
  'workspace.data',
  'workspace.mapping',
  'workspace.kpis',
  'workspace.whatif',
  'workspace.export',
  'theme.system',
  'theme.light',
  'theme.dark',
  'help',
  'about',
  'shortcuts',
] as const
export const menuCommandSchema = z.enum(menuCommands)
export type MenuCommand = (typeof menuCommands)[number]

/** Pushed to the window by the shell. */
export const shellEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('menu'), command: menuCommandSchema }),
  z.object({
    type: z.literal('files'),
    files: z.array(z.object({ file: fileTokenSchema, name: z.string() })),
  }),
  z.object({ type: z.literal('theme'), theme: themeSchema, dark: z.boolean() }),
  /** The engine died and was started again; the project is open again where it stood. */
  z.object({ type: z.literal('engineRestarted'), message: z.string() }),
])
export type ShellEvent = z.infer<typeof shellEventSchema>
