/** A main menu and the screen beside or above it. */
import type { ReactNode } from 'react'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import styles from './Framed.module.css'

export function Framed({
  menu,
  children,
}: {
  readonly menu: ReactNode
  readonly children: ReactNode
}) {
  const t = useText({ ko, en })
  return (
    <div className={styles.framed}>
      <a className={styles.skip} href="#main">
        {t.skip}
      </a>
      {menu}
      <main id="main" tabIndex={-1} className={styles.main}>
        {children}
      </main>
    </div>
  )
}
