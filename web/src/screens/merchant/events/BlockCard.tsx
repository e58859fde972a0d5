/** One piece of an event page: a heading, some text, or a picture. */
import { ActionIcon, Textarea, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { events as en } from '../../../text/en/events.ts'
import { events as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { Card } from '../../../ui/Section.tsx'
import type { TypedBlock } from './event-form.ts'
import styles from './events.module.css'
import { PictureField } from '../PictureField.tsx'

export function BlockCard({
  block,
  onChange,
  onRemove,
}: {
  readonly block: TypedBlock
  readonly onChange: (part: Partial<TypedBlock>) => void
  readonly onRemove: () => void
}) {
  const t = useText({ ko, en }).form
  const { kind, text, pictureId } = block
  return (
    <Card>
      <div className={styles.block}>
        <div className={styles.form}>
          {kind === 'picture' && (
            <PictureField
              label={t.pictureBlock}
              pictureId={pictureId}
              onChange={(next) => onChange({ pictureId: next })}
            />
          )}
          {kind === 'text' ? (
            <Textarea
              label={t.text}
              size="md"
              autosize
              minRows={3}
              maxLength={2_000}
              value={text}
              onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
            />
          ) : (
            <TextInput
              label={kind === 'heading' ? t.heading : t.alt}
              size="md"
              maxLength={kind === 'heading' ? 100 : 200}
              value={text}
              onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
            />
          )}
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          aria-label={t.remove}
          onClick={onRemove}
        >
          <IconTrash size={20} />
        </ActionIcon>
      </div>
    </Card>
  )
}
