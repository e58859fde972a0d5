/** One message: what it says, the coupon in it, why it came, and how to stop more of them. */
import { Button } from '@mantine/core'
import { IconBellOff, IconHelpCircle } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiProblem, ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dateAndClock } from '../../../parts/format.ts'
import { useGo, useGoBack, usePathPart } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { InboxMessage } from '../../../shapes.ts'
import { inbox as en } from '../../../text/en/inbox.ts'
import { inbox as ko } from '../../../text/ko/inbox.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './MessageScreen.module.css'

export function MessageScreen() {
  const messageId = usePathPart('messageId')
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const back = useGoBack(links.inbox())
  const query = useQuery(ask('GET /v1/me/inbox/{messageId}', { params: { messageId } }))
  const message = query.data
  const isUnread = message?.readAt === null
  useEffect(() => {
    if (!isUnread) return
    void call('POST /v1/me/inbox/{messageId}/read', { params: { messageId }, body: {} })
      .then(() => refresh('GET /v1/me/inbox'))
      .catch(() => {
        // It stays unread, and is told again at the next look.
      })
  }, [messageId, isUnread])
  const isGone = query.error instanceof ApiProblem && query.error.status === 404
  return (
    <Page
      title={message?.title ?? (isGone ? t.message.gone : t.message.title)}
      lead={
        message &&
        `${message.merchantName} · ${dateAndClock(new Date(message.sentAt), now, language)}`
      }
      onBack={back}
    >
      <Answer query={query} loading={<Loading kind="page" />}>
        {(shown) => <MessageBody message={shown} />}
      </Answer>
    </Page>
  )
}

function MessageBody({ message }: { readonly message: InboxMessage }) {
  const t = useText({ ko, en })
  const go = useGo()
  const { couponId, decisionId, link, offerId, pictureId, purpose } = message
  const follow = (href: string) => {
    void call('POST /v1/me/inbox/{messageId}/click', {
      params: { messageId: message.id },
      body: {},
    }).catch(() => {
      // A click that is not counted keeps nobody from where they go.
    })
    go(href)
  }
  return (
    <>
      {pictureId && (
        <img className={styles.picture} src={`/v1/pictures/${pictureId}`} alt={message.title} />
      )}
      <div className={styles.body}>{message.body}</div>
      {offerId && !couponId && <TakeCoupon offerId={offerId} onTaken={follow} />}
      {couponId && (
        <BigButton onClick={() => follow(links.coupon(couponId))}>{t.message.seeCoupon}</BigButton>
      )}
      {!couponId && link?.startsWith('/') && (
        <BigButton variant="default" onClick={() => follow(link)}>
          {links.isEvent(link) ? t.message.seeEvent : t.message.seePlace}
        </BigButton>
      )}
      {(decisionId ?? purpose === 'marketing') && (
        <Rows>
          {decisionId && (
            <Row
              icon={IconHelpCircle}
              title={t.message.why}
              href={links.why(decisionId)}
              onGo={() => go(links.why(decisionId))}
            />
          )}
          {purpose === 'marketing' && <Block message={message} />}
        </Rows>
      )}
      <p className={styles.sender}>
        {t.message.sender(
          [message.sender.name, message.sender.contact].filter(Boolean).join(' · '),
        )}
      </p>
    </>
  )
}

/** Takes the coupon that came with the news, and shows it. */
function TakeCoupon({
  offerId,
  onTaken,
}: {
  readonly offerId: string
  readonly onTaken: (href: string) => void
}) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  // The same id for every try: a repeat after a broken line gives no second coupon.
  const [couponId] = useState(newId)
  const claim = useMutation({
    mutationFn: () =>
      call('POST /v1/offers/{offerId}/claims', {
        params: { offerId },
        body: { couponId },
        idempotencyKey: couponId,
      }),
    onSuccess: async () => {
      await refresh('GET /v1/me/coupons', 'GET /v1/places/{placeId}/offers')
      onTaken(links.coupon(couponId))
    },
  })
  return (
    <BigButton
      loading={claim.isPending}
      whyNot={claim.isError ? says(claim.error) : null}
      onClick={() => claim.mutate()}
    >
      {t.message.takeCoupon}
    </BigButton>
  )
}

/** Blocks the sender at once, with a way back; nobody is asked whether they are sure. */
function Block({ message }: { readonly message: InboxMessage }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const { merchantId } = message
  const block = useQuery(ask('GET /v1/me/blocks/{merchantId}', { params: { merchantId } }))
  const isBlocked = block.data?.isBlocked ?? false
  const set = useMutation({
    mutationFn: (next: boolean) =>
      call(`${next ? 'PUT' : 'DELETE'} /v1/me/blocks/{merchantId}`, {
        params: { merchantId },
      }),
    onSuccess: async (_, next) => {
      toast({
        says: next ? t.message.blocked : t.message.unblocked,
        onUndo: () => set.mutate(!next),
      })
      await refresh('GET /v1/me/blocks/{merchantId}', 'GET /v1/me/blocks')
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <Row
      icon={IconBellOff}
      title={isBlocked ? t.message.isBlocked : t.message.block}
      detail={t.message.free}
      end={
        <Button
          variant="default"
          mih={44}
          loading={set.isPending}
          onClick={() => set.mutate(!isBlocked)}
        >
          {isBlocked ? t.message.unblock : t.message.stop}
        </Button>
      }
    />
  )
}
