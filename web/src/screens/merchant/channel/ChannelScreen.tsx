/** 가게 소식통: how many friends wait for news, and everything that can be done for them. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { merchantChannel as en } from '../../../text/en/merchant-channel.ts'
import { merchantChannel as ko } from '../../../text/ko/merchant-channel.ts'
import { counted } from '../../../text/figures.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import type { ReplyTo } from '../../../shapes.ts'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Figure, Figures, Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { UnreadBadge } from '../UnreadBadge.tsx'
import { BlockWarning } from './BlockWarning.tsx'
import styles from './channel.module.css'
import { entries } from './entries.ts'

type Channel = ReplyTo<'GET /v1/merchants/{merchantId}/channel'>

export function ChannelScreen() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const back = useGoBack(links.settings(shop.id))
  const params = { merchantId: shop.id }
  const channel = useQuery(ask('GET /v1/merchants/{merchantId}/channel', { params }))
  const isOwner = shop.role === 'owner'
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <Answer query={channel}>{(it) => <Standing channel={it} />}</Answer>
      <Rows label={t.entries}>
        {entries
          .filter(({ forStaff }) => isOwner || forStaff)
          .map(({ key, icon, words, href }) => (
            <Row
              key={key}
              icon={icon}
              title={words[language].title}
              detail={words[language].detail}
              {...(key === 'talk' && { end: <UnreadBadge /> })}
              href={href(shop.id)}
              onGo={() => go(href(shop.id))}
            />
          ))}
      </Rows>
    </Page>
  )
}

function Standing({ channel }: { readonly channel: Channel }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const people = (count: number) => t.people(counted(count))
  const { friends, followed, left, blocked } = channel
  return (
    <>
      <Card>
        <p className={styles.sentence} aria-live="polite">
          {friends > 0 ? t.says(people(friends)) : t.saysNone}
        </p>
        {friends === 0 && shop.role === 'owner' && (
          <Button h={52} onClick={() => go(links.channelFriends(shop.id))}>
            {t.begin}
          </Button>
        )}
      </Card>
      <BlockWarning channel={channel} />
      {friends > 0 && (
        <Section title={t.lately}>
          <Figures>
            <Figure name={t.followed} value={people(followed)} />
            <Figure name={t.left} value={people(left)} />
            <Figure name={t.blocked} value={people(blocked)} />
          </Figures>
        </Section>
      )}
    </>
  )
}
