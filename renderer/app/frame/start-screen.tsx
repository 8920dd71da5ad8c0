import { Button, Icon, Spinner } from '@blueprintjs/core'
import { useEffect, useState } from 'react'
import { TextPreviewTable } from '#renderer/data/text-file/text-preview-table.tsx'
import type { RecentFile } from '#shared/contract/shell.ts'
import { shell } from '../bridge.ts'
import { chooseAndOpen, openFile, openSample } from '../open-project.ts'
import { useOpening } from '../state/opening.ts'
import { useWork } from '../state/work.ts'
import { UnsavedProjects } from './unsaved-projects.tsx'
import './start-screen.css'

/** Drop a workbook here; open; recent; the sample. Nothing else. */
export function StartScreen({ dropping }: { dropping: boolean }) {
  const [recent, setRecent] = useState<readonly RecentFile[]>([])
  const opening = useWork((state) => state.works[0])
  const preview = useOpening((state) => state.preview)

  useEffect(() => {
    void shell('shell.recent', {}).then((answer) => {
      if (answer.ok) setRecent(answer.value.files)
    })
  }, [])

  return (
    <main className="start">
      <section className={`start-drop${dropping ? ' start-drop-over' : ''}`} aria-label="Open a workbook">
        <Icon icon="th" size={32} className="start-icon" />
        <h1>Drop a workbook here</h1>
        <p className="muted">
          Excel, CSV, OpenDocument or Parquet. It stays on this computer and is never changed.
        </p>
        {opening === undefined && preview === undefined ? (
          <div className="start-actions">
            <Button intent="primary" icon="folder-open" onClick={() => void chooseAndOpen()}>
              Open a file
            </Button>
            <Button icon="lightbulb" onClick={() => void openSample()}>
              Open the sample
            </Button>
          </div>
        ) : (
          <div className="start-actions muted">
            <Spinner size={16} /> {opening?.progress.label ?? `Reading ${preview?.name}`}
          </div>
        )}
      </section>
      {preview !== undefined && (
        <section className="start-preview" aria-label={`First rows of ${preview.name}`}>
          <TextPreviewTable preview={preview} />
        </section>
      )}
      <UnsavedProjects />
      {recent.length > 0 && <RecentFiles files={recent} onForget={setRecent} />}
    </main>
  )
}

function RecentFiles({
  files,
  onForget,
}: {
  files: readonly RecentFile[]
  onForget: (files: readonly RecentFile[]) => void
}) {
  const forget = (file: RecentFile) => {
    void shell('shell.forgetRecent', { file: file.file })
    onForget(files.filter((other) => other.file !== file.file))
  }
  return (
    <section className="start-recent" aria-labelledby="recent-title">
      <h2 id="recent-title">Recent</h2>
      <ul>
        {files.map((file) => (
          <li key={file.file}>
            <button
              type="button"
              className="start-recent-open"
              disabled={file.missing}
              onClick={() => void openFile({ file: file.file, name: file.name })}
            >
              <Icon icon={file.name.endsWith('.tenure') ? 'projects' : 'document'} />
              <span className="start-recent-name">{file.name}</span>
              <span className="muted start-recent-folder">
                {file.missing ? 'not found any more' : file.folder}
              </span>
              <span className="muted number">
                {file.byteLength === null ? '' : sizeText(file.byteLength)}
              </span>
              <span className="muted number">{file.openedAt.slice(0, 10)}</span>
            </button>
            <Button
              variant="minimal"
              size="small"
              icon="cross"
              aria-label={`Forget ${file.name}`}
              onClick={() => forget(file)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`
}
