import { describe, expect, it } from 'vitest'
import { decodePicture } from '#electron/main/pictures.ts'

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe('pictures', () => {
  it('are decoded from base64 or taken as markup', () => {
    expect(decodePicture('png', onePixel)?.subarray(1, 4).toString()).toBe('PNG')
    expect(decodePicture('svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')?.toString()).toContain('svg')
  })

  it('are nothing else under the name of a picture', () => {
    expect(decodePicture('png', Buffer.from('#!/bin/sh').toString('base64'))).toBeUndefined()
    expect(decodePicture('svg', '#!/bin/sh')).toBeUndefined()
    expect(decodePicture('png', '')).toBeUndefined()
  })
})
