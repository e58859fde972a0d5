/** Where the code of a shop leads: who it is, what being a friend means, and one button. */
import { Button, List } from '@mantine/core'
import { IconCircleCheck, IconHeartHandshake } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { AgeNotice } from '../../../parts/AgeNotice.tsx'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { useMe } from '../../../parts/me.ts'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useMerchantConsent } from '../../../parts/use-merchant-consent.ts'
import { useSave } from '../../../parts/use-save.ts'
import { friends as en } from '../../../text/en/friends.ts'
import { friends as ko } from '../../../text/ko/friends.ts'
import { useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card } from '../../../ui/Section.tsx'
import { EmptyState, RefusedState } from '../../../ui/States.tsx'
import styles from './friends.module.css'

export function FollowScreen() {
  const t = useText({ ko, en }).link
  const code = usePathPart('code')
  const query = useQuery(ask('GET /v1/follow-links/{code}', { params: { code } }))
  const isGone = query.error instanceof ApiProblem && query.error.status < 500
  const found = query.data
  const words = found?.isFriend ? t.done : t.title
  const title = found ? words(found.merchant.name) : t.open
  return (
    <Page title={title}>
      <Answer
        query={query}
        {...(isGone && {
          refused: (
            <RefusedState icon={IconHeartHandshake} title={t.gone}>
              {t.goneBody}
            </RefusedState>
          ),
        })}
      >
        {({ merchant, greeting, isFriend }) =>
          isFriend ? (
            <>
              <AskConsent merchantId={merchant.id} />
              <Done shop={merchant.name} />
            </>
          ) : (
            <>
              <Card tone="accent">
                <p className={styles.promise}>{greeting || t.promise}</p>
              </Card>
              <List spacing="sm" size="md" icon={<IconCircleCheck size={22} aria-hidden />}>
                {t.manners.map((line) => (
                  <List.Item key={line}>{line}</List.Item>
                ))}
              </List>
              <NeedsSignIn icon={IconHeartHandshake} title={t.signIn.title} body={t.signIn.body}>
                <Follow code={code} shop={merchant.name} />
              </NeedsSignIn>
            </>
          )
        }
      </Answer>
    </Page>
  )
}

function Follow({ code, shop }: { readonly code: string; readonly shop: string }) {
  const t = useText({ ko, en })
  const save = useSave({
    run: () => call('POST /v1/follow-links/{code}/follow', { params: { code } }),
    done: t.followed(shop),
    after: () => refresh('GET /v1/follow-links/{code}', 'GET /v1/me/friends'),
  })
  return (
    <BigButton loading={save.isPending} onClick={() => save.mutate()}>
      {t.follow}
    </BigButton>
  )
}

/** One question, at the moment it helps; later is as good an answer as yes. */
function AskConsent({ merchantId }: { readonly merchantId: string }) {
  const t = useText({ ko, en })
  const who = useMe()
  const friends = useQuery(ask('GET /v1/me/friends'))
  const { words, answer } = useMerchantConsent(merchantId)
  const [isLater, setLater] = useState(false)
  const save = useSave({ run: () => answer(true), done: t.agreed })
  const mine = friends.data?.items.find(({ merchant }) => merchant.id === merchantId)
  if (words === null || isLater || !mine || mine.agrees) return null
  if (who.kind === 'person' && who.me.age === 'unsaid') return <AgeNotice />
  return (
    <Card tone="accent">
      <h2 className={styles.question}>{t.link.ask.title}</h2>
      <p className={styles.words}>{words}</p>
      <p className={styles.kept}>{t.link.ask.kept}</p>
      <div className={styles.answers}>
        <Button variant="default" h={52} onClick={() => setLater(true)}>
          {t.link.ask.later}
        </Button>
        <Button h={52} loading={save.isPending} onClick={() => save.mutate()}>
          {t.link.ask.yes}
        </Button>
      </div>
    </Card>
  )
}

function Done({ shop }: { readonly shop: string }) {
  const t = useText({ ko, en }).link
  const go = useGo()
  return (
    <EmptyState
      icon={IconHeartHandshake}
      title={t.done(shop)}
      action={
        <Button mih={48} onClick={() => go(links.friends())}>
          {t.toFriends}
        </Button>
      }
    >
      {t.doneBody}
    </EmptyState>
  )
}
