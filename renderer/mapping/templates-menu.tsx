import { Button, InputGroup, Menu, MenuDivider, MenuItem, PopoverNext } from '@blueprintjs/core'
import { useState } from 'react'
import { engine } from '#renderer/app/engine-client.ts'
import { toast } from '#renderer/app/toaster.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import type { MappingState } from './use-mapping.ts'

/** Mappings kept under a name; a template is suggested by itself again for sheets with the same headers. */
export function TemplatesMenu({ mapping }: { mapping: MappingState }) {
  const [name, setName] = useState('')
  const templates = useEngine('mapping.templates', {}).reply?.templates ?? []
  const save = async () => {
    if (name.trim() === '') return
    const answer = await engine('mapping.saveTemplate', { name: name.trim(), mapping: mapping.mapping })
    if (answer.ok) await toast(`Saved the template ${name.trim()}`)
    setName('')
  }
  const content = (
    <div className="picker-popover">
      <form
        className="picker-row"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <InputGroup
          size="small"
          fill
          placeholder="Name of the template"
          aria-label="Name of the template"
          value={name}
          onValueChange={setName}
        />
        <Button size="small" type="submit" disabled={name.trim() === ''}>
          Save
        </Button>
      </form>
      {templates.length > 0 && (
        <Menu>
          <MenuDivider title="Apply" />
          {templates.map((template) => (
            <MenuItem
              key={template.name}
              text={template.name}
              onClick={() => void mapping.set(template.mapping)}
              labelElement={
                <Button
                  variant="minimal"
                  size="small"
                  icon="trash"
                  aria-label={`Remove ${template.name}`}
                  onClick={(event) => {
                    event.stopPropagation()
                    void engine('mapping.removeTemplate', { name: template.name })
                  }}
                />
              }
            />
          ))}
        </Menu>
      )}
    </div>
  )
  return (
    <PopoverNext animation="minimal" arrow={false} content={content} placement="bottom-end">
      <Button size="small" icon="saved" endIcon="caret-down">
        Templates
      </Button>
    </PopoverNext>
  )
}
