/**
 * The channels between the window's preload script and the main process. The engine's port arrives over
 * `enginePortMessage` of bridge.ts.
 */

/** Invoked with an operation's name and its request; answers an `Answer`. */
export const shellChannel = 'tenure:shell'
/** Invoked with the paths of files dropped on the window; answers their tokens and names. */
export const droppedFilesChannel = 'tenure:dropped-files'
/** Sent by main with a `ShellEvent`. */
export const shellEventChannel = 'tenure:shell-event'
