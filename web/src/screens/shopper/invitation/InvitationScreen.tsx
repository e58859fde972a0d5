/** Where an invitation leads: what it promises, and one button. */
import { Button } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ApiProblem, ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { invitePromise } from '../../../parts/invite.ts'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useSave } from '../../../parts/use-save.ts'
import { loyalty as en } from '../../../text/en/loyalty.ts'
import { loyalty as ko } from '../../../text/ko/loyalty.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card } from '../../../ui/Section.tsx'
import { RefusedState } from '../../../ui/States.tsx'
import styles from './InvitationScreen.module.css'

export function InvitationScreen() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const code = usePathPart('code')
  const query = useQuery(ask('GET /v1/invitations/{code}', { params: { code } }))
  const isGone = query.error instanceof ApiProblem && query.error.status < 500
  const title = query.data ? t.invite.title(query.data.merchantName) : t.invite.open
  return (
    <Page title={isGone ? t.invite.gone : title}>
      <Answer
        query={query}
        {...(isGone && {
          refused: (
            <RefusedState icon={IconHeartHandshake} title={t.invite.gone}>
              {t.invite.goneBody}
            </RefusedState>
          ),
        })}
      >
        {({ invite }) => (
          <>
            <Card tone="accent">
              <p className={styles.promise}>
                {invitePromise(invite, 'friend', language, t.invite)}
              </p>
            </Card>
            <NeedsSignIn icon={IconHeartHandshake} title={t.signIn.title} body={t.signIn.body}>
              <Accept code={code} />
            </NeedsSignIn>
          </>
        )}
      </Answer>
    </Page>
  )
}

function Accept({ code }: { readonly code: string }) {
  const t = useText({ ko, en })
  const go = useGo()
  const save = useSave({
    run: () => call('POST /v1/invitations/{code}/acceptance', { params: { code } }),
    done: t.invite.accepted,
    after: () => go(links.wallet()),
  })
  return (
    <Button fullWidth h={52} loading={save.isPending} onClick={() => save.mutate()}>
      {t.invite.accept}
    </Button>
  )
}
