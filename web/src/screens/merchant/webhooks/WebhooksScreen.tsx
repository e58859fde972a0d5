/** 알림 받을 주소: where other programs of the shop are told what happens. */
import { Button, MultiSelect, TextInput } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { webhooks as en } from '../../../text/en/webhooks.ts'
import { webhooks as ko } from '../../../text/ko/webhooks.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import styles from './webhooks.module.css'

const PATH = 'GET /v1/merchants/{merchantId}/webhooks'
const URL_CHARS_MAX = 2_048
const NOTE_LETTERS_MAX = 200

export function WebhooksScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const [isAdding, setAdding] = useState(false)
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={() => go(links.settings(shop.id))}
      foot={
        shop.role === 'owner' && (
          <Button
            fullWidth
            h={52}
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t.add}
          </Button>
        )
      }
    >
      <OwnerOnly>
        <Endpoints />
        <NewEndpoint isOpen={isAdding} onClose={() => setAdding(false)} />
      </OwnerOnly>
    </Page>
  )
}

function Endpoints() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const found = useQuery(ask(PATH, { params: { merchantId: shop.id } }))
  return (
    <Answer query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={IconPlugConnected} title={t.empty}>
            {t.emptyBody}
          </EmptyState>
        ) : (
          <Rows label={t.title}>
            {items.map((one) => {
              const href = links.webhook(shop.id, one.id)
              const ill = one.failingSince ? t.failing : t.on
              return (
                <Row
                  key={one.id}
                  icon={IconPlugConnected}
                  title={one.description || one.url}
                  detail={one.offReason ? t.off[one.offReason] : ill}
                  href={href}
                  onGo={() => go(href)}
                />
              )
            })}
          </Rows>
        )
      }
    </Answer>
  )
}

function NewEndpoint({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const events = useQuery({ ...ask('GET /v1/webhook-events'), enabled: isOpen })
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [types, setTypes] = useState<string[]>([])
  const [secret, setSecret] = useState<string | null>(null)
  const make = useSave({
    run: async () => {
      const params = { merchantId: shop.id }
      const body = { url: url.trim(), description: description.trim(), types }
      const made = await call('POST /v1/merchants/{merchantId}/webhooks', { params, body })
      setSecret(made.secret)
      onClose()
    },
    done: null,
    after: () => refresh(PATH),
  })
  return (
    <>
      <SecretOnce secret={secret} onClose={() => setSecret(null)} />
      <Sheet isOpen={isOpen} onClose={onClose} title={t.add}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate()
          }}
        >
          <TextInput
            size="md"
            type="url"
            label={t.url}
            placeholder={t.urlPlaceholder}
            data-autofocus
            maxLength={URL_CHARS_MAX}
            value={url}
            onChange={({ currentTarget }) => setUrl(currentTarget.value)}
          />
          <TextInput
            size="md"
            label={t.description}
            placeholder={t.descriptionPlaceholder}
            maxLength={NOTE_LETTERS_MAX}
            value={description}
            onChange={({ currentTarget }) => setDescription(currentTarget.value)}
          />
          <MultiSelect
            size="md"
            label={t.types}
            description={t.typesHint}
            searchable
            data={(events.data?.items ?? []).map(({ type }) => type)}
            value={types}
            onChange={setTypes}
          />
          <Button type="submit" h={52} disabled={url.trim() === ''} loading={make.isPending}>
            {t.make}
          </Button>
        </form>
      </Sheet>
    </>
  )
}
