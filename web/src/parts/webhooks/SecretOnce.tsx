/** A signing secret, shown this once, with a button that copies it. */
import { Button, CopyButton } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { webhooks as en } from '../../text/en/webhooks.ts'
import { webhooks as ko } from '../../text/ko/webhooks.ts'
import { useText } from '../../text/language.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import styles from './webhooks.module.css'

export function SecretOnce({
  secret,
  onClose,
}: {
  readonly secret: string | null
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  return (
    <Sheet isOpen={secret !== null} onClose={onClose} title={t.secretTitle}>
      <div className={styles.form}>
        <p className={styles.soft}>{t.secretBody}</p>
        <code className={styles.code}>{secret}</code>
        <CopyButton value={secret ?? ''}>
          {({ copied, copy }) => (
            <Button h={52} onClick={copy} leftSection={<IconCopy size={20} aria-hidden />}>
              <span aria-live="polite">{copied ? t.copied : t.copy}</span>
            </Button>
          )}
        </CopyButton>
        <Button variant="default" h={52} onClick={onClose}>
          {t.done}
        </Button>
      </div>
    </Sheet>
  )
}
