/** What each piece of news of these days came to, and both tables to take along. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { links } from '../../../links.ts'
import { calendarDay } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { statistics as en } from '../../../text/en/statistics.ts'
import { counted } from '../../../text/figures.ts'
import { statistics as ko } from '../../../text/ko/statistics.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import styles from './channel.module.css'
import type { Statistics } from './statistics.ts'

const names = { days: 'csvDays', messages: 'csvMessages', campaigns: 'csvCampaigns' } as const

export function StatisticsMessages({ statistics }: { readonly statistics: Statistics }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const { messages, campaigns, hasAllMessages, attributionDays, from, until } = statistics
  const people = (count: number) => t.people(counted(count))
  const file = `/v1/merchants/${shop.id}/statistics.csv?from=${from}&until=${until}&language=${language}`
  return (
    <Section title={t.messages} hint={t.messagesHint(attributionDays)}>
      {messages.length === 0 ? (
        <p className={styles.soft}>{t.noMessages}</p>
      ) : (
        <Rows label={t.messages}>
          {messages.map(({ broadcastId, title, day, ...did }, at) => (
            <Row
              key={broadcastId ?? at}
              title={title || t.untitled}
              detail={
                did.isWithheld ? (
                  <>
                    {t.messageFew(calendarDay(day, language))}
                    <br />
                    {t.messageWithheld}
                  </>
                ) : (
                  <>
                    {t.messageOn(calendarDay(day, language), people(did.sent ?? 0))}
                    <br />
                    {t.messageDid(
                      people(did.seen ?? 0),
                      people(did.visited ?? 0),
                      people(did.redeemed ?? 0),
                    )}
                  </>
                )
              }
              {...(broadcastId && {
                href: links.broadcast(shop.id, broadcastId),
                onGo: () => go(links.broadcast(shop.id, broadcastId)),
              })}
            />
          ))}
        </Rows>
      )}
      {messages.some(({ isWithheld }) => isWithheld) && (
        <p className={styles.soft}>{t.messagesWithheld}</p>
      )}
      {!hasAllMessages && <p className={styles.soft}>{t.messagesMore}</p>}
      {campaigns.length > 0 && (
        <Rows label={t.campaigns}>
          {campaigns.map(({ campaignId, name, ...did }) => (
            <Row
              key={campaignId}
              title={name || t.untitledCampaign}
              detail={
                <>
                  {t.campaignTo(people(did.sent))}
                  <br />
                  {t.messageDid(people(did.seen), people(did.visited), people(did.redeemed))}
                </>
              }
              href={links.campaign(shop.id, campaignId)}
              onGo={() => go(links.campaign(shop.id, campaignId))}
            />
          ))}
        </Rows>
      )}
      <div className={styles.pair}>
        {(
          ['days', 'messages', ...(campaigns.length > 0 ? ['campaigns' as const] : [])] as const
        ).map((of) => (
          <Button
            key={of}
            component="a"
            href={`${file}&of=${of}`}
            download
            aria-label={t.download(t[names[of]])}
            variant="default"
            mih={48}
            leftSection={<IconDownload size={20} aria-hidden />}
          >
            {t[names[of]]}
          </Button>
        ))}
      </div>
    </Section>
  )
}
