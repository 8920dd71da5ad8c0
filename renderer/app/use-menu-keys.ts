import { useEffect } from 'react'

/** What can be chosen; a submenu's place is the element around its words. */
const items = '[role="menuitem"][tabindex="0"]'

/** Arrow keys, Home, End and first letters in whichever menu is open, as menus of the system have them. */
export function useMenuKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const menu = openMenu()
      if (menu === undefined || event.ctrlKey || event.metaKey || event.altKey) return
      const target = targetOf(event.key, menu)
      if (target === undefined) return
      event.preventDefault()
      event.stopPropagation()
      target.focus()
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}

/** The menu that the keyboard is in: the one around the focus, else the one that opened last and has not got it yet. */
function openMenu(): Element | undefined {
  const focused = document.activeElement
  if (focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement) return undefined
  const around = focused?.closest('.bp6-menu')
  if (around != null) return around
  const last = [...document.querySelectorAll('.bp6-popover .bp6-menu')].at(-1)
  return last !== undefined && focused !== null && isBeside(focused, last) ? last : undefined
}

const isBeside = (focused: Element, menu: Element): boolean =>
  focused === document.body || focused.closest('.bp6-portal')?.contains(menu) === true

function targetOf(key: string, menu: Element): HTMLElement | undefined {
  const all = itemsOf(menu)
  const focused = document.activeElement
  const at = focused instanceof HTMLElement ? all.indexOf(focused) : -1
  const around = (index: number) => all[(index + all.length) % all.length]
  switch (key) {
    case 'ArrowDown':
      return around(at + 1)
    case 'ArrowUp':
      return around(at < 0 ? -1 : at - 1)
    case 'Home':
      return all[0]
    case 'End':
      return all.at(-1)
    case 'ArrowRight':
      return openSubmenu(all[at])
    // Escape leaves one menu at a time; the outermost closes by itself.
    case 'ArrowLeft':
    case 'Escape':
      return closeSubmenu(menu)
    default:
      return key.length === 1 && key !== ' ' ? beginningWith(key, all, at) : undefined
  }
}

/** A menu's own items, not those of a menu inside it. */
const itemsOf = (menu: Element): HTMLElement[] =>
  [...menu.querySelectorAll<HTMLElement>(items)].filter((item) => item.closest('.bp6-menu') === menu)

/** A submenu opens as soon as its place has the focus. */
function openSubmenu(item: HTMLElement | undefined): HTMLElement | undefined {
  const submenu = item?.closest('li')?.querySelector('.bp6-menu')
  return submenu == null ? undefined : itemsOf(submenu)[0]
}

const closeSubmenu = (menu: Element): HTMLElement | undefined =>
  menu.closest('li')?.querySelector<HTMLElement>(items) ?? undefined

function beginningWith(letter: string, all: readonly HTMLElement[], at: number): HTMLElement | undefined {
  const wanted = letter.toLowerCase()
  const begins = (item: HTMLElement) => item.textContent?.trim().toLowerCase().startsWith(wanted) === true
  return [...all.slice(at + 1), ...all.slice(0, at + 1)].find(begins)
}
