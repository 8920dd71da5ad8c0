/**
 * SQL for the formulas of workbooks where they stand now: those of the source, but in cells to which another was
 * moved, and `moved` ones. The text of the latter is as of the last move, that of the others as in the source.
 */
export const standingFormulas = `(
  SELECT sheet_id, row_id, column_id, formula, fills, without_value, FALSE AS moved
  FROM sheet_formula ANTI JOIN moved_formula USING (sheet_id, row_id, column_id)
  UNION ALL SELECT sheet_id, row_id, column_id, formula, NULL, FALSE, TRUE FROM moved_formula)`

/** Whether a formula of `standingFormulas` under the alias still counts: until its cell is edited. */
export const isInForceSql = (alias: string): string =>
  `(${alias}.moved OR NOT EXISTS (SELECT 1 FROM original_cell AS o
    WHERE o.sheet_id = ${alias}.sheet_id AND o.row_id = ${alias}.row_id AND o.column_id = ${alias}.column_id))`

/** A formula of `standingFormulas` as spreadsheets show it, braced where it fills cells. */
export const shownFormulaSql = (alias: string): string =>
  `CASE WHEN ${alias}.fills IS NULL THEN '=' || ${alias}.formula ELSE '{=' || ${alias}.formula || '}' END`
