/** Keys for tills: made, shown once, revoked. Also used for the keys of the market. */
import { Button, TextInput } from '@mantine/core'
import { IconCopy, IconKey } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../api.ts'
import type { Instant } from '../shapes.ts'
import { Answer } from './Answer.tsx'
import { since } from './format.ts'
import { useNow } from './use-now.ts'
import { merchantSettings as en } from '../text/en/merchant-settings.ts'
import { merchantSettings as ko } from '../text/ko/merchant-settings.ts'
import { useLanguage, useText } from '../text/language.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Row, Rows } from '../ui/Rows.tsx'
import { Section } from '../ui/Section.tsx'
import { Sheet } from '../ui/Sheet.tsx'
import { toast } from '../ui/Toast.tsx'
import styles from './ApiKeys.module.css'
import { useSave } from './use-save.ts'

export type ApiKeyRow = {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: Instant
  readonly lastUsedAt: Instant | null
}

declare module '../shapes.ts' {
  interface Replies {
    'GET /v1/merchants/{merchantId}/api-keys': { readonly items: readonly ApiKeyRow[] }
    'POST /v1/merchants/{merchantId}/api-keys': ApiKeyRow & { readonly key: string }
    'GET /v1/operator/api-keys': { readonly items: readonly ApiKeyRow[] }
    'POST /v1/operator/api-keys': ApiKeyRow & { readonly key: string }
  }
}

type ApiKeysProps = {
  readonly list: 'GET /v1/merchants/{merchantId}/api-keys' | 'GET /v1/operator/api-keys'
  readonly add: 'POST /v1/merchants/{merchantId}/api-keys' | 'POST /v1/operator/api-keys'
  readonly remove: string
  readonly params: Readonly<Record<string, string>>
  readonly scopes: readonly ('till' | 'signals')[]
  /** Other words than those for a till. */
  readonly title?: string
  readonly hint?: string
  readonly empty?: string
}

export function ApiKeys({ list, add, remove, params, scopes, title, hint, empty }: ApiKeysProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const [name, setName] = useState('')
  const [isAdding, setAdding] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const keys = useQuery(ask(list, { params }))
  const again = () => refresh(list)
  const create = useSave({
    run: async () => {
      const { key } = await call(add, { params, body: { name: name.trim(), scopes } })
      setMade(key)
      setName('')
    },
    done: null,
    after: again,
  })
  const revoke = useSave<string>({
    run: (keyId) => call(remove, { params: { ...params, keyId } }),
    done: t.keyRevoked,
    after: again,
  })
  const close = () => {
    setAdding(false)
    setMade(null)
  }
  return (
    <Section title={title ?? t.keys} hint={hint ?? t.keysHint}>
      <Answer query={keys} loading={<Loading count={1} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.soft}>{empty ?? t.keysNone}</p>
          ) : (
            <Rows label={t.keys}>
              {items.map((key) => (
                <Row
                  key={key.id}
                  icon={IconKey}
                  title={key.name}
                  detail={
                    key.lastUsedAt
                      ? t.keyUsed(since(new Date(key.lastUsedAt), now, language))
                      : t.keyNeverUsed
                  }
                  end={
                    <Button
                      variant="subtle"
                      color="gray"
                      h={44}
                      aria-label={`${key.name} ${t.keyRevoke}`}
                      onClick={() => revoke.mutate(key.id)}
                    >
                      {t.keyRevoke}
                    </Button>
                  }
                />
              ))}
            </Rows>
          )
        }
      </Answer>
      <Button variant="default" h={48} onClick={() => setAdding(true)}>
        {t.keyAdd}
      </Button>
      <Sheet isOpen={isAdding} onClose={close} title={made ? t.keyOnceTitle : t.keyAdd}>
        {made ? (
          <div className={styles.form}>
            <p className={styles.plain}>{t.keyOnceBody}</p>
            <code className={styles.key}>{made}</code>
            <Button
              h={52}
              leftSection={<IconCopy size={20} aria-hidden />}
              onClick={() => {
                void navigator.clipboard
                  .writeText(made)
                  .then(() => toast({ says: t.keyCopied, tone: 'yes' }))
              }}
            >
              {t.keyCopy}
            </Button>
            <Button variant="default" h={52} onClick={close}>
              {t.keyDone}
            </Button>
          </div>
        ) : (
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault()
              create.mutate()
            }}
          >
            <TextInput
              label={t.keyLabel}
              placeholder={t.keyPlaceholder}
              data-autofocus
              maxLength={60}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Button type="submit" h={52} disabled={name.trim() === ''} loading={create.isPending}>
              {t.keyAdd}
            </Button>
          </form>
        )}
      </Sheet>
    </Section>
  )
}
