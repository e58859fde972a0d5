/** One talk in a list: who with, how it stands, what was written last. */
import type { ReactNode } from 'react'
import { talk as en } from '../../text/en/talk.ts'
import { talk as ko } from '../../text/ko/talk.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { since } from '../format.ts'
import { GoLink } from '../go.tsx'
import styles from './talk.module.css'

export function TalkRow({
  href,
  name,
  at,
  unread,
  lastKind,
  lastText,
  isOpen = false,
  now,
  detail,
}: {
  readonly href: string
  readonly name: string
  readonly at: string
  readonly unread: number
  readonly lastKind: string | null
  readonly lastText: string | null
  /** Shown beside the list. */
  readonly isOpen?: boolean
  readonly now: Date
  readonly detail?: ReactNode
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return (
    <li>
      <GoLink
        className={styles.row}
        href={href}
        data-unread={unread > 0}
        {...(isOpen ? { 'aria-current': 'true' as const } : {})}
      >
        <span className={styles.rowTop}>
          <span className={styles.rowName}>{name}</span>
          <span className={styles.soft}>{since(new Date(at), now, language)}</span>
          {unread > 0 && (
            <span className={styles.unread}>
              <span aria-hidden>{unread}</span>
              <span className="only-heard">{t.unread(unread)}</span>
            </span>
          )}
        </span>
        <span className={styles.rowText}>{lastText ?? t.last[lastKind ?? ''] ?? ''}</span>
        {detail && <span className={styles.soft}>{detail}</span>}
      </GoLink>
    </li>
  )
}
