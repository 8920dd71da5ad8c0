import { describe, expect, it } from 'vitest'
import { createFileGrants, type FileGrant } from '#electron/main/file-grants.ts'
import { fileToken } from '#shared/domain/ids.ts'

describe('file grants', () => {
  it('stand for a path by a token that says nothing about it', () => {
    const grants = createFileGrants()
    const token = grants.grant('/data/customers.xlsx', 'read')
    expect(token).toMatch(/^[0-9a-f-]{36}$/)
    expect(grants.find(token)).toEqual({ token, path: '/data/customers.xlsx', mode: 'read' })
  })

  it('are one a use: reading a file does not permit writing it', () => {
    const grants = createFileGrants()
    const reading = grants.grant('/data/customers.xlsx', 'read')
    const writing = grants.grant('/data/customers.xlsx', 'write')
    expect(writing).not.toBe(reading)
    expect(grants.find(reading)?.mode).toBe('read')
  })

  it('are told once, however often the same file is chosen', () => {
    const grants = createFileGrants()
    const told: FileGrant[] = []
    grants.onGrant((grant) => told.push(grant))
    expect(grants.grant('/a.csv', 'read')).toBe(grants.grant('/a.csv', 'read'))
    expect(told).toEqual(grants.all())
    expect(told).toHaveLength(1)
  })

  it('know no token but their own', () => {
    expect(createFileGrants().find(fileToken('00000000-0000-0000-0000-000000000000'))).toBeUndefined()
  })
})
