/** Where I am signed in, and the way out of everywhere. */
import { Button } from '@mantine/core'
import { IconDeviceMobile } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask, call, queryClient, refresh } from '../../../api.ts'
import { forgetLastSeen } from '../../../last-seen.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { since } from '../../../parts/format.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { SessionRow } from '../../../shapes.ts'
import { me as meEn, sessions as en } from '../../../text/en/me.ts'
import { me as meKo, sessions as ko } from '../../../text/ko/me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { deviceName } from './device.ts'
import styles from './MeScreen.module.css'

export function SessionsScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} onBack={back}>
      <NeedsSignIn icon={IconDeviceMobile} title={me.signIn.title} body={me.signIn.body}>
        <SessionList />
      </NeedsSignIn>
    </Page>
  )
}

function SessionList() {
  const t = useText({ ko, en })
  const go = useGo()
  const says = useRefusalText()
  const query = useQuery(ask('GET /v1/me/sessions'))
  const everywhere = useMutation({
    mutationFn: () => call('DELETE /v1/me/sessions'),
    onSuccess: () => {
      forgetLastSeen(queryClient)
      toast({ says: t.done })
      go(links.signIn())
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <>
      <Answer query={query}>
        {({ items }) => (
          <Rows label={t.title}>
            {items.map((session) => (
              <Session key={session.id} session={session} />
            ))}
          </Rows>
        )}
      </Answer>
      <Button
        variant="default"
        mih={48}
        loading={everywhere.isPending}
        onClick={() => everywhere.mutate()}
      >
        {t.everywhere}
      </Button>
      <p className={styles.contact}>{t.everywhereNote}</p>
    </>
  )
}

function Session({ session }: { readonly session: SessionRow }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const says = useRefusalText()
  const end = useMutation({
    mutationFn: () =>
      call('DELETE /v1/me/sessions/{sessionId}', { params: { sessionId: session.id } }),
    onSuccess: async () => {
      toast({ says: t.doneOne })
      await refresh('GET /v1/me/sessions')
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <Row
      icon={IconDeviceMobile}
      title={deviceName(session.device) ?? t.unknown}
      detail={
        session.isCurrent ? t.here : t.last(since(new Date(session.lastSeenAt), now, language))
      }
      end={
        !session.isCurrent && (
          <Button variant="default" mih={44} loading={end.isPending} onClick={() => end.mutate()}>
            {t.out}
          </Button>
        )
      }
    />
  )
}
