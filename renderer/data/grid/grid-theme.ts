import {
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community'

const rowHeight = 24
/** Room for three lines of text. */
const wrappedRowHeight = 60

export const rowHeightOf = (wraps: boolean): number => (wraps ? wrappedRowHeight : rowHeight)

/** What of AG Grid is used: scrolling, columns, drawing. Selection, keys, editing and menus are the grid's own. */
ModuleRegistry.registerModules([
  CellStyleModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  InfiniteRowModelModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
])

/** A calm spreadsheet in the window's own colours, which change with its theme. */
export const gridTheme = themeQuartz.withParams({
  browserColorScheme: 'inherit',
  fontFamily: 'var(--font)',
  fontSize: 13,
  headerFontSize: 13,
  headerFontWeight: 600,
  rowHeight,
  spacing: 4,
  cellHorizontalPadding: 6,
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--text)',
  textColor: 'var(--text)',
  accentColor: 'var(--accent)',
  borderColor: 'var(--grid-line)',
  headerBackgroundColor: 'var(--ground)',
  headerTextColor: 'var(--text)',
  headerCellHoverBackgroundColor: 'var(--surface-sunken)',
  headerColumnResizeHandleColor: 'transparent',
  rowHoverColor: 'transparent',
  headerColumnBorder: { style: 'solid', width: 1, color: 'var(--border)' },
  pinnedColumnBorder: { style: 'solid', width: 1, color: 'var(--border-strong)' },
  pinnedRowFontWeight: 'inherit',
  pinnedRowBorder: { style: 'solid', width: 1, color: 'var(--border-strong)' },
  rowBorder: { style: 'solid', width: 1, color: 'var(--grid-line)' },
  headerRowBorder: { style: 'solid', width: 1, color: 'var(--border-strong)' },
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  borderRadius: 0,
  focusShadow: 'none',
})
