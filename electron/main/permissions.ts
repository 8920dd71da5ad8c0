import type { Session } from 'electron'

/** Denies pages every permission and device. The clipboard is reached through the shell's own operations. */
export function setupPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}
