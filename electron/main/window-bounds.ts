import type { Rectangle } from 'electron'

export const smallestWindow = { width: 900, height: 600 }
const usualWindow = { width: 1360, height: 860 }

/** So much of the window has to be on a screen for a person to take hold of it, in pixels. */
const reachable = { width: 120, height: 40 }

/**
 * Where the window opens: where it was if that is still on a screen, and never larger than that screen; else centred on
 * the first.
 *
 * @param areas the displays' work areas, the primary one first
 */
export function fitToDisplays(saved: Rectangle | null, areas: readonly Rectangle[]): Rectangle {
  const home = saved === null ? undefined : areas.find((area) => isReachable(saved, area))
  if (saved === null || home === undefined) return centred(areas[0] ?? { x: 0, y: 0, ...usualWindow })
  const width = Math.min(saved.width, home.width)
  const height = Math.min(saved.height, home.height)
  return { x: saved.x, y: Math.max(saved.y, home.y), width, height }
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
  // Windows are held by their upper edge.
  const below = area.y + area.height - bounds.y
  return width >= reachable.width && below >= reachable.height && bounds.y + bounds.height > area.y
}

function centred(area: Rectangle): Rectangle {
  const width = Math.min(usualWindow.width, area.width)
  const height = Math.min(usualWindow.height, area.height)
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  }
}
