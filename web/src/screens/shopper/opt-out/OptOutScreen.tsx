/** Stopping advertisements with one press, free, without signing in. */
import { Button } from '@mantine/core'
import { IconBellOff, IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ApiProblem, ask, call } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { links } from '../../../links.ts'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { optOut as en } from '../../../text/en/sign-in.ts'
import { optOut as ko } from '../../../text/ko/sign-in.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState, RefusedState } from '../../../ui/States.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './OptOutScreen.module.css'

export function OptOutScreen() {
  const token = usePathPart('token')
  const t = useText({ ko, en })
  const says = useRefusalText()
  const go = useGo()
  const query = useQuery(ask('GET /v1/opt-outs/{token}', { params: { token } }))
  const stop = useMutation({
    mutationFn: (scope: 'merchant' | 'all') =>
      call('POST /v1/opt-outs/{token}', { params: { token }, body: { scope } }),
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  const isUnknown = query.error instanceof ApiProblem && query.error.status < 500
  return (
    <main id="main">
      <Page title={t.title}>
        <Answer
          query={query}
          {...(isUnknown
            ? {
                refused: (
                  <RefusedState
                    title={t.unknown}
                    action={
                      <Button h={48} onClick={() => go(links.consents())}>
                        {t.toConsents}
                      </Button>
                    }
                  >
                    {t.unknownBody}
                  </RefusedState>
                ),
              }
            : {})}
        >
          {({ merchantName }) => {
            const name = merchantName ?? t.market
            return stop.isSuccess ? (
              <div role="status">
                <EmptyState icon={IconCircleCheck} title={t.done}>
                  {stop.variables === 'all' ? t.doneAll : t.doneBody(name)}
                </EmptyState>
              </div>
            ) : (
              <EmptyState
                icon={IconBellOff}
                title={t.ask(name)}
                action={
                  <div className={styles.ways}>
                    <BigButton loading={stop.isPending} onClick={() => stop.mutate('merchant')}>
                      {t.stop}
                    </BigButton>
                    <Button
                      variant="default"
                      mih={48}
                      disabled={stop.isPending}
                      onClick={() => stop.mutate('all')}
                    >
                      {t.stopAll}
                    </Button>
                  </div>
                }
              >
                {t.body}
              </EmptyState>
            )
          }}
        </Answer>
      </Page>
    </main>
  )
}
