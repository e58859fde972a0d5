/** The shops I am a friend of, and the ways out of each: at once, and back again. */
import { Button, Switch } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date } from '../../../parts/format.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useMerchantConsent } from '../../../parts/use-merchant-consent.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'
import { friends as en } from '../../../text/en/friends.ts'
import { me as meEn } from '../../../text/en/me.ts'
import { friends as ko } from '../../../text/ko/friends.ts'
import { me as meKo } from '../../../text/ko/me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './friends.module.css'

type Friend = ItemOf<ReplyTo<'GET /v1/me/friends'>>

export function FriendsScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <NeedsSignIn icon={IconHeartHandshake} title={me.signIn.title} body={me.signIn.body}>
        <FriendList />
      </NeedsSignIn>
    </Page>
  )
}

function FriendList() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const go = useGo()
  const now = useNow(60)
  const query = useQuery(ask('GET /v1/me/friends'))
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <Answer query={query}>
      {({ items }) => {
        if (items.length === 0) {
          return (
            <EmptyState
              icon={IconHeartHandshake}
              title={t.empty.title}
              action={
                <Button mih={48} onClick={() => go(links.brands())}>
                  {t.empty.go}
                </Button>
              }
            >
              {t.empty.body}
            </EmptyState>
          )
        }
        const friend = items.find(({ merchant }) => merchant.id === chosen)
        return (
          <>
            <Button variant="default" h={48} onClick={() => go(links.brands())}>
              {t.more}
            </Button>
            <Rows label={t.title}>
              {items.map(({ merchant, since, isBlocked, isMuted }) => (
                <Row
                  key={merchant.id}
                  icon={IconHeartHandshake}
                  title={merchant.name}
                  detail={
                    isBlocked
                      ? t.isBlocked
                      : isMuted
                        ? t.isMuted
                        : t.since(date(new Date(since), now, language))
                  }
                  onGo={() => setChosen(merchant.id)}
                />
              ))}
            </Rows>
            <Sheet
              isOpen={friend !== undefined}
              onClose={() => setChosen(null)}
              title={friend?.merchant.name ?? ''}
            >
              {friend && <WaysOut friend={friend} onDone={() => setChosen(null)} />}
            </Sheet>
          </>
        )
      }}
    </Answer>
  )
}

function WaysOut({ friend, onDone }: { readonly friend: Friend; readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const { merchant, isBlocked, isMuted, agrees } = friend
  const consent = useMerchantConsent(merchant.id)
  const params = { merchantId: merchant.id }
  const again = async () => {
    onDone()
    await refresh('GET /v1/me/friends', 'GET /v1/me/friends/{merchantId}', 'GET /v1/me/blocks')
  }
  const block = (isOn: boolean) =>
    call(`${isOn ? 'PUT' : 'DELETE'} /v1/me/blocks/{merchantId}`, { params })
  const setBlock = useSave({
    run: () => block(!isBlocked),
    done: isBlocked ? t.unblocked : t.blocked,
    undo: () => block(isBlocked),
    after: again,
  })
  const mute = (isOn: boolean) =>
    call(`${isOn ? 'PUT' : 'DELETE'} /v1/me/mutes/{merchantId}`, { params })
  const setMute = useSave({
    run: () => mute(!isMuted),
    done: isMuted ? t.unmuted : t.muted,
    undo: () => mute(isMuted),
    after: again,
  })
  const setConsent = useSave({
    run: () => consent.answer(!agrees),
    done: agrees ? t.disagreed : t.agreed,
  })
  const leave = useSave({
    run: () => call('DELETE /v1/me/friends/{merchantId}', { params }),
    done: t.left,
    undo: () => call('PUT /v1/me/friends/{merchantId}', { params, body: { source: 'app' } }),
    after: again,
  })
  return (
    <div className={styles.actions}>
      <Switch
        size="md"
        label={t.agree}
        description={consent.words}
        checked={agrees}
        disabled={consent.words === null || setConsent.isPending}
        onChange={() => setConsent.mutate()}
      />
      <Button
        variant="default"
        h={52}
        aria-label={isMuted ? t.unmuteOf(merchant.name) : t.muteOf(merchant.name)}
        loading={setMute.isPending}
        onClick={() => setMute.mutate()}
      >
        {isMuted ? t.unmute : t.mute}
      </Button>
      <Button
        variant="default"
        h={52}
        aria-label={isBlocked ? t.unblockOf(merchant.name) : t.blockOf(merchant.name)}
        loading={setBlock.isPending}
        onClick={() => setBlock.mutate()}
      >
        {isBlocked ? t.unblock : t.block}
      </Button>
      <Button
        variant="default"
        h={52}
        aria-label={t.leaveOf(merchant.name)}
        loading={leave.isPending}
        onClick={() => leave.mutate()}
      >
        {t.leave}
      </Button>
    </div>
  )
}
