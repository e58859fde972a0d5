/** A file about people, for whoever says what it is for: the reason is written down by the server. */
import { Button, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { channelFriends as en } from '../../../text/en/merchant-channel.ts'
import { channelFriends as ko } from '../../../text/ko/merchant-channel.ts'
import { useText } from '../../../text/language.tsx'
import styles from './channel.module.css'

const REASON_LETTERS_MIN = 5
const REASON_LETTERS_MAX = 500

export function TakeWithReason({
  addressOf,
  label,
}: {
  /** Where the file comes from, once there is a reason. */
  readonly addressOf: (reason: string) => string
  readonly label: string
}) {
  const t = useText({ ko, en })
  const [reason, setReason] = useState('')
  const said = reason.trim()
  const isSaid = said.length >= REASON_LETTERS_MIN && /\p{L}/u.test(said)
  const look = {
    variant: 'default',
    h: 52,
    leftSection: <IconDownload size={20} aria-hidden />,
  } as const
  return (
    <div className={styles.form}>
      <TextInput
        label={t.proofsReason}
        description={t.proofsReasonHint}
        size="md"
        maxLength={REASON_LETTERS_MAX}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {isSaid ? (
        <Button component="a" href={addressOf(said)} download {...look}>
          {label}
        </Button>
      ) : (
        <Button {...look} disabled>
          {label}
        </Button>
      )}
    </div>
  )
}
