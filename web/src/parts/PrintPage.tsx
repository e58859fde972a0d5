/** A page to print, as it will lie on the paper: the shop, a heading, and what belongs below. */
import { Button, Modal } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { parts as en } from '../text/en/parts.ts'
import { parts as ko } from '../text/ko/parts.ts'
import { ui as uiEn } from '../text/en/ui.ts'
import { ui as uiKo } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import styles from './PrintPage.module.css'

export function PrintPage({
  name,
  shop,
  title,
  body,
  note,
  onClose,
  children,
}: {
  /** What the page is, above it on the screen. */
  readonly name: string
  readonly shop: string
  readonly title: string
  readonly body: string
  readonly note: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const t = useText({ ko, en })
  const ui = useText({ ko: uiKo, en: uiEn })
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={name}
      closeButtonProps={{ 'aria-label': ui.close, size: 48, iconSize: 24 }}
      classNames={{ header: styles.header ?? '', content: styles.content ?? '' }}
    >
      <div className={styles.sheet}>
        <div className={styles.paper}>
          <p className={styles.shop}>{shop}</p>
          <h2 className={styles.title}>{title}</h2>
          {children}
          <p className={styles.body}>{body}</p>
          <p className={styles.note}>{note}</p>
        </div>
        <Button
          className={styles.print ?? ''}
          size="lg"
          h={56}
          leftSection={<IconPrinter aria-hidden />}
          onClick={() => print()}
        >
          {t.print}
        </Button>
      </div>
    </Modal>
  )
}
