/**
 * SQL that reads texts as numbers, dates, periods and truth values. Every function takes the SQL of a text without
 * white space around it and yields NULL where the text is not understood; nothing is guessed here.
 */

const whiteSpace = [9, 10, 11, 12, 13, 32, 160, 8199, 8203, 8239, 65279]
const whiteSpaceSql = whiteSpace.map((code) => `chr(${code})`).join(' || ')

/** The text without white space around it; NULL where nothing is left. */
export const trimmedSql = (text: string): string => `nullif(trim(${text}, ${whiteSpaceSql}), '')`

/** A regular expression as an SQL literal. */
export const patternSql = (pattern: string): string => `'${pattern.replaceAll("'", "''")}'`
