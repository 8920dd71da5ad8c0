/** Native Excel charts from ranges of cells, written as DrawingML (ECMA-376 part 1, 21.2). */
import type { CellRange } from '#shared/domain/sheet.ts'
import { type Dialect, inDialect } from './dialect.ts'
import { escapeXml } from './xml-escape.ts'

export interface ChartSeries {
  /** What the legend shows: a text, or the address of the cell that holds it, such as `Series!$B$1`. */
  readonly name: { readonly text: string } | { readonly reference: string }
  /** Address of the labels along the category axis, such as `Series!$A$2:$A$13`. */
  readonly categories: string
  /** Whether the labels are text or numbers (dates are numbers). */
  readonly categoryKind: 'text' | 'number'
  /** Address of the values. */
  readonly values: string
  /** RRGGBB. */
  readonly color?: string
  readonly isDashed?: boolean
  /** The values now, so that viewers which do not calculate show the chart too. */
  readonly cached?: {
    readonly categories: readonly (string | number)[]
    readonly values: readonly (number | undefined)[]
  }
}

export interface ChartSpec {
  /** The added sheet it stands on. */
  readonly sheet: string
  /** The cells it covers. */
  readonly area: CellRange
  readonly kind: 'line' | 'column' | 'bar' | 'area'
  readonly title?: string
  readonly isStacked?: boolean
  /** The value axis begins at 0, for amounts that are never negative. */
  readonly isFromZero?: boolean
  readonly series: readonly ChartSeries[]
  readonly categoryTitle?: string
  readonly valueTitle?: string
  /** Excel number format code of the value axis. */
  readonly valueFormat?: string
  /** Excel number format code of numeric labels. */
  readonly categoryFormat?: string
  /** What a reader of the screen hears. */
  readonly description?: string
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
const categoryAxis = 500_000_001
const valueAxis = 500_000_002

export const emptyDrawing = (dialect: Dialect): string =>
  inDialect(
    `${declaration}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>`,
    dialect,
  )

/** A chart's place on its sheet: an element of the sheet's drawing. */
export function chartAnchor(
  chart: ChartSpec,
  relationshipId: string,
  shapeId: number,
  dialect: Dialect,
): string {
  const { area } = chart
  const corner = (name: string, column: number, row: number): string =>
    `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`
  const name = escapeXml(chart.title ?? `Chart ${shapeId}`)
  const description = escapeXml(chart.description ?? chart.title ?? '')
  return inDialect(
    `<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">${corner('from', area.firstColumn - 1, area.firstRow - 1)}${corner('to', area.lastColumn, area.lastRow)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${shapeId}" name="${name}" descr="${description}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="${relationshipId}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`,
    dialect,
  )
}

/** The chart part. */
export function chartXml(chart: ChartSpec, dialect: Dialect): string {
  const legend =
    chart.series.length > 1 ? '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' : ''
  return inDialect(
    `${declaration}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><c:roundedCorners val="0"/><c:chart>${titleXml(chart.title, 1400)}<c:autoTitleDeleted val="${chart.title === undefined ? 1 : 0}"/><c:plotArea><c:layout/>${plotXml(chart)}${categoryAxisXml(chart)}${valueAxisXml(chart)}</c:plotArea>${legend}<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`,
    dialect,
  )
}

function titleXml(title: string | undefined, size: number): string {
  if (title === undefined) return ''
  return `<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}" b="0"/></a:pPr><a:r><a:rPr lang="en-US" sz="${size}" b="0"/><a:t>${escapeXml(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>`
}

function plotXml(chart: ChartSpec): string {
  const series = chart.series.map((item, index) => seriesXml(chart, item, index)).join('')
  const grouping = chart.isStacked === true ? 'stacked' : 'standard'
  const axes = `<c:axId val="${categoryAxis}"/><c:axId val="${valueAxis}"/>`
  switch (chart.kind) {
    case 'line':
      return `<c:lineChart><c:grouping val="${grouping}"/><c:varyColors val="0"/>${series}<c:marker val="1"/>${axes}</c:lineChart>`
    case 'area':
      return `<c:areaChart><c:grouping val="${grouping}"/><c:varyColors val="0"/>${series}${axes}</c:areaChart>`
    case 'column':
    case 'bar': {
      const direction = chart.kind === 'bar' ? 'bar' : 'col'
      const bars = chart.isStacked === true ? 'stacked' : 'clustered'
      const overlap = chart.isStacked === true ? '<c:overlap val="100"/>' : ''
      return `<c:barChart><c:barDir val="${direction}"/><c:grouping val="${bars}"/><c:varyColors val="0"/>${series}<c:gapWidth val="60"/>${overlap}${axes}</c:barChart>`
    }
  }
}

function seriesXml(chart: ChartSpec, series: ChartSeries, index: number): string {
  const name =
    'reference' in series.name
      ? `<c:tx><c:strRef><c:f>${escapeXml(series.name.reference)}</c:f></c:strRef></c:tx>`
      : `<c:tx><c:v>${escapeXml(series.name.text)}</c:v></c:tx>`
  const marker = chart.kind === 'line' ? '<c:marker><c:symbol val="none"/></c:marker>' : ''
  const smooth = chart.kind === 'line' ? '<c:smooth val="0"/>' : ''
  const inverted = chart.kind === 'bar' || chart.kind === 'column' ? '<c:invertIfNegative val="0"/>' : ''
  return `<c:ser><c:idx val="${index}"/><c:order val="${index}"/>${name}${shapeXml(chart, series)}${inverted}${marker}<c:cat>${categoriesXml(chart, series)}</c:cat><c:val>${valuesXml(chart, series)}</c:val>${smooth}</c:ser>`
}

function shapeXml(chart: ChartSpec, series: ChartSeries): string {
  if (series.color === undefined && series.isDashed !== true) return ''
  const fill =
    series.color === undefined
      ? ''
      : `<a:solidFill><a:srgbClr val="${escapeXml(series.color)}"/></a:solidFill>`
  const dash = series.isDashed === true ? '<a:prstDash val="dash"/>' : ''
  const line = `<a:ln w="25400">${fill}${dash}</a:ln>`
  return `<c:spPr>${chart.kind === 'line' ? line : fill}</c:spPr>`
}

function categoriesXml(chart: ChartSpec, series: ChartSeries): string {
  const formula = `<c:f>${escapeXml(series.categories)}</c:f>`
  const values = series.cached?.categories
  if (series.categoryKind === 'text') {
    return `<c:strRef>${formula}${cacheXml('strCache', values)}</c:strRef>`
  }
  const cache = cacheXml('numCache', values, chart.categoryFormat)
  return `<c:numRef>${formula}${cache}</c:numRef>`
}

const valuesXml = (chart: ChartSpec, series: ChartSeries): string =>
  `<c:numRef><c:f>${escapeXml(series.values)}</c:f>${cacheXml('numCache', series.cached?.values, chart.valueFormat)}</c:numRef>`

function cacheXml(
  kind: 'strCache' | 'numCache',
  values: readonly (string | number | undefined)[] | undefined,
  format?: string,
): string {
  if (values === undefined) return ''
  const code = kind === 'numCache' ? `<c:formatCode>${escapeXml(format ?? 'General')}</c:formatCode>` : ''
  const points = values
    .map((value, index) =>
      value === undefined ? '' : `<c:pt idx="${index}"><c:v>${escapeXml(String(value))}</c:v></c:pt>`,
    )
    .join('')
  return `<c:${kind}>${code}<c:ptCount val="${values.length}"/>${points}</c:${kind}>`
}

const subtleLine =
  '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>'

function categoryAxisXml(chart: ChartSpec): string {
  const position = chart.kind === 'bar' ? 'l' : 'b'
  const isLinked = chart.categoryFormat === undefined
  const format = `<c:numFmt formatCode="${escapeXml(chart.categoryFormat ?? 'General')}" sourceLinked="${isLinked ? 1 : 0}"/>`
  // The first category of a bar chart is on top, as it is in the table.
  const orientation = chart.kind === 'bar' ? 'maxMin' : 'minMax'
  return `<c:catAx><c:axId val="${categoryAxis}"/><c:scaling><c:orientation val="${orientation}"/></c:scaling><c:delete val="0"/><c:axPos val="${position}"/>${titleXml(chart.categoryTitle, 900)}${format}<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${subtleLine}<c:crossAx val="${valueAxis}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>`
}

function valueAxisXml(chart: ChartSpec): string {
  const lowest = chart.isFromZero === true ? '<c:min val="0"/>' : ''
  const position = chart.kind === 'bar' ? 'b' : 'l'
  const isLinked = chart.valueFormat === undefined
  const between = chart.kind === 'area' ? 'midCat' : 'between'
  return `<c:valAx><c:axId val="${valueAxis}"/><c:scaling><c:orientation val="minMax"/>${lowest}</c:scaling><c:delete val="0"/><c:axPos val="${position}"/><c:majorGridlines>${subtleLine}</c:majorGridlines>${titleXml(chart.valueTitle, 900)}<c:numFmt formatCode="${escapeXml(chart.valueFormat ?? 'General')}" sourceLinked="${isLinked ? 1 : 0}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="${categoryAxis}"/><c:crosses val="${chart.kind === 'bar' ? 'max' : 'autoZero'}"/><c:crossBetween val="${between}"/></c:valAx>`
}
