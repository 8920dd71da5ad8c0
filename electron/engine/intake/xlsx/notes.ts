import { parseAddress } from '#shared/domain/address.ts'
import type { ImportedNote } from '../imported.ts'
import { readElements } from './part-reader.ts'
import { decodeEscapes } from './xml-text.ts'
import type { ZipArchive, ZipEntry } from './zip-archive.ts'

/** Notes (once called comments): one rich text a cell. Where a thread stands beside it, its text is a placeholder. */
export async function readNotes(
  zip: ZipArchive,
  entry: ZipEntry,
  limitBytes: number,
): Promise<ImportedNote[]> {
  const authors: string[] = []
  const notes: ImportedNote[] = []
  let reference = ''
  let author = ''
  let text = ''
  await readElements(zip, entry, limitBytes, {
    open({ name, attributes }) {
      if (name !== 'comment') return
      reference = attributes.ref ?? ''
      author = authors[Number(attributes.authorId)] ?? ''
      text = ''
    },
    close({ name, path }, content) {
      if (name === 'author') authors.push(content)
      else if (name === 't' && !path.includes('rPh')) text += content
      else if (name === 'comment') {
        const address = parseAddress(reference)
        if (address !== undefined) notes.push({ ...address, text: decodeEscapes(text), author })
      }
    },
  })
  return notes
}

/** Persons of threaded comments, by id. */
export async function readPersons(
  zip: ZipArchive,
  entry: ZipEntry,
  limitBytes: number,
): Promise<Map<string, string>> {
  const persons = new Map<string, string>()
  await readElements(zip, entry, limitBytes, {
    open({ name, attributes }) {
      if (name === 'person') persons.set(attributes.id ?? '', attributes.displayName ?? '')
    },
  })
  return persons
}

/** Threaded comments: the posts of a cell become one note, a post a line, the first one's author its author. */
export async function readThreads(
  zip: ZipArchive,
  entry: ZipEntry,
  limitBytes: number,
  persons: ReadonlyMap<string, string>,
): Promise<ImportedNote[]> {
  const threads = new Map<string, ImportedNote>()
  let reference = ''
  let author = ''
  await readElements(zip, entry, limitBytes, {
    open({ name, attributes }) {
      if (name !== 'threadedComment') return
      reference = attributes.ref ?? reference
      author = persons.get(attributes.personId ?? '') ?? ''
    },
    close({ name }, content) {
      const address = parseAddress(reference)
      if (name !== 'text' || address === undefined) return
      const earlier = threads.get(reference)
      const text =
        earlier === undefined ? content : `${earlier.text}\n${author === '' ? '' : `${author}: `}${content}`
      threads.set(reference, { ...address, text, author: earlier?.author ?? author })
    },
  })
  return [...threads.values()]
}
