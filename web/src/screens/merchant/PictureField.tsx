/** A picture of the shop: chosen, sent at once, shown; or taken out. */
import { Button, FileButton } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { call } from '../../api.ts'
import { useSave } from '../../parts/use-save.ts'
import { events as en } from '../../text/en/events.ts'
import { events as ko } from '../../text/ko/events.ts'
import { useText } from '../../text/language.tsx'
import { useShop } from './shop.tsx'
import styles from './PictureField.module.css'

export function PictureField({
  label,
  pictureId,
  onChange,
}: {
  readonly label: string
  readonly pictureId: string | null
  readonly onChange: (pictureId: string | null) => void
}) {
  const t = useText({ ko, en }).form
  const { id: merchantId } = useShop()
  const send = useSave<File>({
    run: async (file) => {
      const params = { merchantId }
      const { id } = await call('POST /v1/merchants/{merchantId}/pictures', { params, body: file })
      onChange(id)
    },
    done: null,
  })
  return (
    <div role="group" aria-label={label} className={styles.field}>
      <span className={styles.label}>{label}</span>
      {pictureId && (
        <img className={styles.picture} src={`/v1/pictures/${pictureId}?size=small`} alt="" />
      )}
      <div className={styles.doors}>
        <FileButton
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
          onChange={(file) => file && send.mutate(file)}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              h={48}
              loading={send.isPending}
              leftSection={<IconPhoto size={20} aria-hidden />}
            >
              {pictureId ? t.changePicture : t.picture}
            </Button>
          )}
        </FileButton>
        {pictureId && (
          <Button variant="subtle" h={48} onClick={() => onChange(null)}>
            {t.removePicture}
          </Button>
        )}
      </div>
      <span role="status" className={styles.soft}>
        {send.isPending && t.uploading}
      </span>
    </div>
  )
}
