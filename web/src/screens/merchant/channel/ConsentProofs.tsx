/** The proof of what people agreed to with the shop: a file for its owner, who says what it is for. */
import { Button, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { channelFriends as en } from '../../../text/en/merchant-channel.ts'
import { channelFriends as ko } from '../../../text/ko/merchant-channel.ts'
import { useText } from '../../../text/language.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import styles from './channel.module.css'

const REASON_LETTERS_MIN = 5
const REASON_LETTERS_MAX = 500

export function ConsentProofs() {
  const t = useText({ ko, en })
  const shop = useShop()
  const [reason, setReason] = useState('')
  const said = reason.trim()
  const isSaid = said.length >= REASON_LETTERS_MIN
  const query = new URLSearchParams({ reason: said })
  return (
    <Section title={t.proofs} hint={t.proofsLead}>
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
          <Button
            component="a"
            href={`/v1/merchants/${shop.id}/consent-proofs.csv?${query.toString()}`}
            download
            variant="default"
            h={52}
            leftSection={<IconDownload size={20} aria-hidden />}
          >
            {t.proofsTake}
          </Button>
        ) : (
          <Button variant="default" h={52} disabled>
            {t.proofsTake}
          </Button>
        )}
      </div>
    </Section>
  )
}
