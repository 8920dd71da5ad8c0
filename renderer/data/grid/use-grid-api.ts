import type { GridApi, GridReadyEvent } from 'ag-grid-community'
import { useCallback, useState } from 'react'

/** The grid's own interface, once it is there. */
export function useGridApi() {
  const [api, setApi] = useState<GridApi | undefined>(undefined)
  const onGridReady = useCallback((event: GridReadyEvent) => setApi(event.api), [])
  return { api, onGridReady }
}
