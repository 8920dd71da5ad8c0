import { useEffect, useState } from 'react'
import { shell } from '#renderer/app/bridge.ts'
import { engine } from '#renderer/app/engine-client.ts'
import type { Refusal } from '#shared/contract/bridge.ts'
import type { ReplyOf } from '#shared/contract/index.ts'
import type { FileToken, SourceId } from '#shared/domain/ids.ts'
import type { ChosenDialect } from './dialect-choices.ts'

export type TextPreview = ReplyOf<'project.previewText'>

interface Preview {
  readonly preview: TextPreview | undefined
  readonly refusal: Refusal | undefined
  /** The file, where it had to be chosen again. */
  readonly file: FileToken | undefined
  readonly chooseFile: () => Promise<void>
}

/** The beginning of a project's text file as it would be read, anew for each choice. */
export function useTextPreview(source: SourceId, dialect: ChosenDialect | undefined): Preview {
  const [preview, setPreview] = useState<TextPreview | undefined>(undefined)
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)
  const [file, setFile] = useState<FileToken | undefined>(undefined)
  useEffect(() => {
    let isCurrent = true
    void engine('project.previewText', {
      source,
      ...(file === undefined ? {} : { file }),
      ...(dialect === undefined ? {} : { dialect }),
    }).then((answer) => {
      if (!isCurrent) return
      setRefusal(answer.ok ? undefined : answer.error)
      if (answer.ok) setPreview(answer.value)
    })
    return () => {
      isCurrent = false
    }
  }, [source, dialect, file])
  const chooseFile = async () => {
    const answer = await shell('shell.chooseFiles', { kind: 'workbook' })
    const chosen = answer.ok ? answer.value.files[0] : undefined
    if (chosen !== undefined) setFile(chosen.file)
  }
  return { preview, refusal, file, chooseFile }
}
