/** 친구: how many, where from, day by day; the codes that win them, and what they read first. */
import { Button, Textarea } from '@mantine/core'
import {
  IconDeviceMobile,
  IconLink,
  IconQrcode,
  IconReceipt,
  IconUsersPlus,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGoBack } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import {
  channelFriends as en,
  merchantChannel as hubEn,
} from '../../../text/en/merchant-channel.ts'
import {
  channelFriends as ko,
  merchantChannel as hubKo,
} from '../../../text/ko/merchant-channel.ts'
import { counted } from '../../../text/figures.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { useShop } from '../shop.tsx'
import styles from './channel.module.css'
import { ConsentProofs } from './ConsentProofs.tsx'
import { FollowLink, type LinkSource } from './FollowLink.tsx'
import { FriendDays } from './FriendDays.tsx'

type Channel = ReplyTo<'GET /v1/merchants/{merchantId}/channel'>

const GREETING_LETTERS_MAX = 200
const PATH = 'GET /v1/merchants/{merchantId}/channel'

export function FriendsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.channel(shop.id))
  const channel = useQuery(ask(PATH, { params: { merchantId: shop.id } }))
  return (
    <Page title={t.title} lead={t.privacy} onBack={back}>
      <Answer query={channel} loading={<Loading kind="page" />}>
        {(it) => (
          <>
            {it.friends + it.followed > 0 ? (
              <>
                <Sources channel={it} />
                <FriendDays days={it.days} />
              </>
            ) : (
              <EmptyState icon={IconUsersPlus} title={t.empty}>
                {t.emptyBody}
              </EmptyState>
            )}
            <Codes />
            {shop.role === 'owner' && <Greeting key={it.greeting} greeting={it.greeting} />}
            {shop.role === 'owner' && <ConsentProofs />}
          </>
        )}
      </Answer>
    </Page>
  )
}

function Sources({ channel }: { readonly channel: Channel }) {
  const t = useText({ ko, en })
  const hub = useText({ ko: hubKo, en: hubEn })
  const { friends, bySource } = channel
  return (
    <Section title={t.sources}>
      <Card>
        <p className={styles.sentence}>{hub.says(hub.people(counted(friends)))}</p>
        <ul className={styles.rows}>
          {bySource.map((it) => (
            <li key={it.source}>
              <span>{t.source[it.source]}</span>
              <b className="figures">{hub.people(counted(it.friends))}</b>
              <span className={styles.track} aria-hidden>
                <i style={{ width: `${(it.friends / Math.max(1, friends)) * 100}%` }} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}

const codes = [
  { source: 'qr', icon: IconQrcode },
  { source: 'receipt', icon: IconReceipt },
  { source: 'tag', icon: IconDeviceMobile },
  { source: 'invitation', icon: IconLink },
] as const satisfies { source: LinkSource; icon: typeof IconQrcode }[]

function Codes() {
  const t = useText({ ko, en })
  const [shown, setShown] = useState<LinkSource | null>(null)
  return (
    <Section title={t.links} hint={t.linksHint}>
      <Rows label={t.links}>
        {codes.map(({ source, icon }) => (
          <Row
            key={source}
            icon={icon}
            title={t.make[source].title}
            detail={t.make[source].detail}
            onGo={() => setShown(source)}
          />
        ))}
      </Rows>
      {shown && <FollowLink source={shown} onClose={() => setShown(null)} />}
    </Section>
  )
}

function Greeting({ greeting }: { readonly greeting: string }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const [text, setText] = useState(greeting)
  const save = useSave({
    run: () =>
      call('PUT /v1/merchants/{merchantId}/channel', {
        params: { merchantId: shop.id },
        body: { greeting: text },
      }),
    done: t.saved,
    after: () => refresh(PATH),
  })
  return (
    <Section title={t.greeting} hint={t.greetingHint}>
      <div className={styles.form}>
        <Textarea
          label={t.greetingLabel}
          placeholder={t.greetingExample}
          size="md"
          autosize
          minRows={2}
          maxLength={GREETING_LETTERS_MAX}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
        <Button
          h={52}
          disabled={text.trim() === greeting}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t.save}
        </Button>
      </div>
    </Section>
  )
}
