/** An address to pass on, and a button that copies it. */
import { Button, CopyButton, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import styles from './CopyAddress.module.css'

export function CopyAddress({
  label,
  path,
  copy,
  copied,
}: {
  readonly label: string
  /** A path of links.ts. */
  readonly path: string
  readonly copy: string
  readonly copied: string
}) {
  const address = `${location.origin}${path}`
  return (
    <div className={styles.line}>
      <TextInput
        className={styles.field ?? ''}
        size="md"
        readOnly
        label={label}
        value={decodeURI(address)}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton value={address}>
        {({ copied: isCopied, copy: run }) => (
          <Button
            variant="default"
            h={48}
            onClick={run}
            leftSection={
              isCopied ? <IconCheck size={20} aria-hidden /> : <IconCopy size={20} aria-hidden />
            }
          >
            <span aria-live="polite">{isCopied ? copied : copy}</span>
          </Button>
        )}
      </CopyButton>
    </div>
  )
}
