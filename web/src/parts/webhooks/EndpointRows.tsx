/** The addresses that are told what happens: a shop's, or the market's own. */
import { Button, MultiSelect, TextInput } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { webhooks as en } from '../../text/en/webhooks.ts'
import { webhooks as ko } from '../../text/ko/webhooks.ts'
import { useText } from '../../text/language.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { Answer } from '../Answer.tsx'
import { useSave } from '../use-save.ts'
import { SecretOnce } from './SecretOnce.tsx'
import styles from './webhooks.module.css'

const URL_CHARS_MAX = 2_048
const NOTE_LETTERS_MAX = 200
const add = {
  'GET /v1/merchants/{merchantId}/webhooks': 'POST /v1/merchants/{merchantId}/webhooks',
  'GET /v1/operator/webhooks': 'POST /v1/operator/webhooks',
} as const

/** Whose addresses, and how to ask for them. */
export type Endpoints = {
  readonly list: keyof typeof add
  readonly params: Readonly<Record<string, string>>
}

export function EndpointRows({
  list,
  params,
  hrefOf,
  onGo,
}: Endpoints & {
  /** Without it rows are buttons. */
  readonly hrefOf?: (endpointId: string) => string
  readonly onGo: (endpointId: string) => void
}) {
  const t = useText({ ko, en })
  const found = useQuery(ask(list, { params }))
  return (
    <Answer query={found}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon={IconPlugConnected} title={t.empty}>
            {t.emptyBody}
          </EmptyState>
        ) : (
          <Rows label={t.title}>
            {items.map((one) => (
              <Row
                key={one.id}
                icon={IconPlugConnected}
                title={one.description || one.url}
                detail={one.offReason ? t.off[one.offReason] : one.failingSince ? t.failing : t.on}
                {...(hrefOf && { href: hrefOf(one.id) })}
                onGo={() => onGo(one.id)}
              />
            ))}
          </Rows>
        )
      }
    </Answer>
  )
}

export function NewEndpoint({
  list,
  params,
  isOpen,
  onClose,
}: Endpoints & { readonly isOpen: boolean; readonly onClose: () => void }) {
  const t = useText({ ko, en })
  const events = useQuery({ ...ask('GET /v1/webhook-events'), enabled: isOpen })
  const [url, setUrl] = useState('')
  const [description, setDescription] = useState('')
  const [types, setTypes] = useState<string[]>([])
  const [secret, setSecret] = useState<string | null>(null)
  const make = useSave({
    run: async () => {
      const body = { url: url.trim(), description: description.trim(), types }
      const made = await call(add[list], { params, body })
      setSecret(made.secret)
      onClose()
    },
    done: null,
    after: () => refresh(list),
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
            data={(events.data?.items ?? []).map(({ type }) => ({
              value: type,
              label: t.typeNames[type] ?? type,
            }))}
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
