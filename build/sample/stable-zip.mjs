/**
 * Sets the time stamp of every entry of a zip archive, in place, so that the same content gives the same bytes.
 * Offsets and signatures are those of the .ZIP File Format Specification (APPNOTE 6.3), sections 4.3.7, 4.3.12, 4.3.16.
 */

const endOfDirectorySignature = 0x06054b50
const directoryEntrySignature = 0x02014b50
const localHeaderSignature = 0x04034b50
const endOfDirectorySize = 22

/**
 * @param {Buffer} archive changed in place; at most 65,535 entries and 4 GB, which a workbook of ours never reaches
 * @param {number} moment milliseconds since 1970, read as local time without a zone
 */
export function stampZipEntries(archive, moment) {
  const end = findEndOfDirectory(archive)
  const count = archive.readUInt16LE(end + 10)
  const stamp = dosStamp(moment)
  let entry = archive.readUInt32LE(end + 16)
  for (let index = 0; index < count; index += 1) {
    expectSignature(archive, entry, directoryEntrySignature)
    const local = archive.readUInt32LE(entry + 42)
    expectSignature(archive, local, localHeaderSignature)
    archive.writeUInt32LE(stamp, entry + 12)
    archive.writeUInt32LE(stamp, local + 10)
    entry +=
      46 +
      archive.readUInt16LE(entry + 28) +
      archive.readUInt16LE(entry + 30) +
      archive.readUInt16LE(entry + 32)
  }
}

function findEndOfDirectory(archive) {
  for (let offset = archive.length - endOfDirectorySize; offset >= 0; offset -= 1) {
    if (archive.readUInt32LE(offset) === endOfDirectorySignature) return offset
  }
  throw new Error('Not a zip archive: no end of central directory.')
}

function expectSignature(archive, offset, signature) {
  if (archive.readUInt32LE(offset) !== signature) throw new Error(`Not a zip header at byte ${offset}.`)
}

/** MS-DOS date in the high half, time in the low half, in steps of two seconds. */
function dosStamp(moment) {
  const date = new Date(moment)
  const days = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return ((days << 16) | time) >>> 0
}
