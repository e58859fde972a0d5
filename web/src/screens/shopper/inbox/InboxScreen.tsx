/** 받은함: what shops sent, newest first, as it arrives. */
import { Button } from '@mantine/core'
import { IconMail, IconTicket } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dayOf, since } from '../../../parts/format.ts'
import { GoLink, useGo } from '../../../parts/go.tsx'
import { InboxTabs } from '../../../parts/InboxTabs.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { useNow } from '../../../parts/use-now.ts'
import type { InboxMessage } from '../../../shapes.ts'
import { inbox as en } from '../../../text/en/inbox.ts'
import { inbox as ko } from '../../../text/ko/inbox.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { rowsOf, withoutCount } from './rows.ts'
import styles from './InboxScreen.module.css'

export function InboxScreen() {
  const t = useText({ ko, en })
  return (
    <Page title={t.title}>
      <InboxTabs value="news" />
      <NeedsSignIn icon={IconMail} title={t.signIn.title} body={t.signIn.body}>
        <Messages />
      </NeedsSignIn>
    </Page>
  )
}

function Messages() {
  const t = useText({ ko, en })
  const go = useGo()
  const now = useNow()
  const query = useQuery(ask('GET /v1/me/inbox'))
  return (
    <Answer query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            icon={IconMail}
            title={t.empty.title}
            action={
              <Button variant="default" mih={48} onClick={() => go(links.consents())}>
                {t.empty.consents}
              </Button>
            }
          >
            {t.empty.body}
          </EmptyState>
        ) : (
          <ul className={styles.list} aria-label={t.list} aria-live="polite">
            {rowsOf(items, dayOf).map(([message, ...rest]) => (
              <MessageRow key={message.id} message={message} rest={rest} now={now} />
            ))}
          </ul>
        )
      }
    </Answer>
  )
}

function MessageRow({
  message,
  rest,
  now,
}: {
  readonly message: InboxMessage
  /** Quiet ones of the same day. */
  readonly rest: readonly InboxMessage[]
  readonly now: Date
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const isUnread = message.readAt === null && !message.isQuiet
  const href = rest.length > 0 && message.link ? message.link : links.message(message.id)
  const bodies = [message, ...rest].map(({ body }) => body)
  return (
    <li>
      <GoLink className={styles.row} href={href} data-unread={isUnread}>
        <span className={styles.top}>
          <span className={styles.from}>
            {isUnread && (
              <span className={styles.dot}>
                <span className="only-heard">{t.unread}</span>
              </span>
            )}
            {message.merchantName}
          </span>
          <span className={styles.when}>{since(new Date(message.sentAt), now, language)}</span>
        </span>
        <span className={styles.title}>
          {rest.length > 0 ? t.times(withoutCount(message.title), bodies.length) : message.title}
        </span>
        <span className={styles.body}>{bodies.join('\n')}</span>
        {message.couponId && (
          <span className={styles.coupon}>
            <IconTicket size={16} aria-hidden />
            {t.hasCoupon}
          </span>
        )}
      </GoLink>
    </li>
  )
}
