/** The shops I want to hear nothing of, and the way back. */
import { Button } from '@mantine/core'
import { IconBellOff } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date } from '../../../parts/format.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { blocks as en, me as meEn } from '../../../text/en/me.ts'
import { blocks as ko, me as meKo } from '../../../text/ko/me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { toast } from '../../../ui/Toast.tsx'

export function BlocksScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <NeedsSignIn icon={IconBellOff} title={me.signIn.title} body={me.signIn.body}>
        <BlockList />
      </NeedsSignIn>
    </Page>
  )
}

function BlockList() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const go = useGo()
  const now = useNow(60)
  const query = useQuery(ask('GET /v1/me/blocks'))
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            icon={IconBellOff}
            title={t.empty.title}
            action={
              <Button variant="default" mih={48} onClick={() => go(links.inbox())}>
                {t.empty.go}
              </Button>
            }
          >
            {t.empty.body}
          </EmptyState>
        ) : (
          <Rows label={t.title}>
            {items.map(({ merchantId, merchantName, since }) => (
              <Row
                key={merchantId}
                title={merchantName ?? t.shop}
                detail={t.since(date(new Date(since), now, language))}
                end={<Unblock merchantId={merchantId} name={merchantName ?? t.shop} />}
              />
            ))}
          </Rows>
        )
      }
    </Answer>
  )
}

function Unblock({ merchantId, name }: { readonly merchantId: string; readonly name: string }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const set = useMutation({
    mutationFn: (method: 'PUT' | 'DELETE') =>
      call(`${method} /v1/me/blocks/{merchantId}`, { params: { merchantId } }),
    onSuccess: async (_, method) => {
      if (method === 'DELETE') {
        toast({ says: t.unblocked(name), onUndo: () => set.mutate('PUT') })
      }
      await refresh('GET /v1/me/blocks', 'GET /v1/me/blocks/{merchantId}')
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <Button
      variant="default"
      mih={44}
      loading={set.isPending}
      aria-label={t.unblockOf(name)}
      onClick={() => set.mutate('DELETE')}
    >
      {t.unblock}
    </Button>
  )
}
