/** One talk as the shop sees it: who has it, what was written, and the field to answer in. */
import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call } from '../../../../api.ts'
import { newId } from '../../../../ids.ts'
import { links } from '../../../../links.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { useGo } from '../../../../parts/go.tsx'
import { useMe } from '../../../../parts/me.ts'
import { Composer } from '../../../../parts/talk/Composer.tsx'
import styles from '../../../../parts/talk/talk.module.css'
import { Thread } from '../../../../parts/talk/Thread.tsx'
import { useOutbox } from '../../../../parts/talk/use-outbox.ts'
import { useMark, useThread } from '../../../../parts/talk/use-thread.ts'
import { useNow } from '../../../../parts/use-now.ts'
import { useSave } from '../../../../parts/use-save.ts'
import { shopTalk as en, talk as talkEn } from '../../../../text/en/talk.ts'
import { ui as uiEn } from '../../../../text/en/ui.ts'
import { shopTalk as ko, talk as talkKo } from '../../../../text/ko/talk.ts'
import { ui as uiKo } from '../../../../text/ko/ui.ts'
import { useText } from '../../../../text/language.tsx'
import { useShop } from '../../shop.tsx'
import { lookAgain, MESSAGES, type ShopMessage, type ShopTalk } from './shop-talk.ts'
import { SendCard } from './SendCard.tsx'
import { StaffChoices } from './StaffChoices.tsx'

export function ShopThread({ talkId }: { readonly talkId: string }) {
  const t = useText({ ko: talkKo, en: talkEn })
  const shop = useShop()
  const now = useNow()
  const params = { merchantId: shop.id, talkId }
  const query = useThread(MESSAGES, params)
  const talk = query.data?.pages[0]?.talk
  const outbox = useOutbox(`shop.${talkId}`, async ({ id, content }) => {
    await call('POST /v1/merchants/{merchantId}/talks/{talkId}/messages', {
      params,
      body: { id, content },
    })
    await lookAgain()
  })
  useMark(talk?.lastNumber, talk?.shopRead, async (number) => {
    const path = 'PUT /v1/merchants/{merchantId}/talks/{talkId}/mark'
    await call(path, { params, body: { number } })
    await lookAgain()
  })
  if (!query.data || !talk) return <Answer query={query}>{() => null}</Answer>
  return (
    <section className={styles.talk} aria-label={talk.personName}>
      <Head talk={talk} />
      <Thread
        side="shop"
        messages={query.data.pages.flatMap(({ messages }) => messages)}
        otherRead={talk.personRead}
        outbox={outbox}
        pictureUrl={(id, size) =>
          `/v1/merchants/${shop.id}/talks/${talkId}/pictures/${id}?size=${size}`
        }
        now={now}
        empty=""
        aside={(message) => <Aside message={message} />}
        more={
          query.hasNextPage && (
            <Button variant="subtle" h={48} fullWidth onClick={() => void query.fetchNextPage()}>
              {t.older}
            </Button>
          )
        }
      />
      <Foot talk={talk} outbox={outbox} now={now} />
    </section>
  )
}

/** Who of us wrote it; of a hand-over, all of it. */
function Aside({ message }: { readonly message: ShopMessage }) {
  const t = useText({ ko, en })
  const { kind, byName, toName, text } = message
  if (kind !== 'hand-over') return byName
  const by = byName ?? ''
  const saysOf = (from: string, to: string | null) =>
    to === null ? t.handedBack(from) : to === from ? t.tookOver(from) : t.handedTo(from, to)
  return (
    <>
      {saysOf(by, toName)} · {t.onlyUs}
      {text && `\n${text}`}
    </>
  )
}

function Head({ talk }: { readonly talk: ShopTalk }) {
  const t = useText({ ko, en })
  const ui = useText({ ko: uiKo, en: uiEn })
  const shop = useShop()
  const go = useGo()
  const who = useMe()
  const isMine = who.kind === 'person' && talk.assignedTo === who.me.person.id
  const has = isMine ? t.mineNow : talk.assignedName ? t.others(talk.assignedName) : t.nobody
  return (
    <header className={styles.head}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={48}
        aria-label={ui.back}
        onClick={() => go(links.shopTalks(shop.id))}
      >
        <IconArrowLeft />
      </ActionIcon>
      <div className={styles.names}>
        <h2>{talk.personName}</h2>
        {talk.state === 'open' && <p>{has}</p>}
      </div>
      <StaffChoices talk={talk} isMine={isMine} />
    </header>
  )
}

/** Somebody else has it; an owner may take it over all the same. */
function TakenBy({ talk }: { readonly talk: ShopTalk }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const who = useMe()
  const take = useSave({
    run: (to: string) =>
      call('POST /v1/merchants/{merchantId}/talks/{talkId}/hand-over', {
        params: { merchantId: shop.id, talkId: talk.id },
        body: { to, note: '' },
      }),
    done: t.taken,
    after: lookAgain,
  })
  return (
    <div className={styles.says}>
      <p>{t.others(talk.assignedName ?? '')}</p>
      {shop.role === 'owner' && who.kind === 'person' && (
        <Button
          variant="light"
          h={48}
          loading={take.isPending}
          onClick={() => take.mutate(who.me.person.id)}
        >
          {t.takeOver}
        </Button>
      )}
    </div>
  )
}

function Foot({
  talk,
  outbox,
  now,
}: {
  readonly talk: ShopTalk
  readonly outbox: ReturnType<typeof useOutbox>
  readonly now: Date
}) {
  const t = useText({ ko, en })
  const words = useText({ ko: talkKo, en: talkEn })
  const shop = useShop()
  const who = useMe()
  const [draft, setDraft] = useState('')
  const params = { merchantId: shop.id }
  const desk = useQuery(ask('GET /v1/merchants/{merchantId}/talk-desk', { params }))
  const send = useSave({
    run: (content: object) =>
      call('POST /v1/merchants/{merchantId}/talks/{talkId}/messages', {
        params: { ...params, talkId: talk.id },
        body: { id: newId(), content },
      }),
    done: null,
    after: lookAgain,
  })
  if (talk.blockedBy !== null) return <p className={styles.says}>{t.isBlocked}</p>
  if (talk.state === 'closed') return <p className={styles.says}>{t.isClosed}</p>
  const { mayWriteUntil: until } = talk
  if (until === null || new Date(until) <= now)
    return <p className={styles.says}>{t.waitsForThem}</p>
  const isTaken =
    talk.assignedTo !== null && !(who.kind === 'person' && talk.assignedTo === who.me.person.id)
  if (isTaken) return <TakenBy talk={talk} />
  const quick = desk.data?.quickReplies ?? []
  return (
    <>
      {quick.length > 0 && (
        <div className={styles.composer}>
          <div className={styles.quick} role="group" aria-label={t.quick}>
            {quick.map((reply) => (
              <Button
                key={reply}
                variant="default"
                mih={44}
                flex="none"
                onClick={() => setDraft((text) => (text === '' ? reply : `${text} ${reply}`))}
              >
                {reply.length > 24 ? `${reply.slice(0, 23)}…` : reply}
              </Button>
            ))}
          </div>
        </div>
      )}
      <Composer
        label={words.writeShop}
        draft={draft}
        onDraft={setDraft}
        outbox={outbox}
        upload={async (photo) => {
          const path = 'POST /v1/merchants/{merchantId}/talk-pictures'
          return (await call(path, { params, body: photo })).id
        }}
        extra={<SendCard onSend={(content) => send.mutateAsync(content)} />}
      />
    </>
  )
}
