import './tall-menu.css'

/** Of a menu that scrolls where the window is too low for it. */
export const tallMenu = 'tall-menu'

/** For the submenus of such a menu, which would scroll with it: they are drawn beside it. */
export const besideMenu = { usePortal: true } as const
