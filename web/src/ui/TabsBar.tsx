/** The main menu: a bar below on a phone, a rail beside on wider screens. Knows no router. */
import type { TablerIcon } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import styles from './TabsBar.module.css'

export type Tab = {
  readonly label: string
  readonly icon: TablerIcon
  readonly href: string
  readonly isCurrent: boolean
  /** A number beside the icon, and the sentence that is read for it. */
  readonly badge?: { readonly count: number; readonly says: string } | null
}

const BADGE_MAX = 99

export function TabsBar({
  label,
  tabs,
  brand,
  onGo,
}: {
  readonly label: string
  readonly tabs: readonly Tab[]
  /** Shown above the rail on wide screens. */
  readonly brand?: React.ReactNode
  readonly onGo: (href: string) => void
}) {
  const go = (event: MouseEvent, href: string) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onGo(href)
  }
  return (
    <nav className={styles.bar} aria-label={label}>
      {brand && <div className={styles.brand}>{brand}</div>}
      <ul className={styles.tabs}>
        {tabs.map(({ icon: Icon, ...tab }) => (
          <li key={tab.href} className={styles.item}>
            <a
              className={styles.tab}
              href={tab.href}
              onClick={(event) => go(event, tab.href)}
              {...(tab.isCurrent ? { 'aria-current': 'page' as const } : {})}
            >
              <span className={styles.icon} aria-hidden>
                <Icon size={24} stroke={tab.isCurrent ? 2.2 : 1.7} />
                {tab.badge && (
                  <span className={styles.badge}>
                    {tab.badge.count > BADGE_MAX ? `${BADGE_MAX}+` : tab.badge.count}
                  </span>
                )}
              </span>
              <span>{tab.label}</span>
              {tab.badge && <span className="only-heard">{tab.badge.says}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
