/** Branded identifiers: a sheet's number never passes for a row's. Made only by the functions here or by a schema. */
declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

export type SourceId = Branded<number, 'SourceId'>
export type SheetId = Branded<number, 'SheetId'>
/** Stays with its row through sorting, inserting and deleting; in a fresh import it is the row's number in the source. */
export type RowId = Branded<number, 'RowId'>
/** n of the sheet table's column `cn`; stays with its column through reordering and renaming. */
export type ColumnId = Branded<number, 'ColumnId'>
export type ScenarioId = Branded<string, 'ScenarioId'>
/** Stands for a file that the user chose; only the main process knows the path behind it. */
export type FileToken = Branded<string, 'FileToken'>

export const sourceId = (value: number): SourceId => value as SourceId
export const sheetId = (value: number): SheetId => value as SheetId
export const rowId = (value: number): RowId => value as RowId
export const columnId = (value: number): ColumnId => value as ColumnId
export const scenarioId = (value: string): ScenarioId => value as ScenarioId
export const fileToken = (value: string): FileToken => value as FileToken
