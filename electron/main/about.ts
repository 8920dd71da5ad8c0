import type { App } from 'electron'

/** What the native about panel says. */
export function setupAbout(app: App, iconPath: string): void {
  app.setAboutPanelOptions({
    applicationName: app.name,
    applicationVersion: app.getVersion(),
    version: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}`,
    copyright: 'Copyright (c) The Tenure authors. MIT licence.',
    credits: 'Customer-success numbers from your own workbook. Nothing leaves this computer.',
    iconPath,
  })
}
