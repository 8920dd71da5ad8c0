import { useEffect, useState } from 'react'
import { addFiles } from './open-project.ts'

/** Opens what is dropped anywhere on the window; true while something that could be dropped hovers over it. */
export function useDroppedFiles(): boolean {
  const [hovering, setHovering] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setHovering(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(false)
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setHovering(false)
      void window.tenure.grantDroppedFiles([...(event.dataTransfer?.files ?? [])]).then(addFiles)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return hovering
}
