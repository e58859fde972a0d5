/** What the news is: a title, a text, and, where wanted, a picture and a coupon. */
import { Button, FileButton, Select, Textarea, TextInput } from '@mantine/core'
import { IconPhoto, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useSave } from '../../../parts/use-save.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { useText } from '../../../text/language.tsx'
import { useShop } from '../shop.tsx'
import { BroadcastCard } from './BroadcastCard.tsx'
import { contentOf, mayBegin, type BroadcastForm } from './broadcast-form.ts'
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
      {mayBegin(form, t.readyTexts) && (
        <div role="group" aria-label={t.ready}>
          <p className={styles.ask}>{t.ready}</p>
          <p className={styles.soft}>{t.readyHint}</p>
          <div className={styles.ready}>
            {t.readyTexts.map(({ name, title, body }) => (
              <Button
                key={name}
                variant="default"
                mih={48}
                aria-pressed={form.title === title}
                onClick={() => onChange({ title, body })}
              >
                {name}
              </Button>
            ))}
          </div>
        </div>
      )}
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
      <LeadsTo form={form} onChange={onChange} placePath={placePath} />
      <BroadcastCard content={contentOf(form)} />
    </div>
  )
}

/** Where the button leads: the page of the shop, or of an event that comes or goes on. */
function LeadsTo({ form, onChange, placePath }: StepProps & { readonly placePath: string | null }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id }
  const { data } = useQuery(ask('GET /v1/merchants/{merchantId}/pages', { params }))
  const events = (data?.items ?? []).filter(({ phase }) => phase === 'coming' || phase === 'open')
  const choices = [
    ...(placePath === null ? [] : [{ value: placePath, label: t.toShop }]),
    ...events.map(({ slug, title }) => ({ value: links.event(slug), label: t.toEvent(title) })),
  ]
  if (choices.length === 0) return null
  return (
    <Select
      size="md"
      label={t.button}
      placeholder={t.buttonNone}
      clearable
      data={choices}
      value={form.link}
      onChange={(link) => onChange({ link })}
    />
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
          leftSection={<IconPhoto size={20} aria-hidden />}
          loading={save.isPending}
        >
          {t.pictureAdd}
        </Button>
      )}
    </FileButton>
  )
}
