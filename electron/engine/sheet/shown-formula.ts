/** SQL for a workbook's formula as spreadsheets show it: of `sheet_formula` under the alias, braced where it fills cells. */
export const shownFormulaSql = (alias: string): string =>
  `CASE WHEN ${alias}.fills IS NULL THEN '=' || ${alias}.formula ELSE '{=' || ${alias}.formula || '}' END`
