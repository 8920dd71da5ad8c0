import { Button, ButtonGroup, HTMLSelect, InputGroup } from '@blueprintjs/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useProject } from '#renderer/app/state/project.ts'
import { useEngine } from '#renderer/app/use-engine.ts'
import { useDebounced } from '#renderer/ui/use-debounced.ts'
import { selectionOf, useGrid } from '../state/grid-state.ts'
import { useSheet } from '../state/present-sheet.ts'
import { findRequest } from './find-request.ts'
import { type FindScope, useFind } from './find-state.ts'
import { goToMatch } from './go-to-match.ts'
import { replaceAll, replaceOne } from './replace-matches.ts'
import './find-bar.css'

/** Find and replace, above the grid: counts first, then goes from one match to the next. */
export function FindBar() {
  const isOpen = useFind((state) => state.isOpen)
  return isOpen ? <OpenFindBar /> : null
}

const typingPause = 200

function OpenFindBar() {
  const { options, replacement, withReplace, openings, change, setReplacement, close } = useFind()
  const field = useRef<HTMLInputElement>(null)
  const { request, refusal, isSearching } = useMatches()
  const [problem, setProblem] = useState<string | undefined>(undefined)

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for again, the field takes the focus again
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [openings])

  const replace = async (all: boolean) => {
    if (request === null) return
    setProblem(await (all ? replaceAll(request) : replaceOne(request)))
    if (!all) goToMatch(1)
  }
  const leave = () => {
    close()
    useGrid.getState().focusGrid?.()
  }
  return (
    <search
      className="find-bar"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        leave()
      }}
    >
      <div className="find-line">
        <InputGroup
          inputRef={field}
          size="small"
          className="find-text"
          leftIcon="search"
          aria-label="Find"
          placeholder="Find"
          value={options.text}
          onValueChange={(text) => change({ text })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') goToMatch(event.shiftKey ? -1 : 1)
          }}
        />
        <FindOptionButtons />
        <ScopeSelect />
        <MatchCount problem={refusal ?? problem} isSearching={isSearching} />
        <ButtonGroup variant="minimal">
          <Button
            size="small"
            icon="chevron-up"
            aria-label="Previous match"
            title="Previous  Shift+F3"
            onClick={() => goToMatch(-1)}
          />
          <Button
            size="small"
            icon="chevron-down"
            aria-label="Next match"
            title="Next  F3"
            onClick={() => goToMatch(1)}
          />
        </ButtonGroup>
        {!withReplace && (
          <Button size="small" variant="minimal" onClick={() => useFind.getState().open(true)}>
            Replace
          </Button>
        )}
        <Button
          size="small"
          variant="minimal"
          icon="cross"
          aria-label="Close find"
          className="find-close"
          onClick={leave}
        />
      </div>
      {withReplace && (
        <div className="find-line">
          <InputGroup
            size="small"
            className="find-text"
            leftIcon="arrow-right"
            aria-label="Replace with"
            placeholder="Replace with"
            value={replacement}
            onValueChange={setReplacement}
            onKeyDown={(event) => {
              if (event.key === 'Enter') void replace(event.ctrlKey)
            }}
          />
          <Button size="small" disabled={request === null} onClick={() => void replace(false)}>
            Replace
          </Button>
          <Button size="small" disabled={request === null} onClick={() => void replace(true)}>
            Replace all
          </Button>
        </div>
      )}
    </search>
  )
}

/** Searches a moment after the last change, and keeps what was found for the grid to mark. */
function useMatches() {
  const options = useFind((state) => state.options)
  const { info, view } = useSheet()
  const selection = useGrid(selectionOf)
  const sheets = useProject((state) => state.project?.sheets)
  const isInSelection = options.scope === 'selection'
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sheet, its view and the selection are read with the present sheet
  const request = useMemo(
    () =>
      findRequest(
        options,
        (sheets ?? []).map((sheet) => sheet.id),
      ),
    [options, info, view, isInSelection ? selection : undefined],
  )
  const asked = useDebounced(request, typingPause)
  const { reply, refusal, loading } = useEngine('sheet.find', asked)
  useEffect(() => {
    useFind.getState().setFound(reply?.matches ?? [], reply?.count ?? 0)
  }, [reply])
  return {
    request,
    refusal: refusal?.code === 'cancelled' ? undefined : refusal?.message,
    // What was found before belongs to another question.
    isSearching: loading || asked !== request,
  }
}

function FindOptionButtons() {
  const { options, change } = useFind()
  return (
    <ButtonGroup>
      <Button
        size="small"
        active={options.matchCase}
        aria-pressed={options.matchCase}
        title="Match case"
        aria-label="Match case"
        onClick={() => change({ matchCase: !options.matchCase })}
      >
        Aa
      </Button>
      <Button
        size="small"
        active={options.wholeCell}
        aria-pressed={options.wholeCell}
        title="Whole cell only"
        aria-label="Whole cell only"
        onClick={() => change({ wholeCell: !options.wholeCell })}
      >
        [ab]
      </Button>
      <Button
        size="small"
        active={options.regularExpression}
        aria-pressed={options.regularExpression}
        title="Regular expression"
        aria-label="Regular expression"
        onClick={() => change({ regularExpression: !options.regularExpression })}
      >
        .*
      </Button>
    </ButtonGroup>
  )
}

const scopes: readonly { readonly value: FindScope; readonly label: string }[] = [
  { value: 'sheet', label: 'This sheet' },
  { value: 'all', label: 'All sheets' },
  { value: 'selection', label: 'Selection' },
]

function ScopeSelect() {
  const { options, change } = useFind()
  return (
    <HTMLSelect
      aria-label="Where to look"
      value={options.scope}
      options={[...scopes]}
      onChange={(event) => {
        const scope = scopes.find(({ value }) => value === event.target.value)?.value
        if (scope !== undefined) change({ scope })
      }}
    />
  )
}

function MatchCount({ problem, isSearching }: { problem: string | undefined; isSearching: boolean }) {
  const { matches, count, at, options } = useFind()
  if (problem !== undefined)
    return (
      <span className="find-count find-problem" role="alert">
        {problem}
      </span>
    )
  if (options.text === '') return <span className="find-count" />
  const place = at >= 0 && at < matches.length ? `${(at + 1).toLocaleString('en-US')} of ` : ''
  const cells = count === 1 ? '1 cell' : `${count.toLocaleString('en-US')} cells`
  return (
    <span className="find-count" role="status">
      {isSearching ? 'Searching' : count === 0 ? 'Not found' : `${place}${cells}`}
    </span>
  )
}
