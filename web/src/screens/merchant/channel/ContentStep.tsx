/** What the news is: a title, a text, and, where wanted, a picture and a coupon. */
import { Button, FileButton, Select, Switch, Textarea, TextInput } from '@mantine/core'
import { IconPhoto, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call } from '../../../api.ts'
import { useSave } from '../../../parts/use-save.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { useText } from '../../../text/language.tsx'
import { useShop } from '../shop.tsx'
import { BroadcastCard } from './BroadcastCard.tsx'
import { contentOf, type BroadcastForm } from './broadcast-form.ts'
import styles from './channel.module.css'

const TITLE_LETTERS_MAX = 60
const BODY_LETTERS_MAX = 1_000

export type StepProps = {
  readonly form: BroadcastForm
  readonly onChange: (part: Partial<BroadcastForm>) => void
}

export function ContentStep({
  form,
  onChange,
  placePath,
}: StepProps & { readonly placePath: string | null }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  const offers = useQuery(ask('GET /v1/merchants/{merchantId}/offers', { params }))
  const open = (offers.data?.items ?? []).filter(
    ({ state, isPublic }) => state === 'open' && isPublic,
  )
  return (
    <div className={styles.form}>
      <TextInput
        size="md"
        label={t.titleLabel}
        placeholder={t.titleExample}
        maxLength={TITLE_LETTERS_MAX}
        value={form.title}
        onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
      />
      <Textarea
        size="md"
        label={t.body}
        placeholder={t.bodyExample}
        autosize
        minRows={3}
        maxLength={BODY_LETTERS_MAX}
        value={form.body}
        onChange={({ currentTarget }) => onChange({ body: currentTarget.value })}
      />
      <Picture form={form} onChange={onChange} />
      {open.length > 0 && (
        <Select
          size="md"
          label={t.coupon}
          placeholder={t.couponNone}
          clearable
          data={open.map(({ id, title }) => ({ value: id, label: title }))}
          value={form.offerId}
          onChange={(offerId) => onChange({ offerId })}
        />
      )}
      {placePath !== null && form.offerId === null && (
        <Switch
          size="md"
          label={t.button}
          checked={form.hasButton}
          onChange={({ currentTarget }) => onChange({ hasButton: currentTarget.checked })}
        />
      )}
      <BroadcastCard content={contentOf(form, placePath)} />
    </div>
  )
}

function Picture({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const shop = useShop()
  const save = useSave<File>({
    run: async (file) => {
      const params = { merchantId: shop.id }
      const kept = await call('POST /v1/merchants/{merchantId}/pictures', { params, body: file })
      onChange({ pictureId: kept.id })
    },
    done: null,
  })
  if (form.pictureId !== null) {
    return (
      <Button
        variant="default"
        h={48}
        leftSection={<IconTrash size={20} aria-hidden />}
        onClick={() => onChange({ pictureId: null })}
      >
        {t.pictureRemove}
      </Button>
    )
  }
  return (
    <FileButton
      accept="image/jpeg,image/png,image/webp,image/heic"
      onChange={(file) => file && save.mutate(file)}
    >
      {(props) => (
        <Button
          {...props}
          variant="default"
          h={48}
          aria-label={t.picture}
          leftSection={<IconPhoto size={20} aria-hidden />}
          loading={save.isPending}
        >
          {t.pictureAdd}
        </Button>
      )}
    </FileButton>
  )
}
