/** Sparklines: small charts within cells, an extension that Excel 2010 and later know (MS-XLSX 2.6.104). */
import { escapeXml } from './xml-escape.ts'

export interface SparklineSpec {
  /** The added sheet it stands on. */
  readonly sheet: string
  /** Its cell, such as `G4`. */
  readonly cell: string
  /** Address of the values, such as `Series!$B$2:$B$13`. */
  readonly values: string
  readonly kind: 'line' | 'column'
  /** RRGGBB. */
  readonly color?: string
}

const extensionUri = '{05C60535-1F16-4fd2-B633-F4F36F0B64E0}'
const defaultColor = '5C7080'

/** The extension element that holds a sheet's sparklines; it goes into the sheet's `extLst`. */
export function sparklineExtension(sparklines: readonly SparklineSpec[]): string {
  const groups = sparklines.map(({ cell, values, kind, color }) => {
    const type = kind === 'line' ? '' : ' type="column"'
    const shade = `rgb="FF${escapeXml(color ?? defaultColor)}"`
    return `<x14:sparklineGroup${type} displayEmptyCellsAs="gap" displayHidden="1" last="1"><x14:colorSeries ${shade}/><x14:colorLast ${shade}/><x14:sparklines><x14:sparkline><xm:f>${escapeXml(values)}</xm:f><xm:sqref>${escapeXml(cell)}</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup>`
  })
  return `<ext uri="${extensionUri}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">${groups.join('')}</x14:sparklineGroups></ext>`
}
