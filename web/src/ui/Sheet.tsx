/** A sheet that rises from below on a phone and stands in the middle elsewhere; one thing at a time. */
import { Drawer, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { ui as en } from '../text/en/ui.ts'
import { ui as ko } from '../text/ko/ui.ts'
import { useText } from '../text/language.tsx'
import styles from './Sheet.module.css'

export function Sheet({
  isOpen,
  onClose,
  title,
  children,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: ReactNode
}) {
  const t = useText({ ko, en })
  const isWide = useMediaQuery('(min-width: 768px)', false, { getInitialValueInEffect: false })
  const shared = {
    opened: isOpen,
    onClose,
    title,
    closeButtonProps: { 'aria-label': t.close, size: 48, iconSize: 24 },
    transitionProps: { duration: 160 },
  }
  if (isWide) {
    return (
      <Modal {...shared} size={480} radius="lg" classNames={{ title: styles.title ?? '' }}>
        {children}
      </Modal>
    )
  }
  return (
    <Drawer
      {...shared}
      position="bottom"
      size="auto"
      classNames={{ content: styles.content ?? '', title: styles.title ?? '' }}
      overlayProps={{ backgroundOpacity: 0.4 }}
    >
      {children}
    </Drawer>
  )
}
