/** Where one writes in a talk: words, a picture, and what the screen adds. */
import { ActionIcon, FileButton, Textarea } from '@mantine/core'
import { IconPhoto, IconSend2 } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { KeyboardEvent, ReactNode } from 'react'
import { talk as en } from '../../text/en/talk.ts'
import { talk as ko } from '../../text/ko/talk.ts'
import { useText } from '../../text/language.tsx'
import { useRefusalText } from '../../text/refusal.ts'
import { toast } from '../../ui/Toast.tsx'
import { PHOTO_TYPES, shrunk } from '../shrink.ts'
import styles from './talk.module.css'
import type { Outbox } from './use-outbox.ts'

const TEXT_LETTERS_MAX = 2_000

export function Composer({
  label,
  draft,
  onDraft,
  outbox,
  upload,
  extra,
}: {
  readonly label: string
  readonly draft: string
  readonly onDraft: (text: string) => void
  readonly outbox: Outbox
  /** Hands a photo over, and answers with its id. */
  readonly upload: (photo: Blob) => Promise<string>
  readonly extra?: ReactNode
}) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const photo = useMutation({
    mutationFn: async (file: File) => upload(await shrunk(file)),
    onSuccess: (pictureId) => outbox.push({ kind: 'picture', pictureId }),
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  const send = () => {
    const text = draft.trim()
    if (text === '') return
    outbox.push({ kind: 'text', text })
    onDraft('')
  }
  const onKey = (event: KeyboardEvent) => {
    // While a syllable is being put together, Enter ends it and sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <div className={styles.composer}>
      {photo.isPending && (
        <p className={styles.soft} role="status">
          {t.uploading}
        </p>
      )}
      <div className={styles.fields}>
        <FileButton accept={PHOTO_TYPES} onChange={(file) => file && photo.mutate(file)}>
          {(button) => (
            <ActionIcon
              {...button}
              variant="subtle"
              color="gray"
              size={48}
              loading={photo.isPending}
              aria-label={t.picture}
            >
              <IconPhoto />
            </ActionIcon>
          )}
        </FileButton>
        {extra}
        <Textarea
          className={styles.field ?? ''}
          aria-label={label}
          placeholder={label}
          autosize
          minRows={1}
          maxRows={5}
          size="md"
          maxLength={TEXT_LETTERS_MAX}
          value={draft}
          onChange={(event) => onDraft(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <ActionIcon
          variant="filled"
          size={48}
          aria-label={t.send}
          disabled={draft.trim() === ''}
          onClick={send}
        >
          <IconSend2 />
        </ActionIcon>
      </div>
    </div>
  )
}
