/** The frame of one screen: a heading that is read first, a way back, and the content. */
import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import styles from './Page.module.css'

type PageProps = {
  readonly title: string
  /** Shown smaller, below the title. */
  readonly lead?: ReactNode
  /** Draws an arrow; goes where the caller says. */
  readonly onBack?: () => void
  /** One action beside the title. */
  readonly action?: ReactNode
  readonly width?: 'narrow' | 'wide'
  /** Stays at the lower edge, in reach of the thumb. */
  readonly foot?: ReactNode
  readonly children: ReactNode
}

export function Page({ title, lead, onBack, action, width = 'narrow', foot, children }: PageProps) {
  const t = useText({ ko, en })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${t.appName}`
  }, [title, t.appName])
  useEffect(() => {
    // A new screen is read from its heading; focus elsewhere (an open field) is left alone.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={styles.page} data-width={width}>
      <header className={styles.header}>
        {onBack && (
          <ActionIcon
            className={styles.back}
            variant="subtle"
            color="gray"
            size={48}
            onClick={onBack}
            aria-label={t.back}
          >
            <IconArrowLeft />
          </ActionIcon>
        )}
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
        {lead && <p className={styles.lead}>{lead}</p>}
        {action && <div className={styles.action}>{action}</div>}
      </header>
      <div className={styles.content}>{children}</div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </div>
  )
}
