import { describe, expect, it } from 'vitest'
import {
  completions,
  insertReference,
  openReference,
  rowReference,
} from '#renderer/data/columns/field-completion.ts'
import { parse } from '#shared/formula/parse.ts'
import { fieldsUsed } from '#shared/formula/walk.ts'

describe('completing a column in a formula', () => {
  it('knows the reference that is being typed', () => {
    expect(openReference('=[@mr', 5)).toEqual({ start: 1, typed: 'mr' })
    expect(openReference('=[@[Sign', 8)).toEqual({ start: 1, typed: 'Sign' })
    expect(openReference('=[@mrr]*2', 9)).toBeUndefined()
  })

  it('offers names that begin with it before those that hold it', () => {
    expect(completions(['Total mrr', 'mrr', 'Plan'], 'mr')).toEqual(['mrr', 'Total mrr'])
  })

  it('puts the whole reference in its place', () => {
    expect(insertReference('=[@mr*12', 5, 'mrr')).toEqual({ text: '=[@mrr]*12', caret: 7 })
    expect(insertReference('=12*', 4, 'Sign-up date')).toEqual({ text: '=12*[@[Sign-up date]]', caret: 21 })
  })

  it.each(['mrr', 'Sign-up date', 'a[b]', "it's", 'Größe', '#', '% of total'])(
    'writes %s so that the formula language reads it back',
    (name) => {
      const parsed = parse(`=${rowReference(name)}*2`)
      expect(parsed.ok, JSON.stringify(parsed)).toBe(true)
      if (parsed.ok) expect(fieldsUsed(parsed.value).map(({ field }) => field)).toEqual([name])
    },
  )
})
