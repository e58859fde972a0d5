/** 받은함 · 토크: my talks with shops, the latest first, as they go on. */
import { IconMessages } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { InboxTabs } from '../../../parts/InboxTabs.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import styles from '../../../parts/talk/talk.module.css'
import { TalkRow } from '../../../parts/talk/TalkRow.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { inbox as inboxEn } from '../../../text/en/inbox.ts'
import { talk as en } from '../../../text/en/talk.ts'
import { inbox as inboxKo } from '../../../text/ko/inbox.ts'
import { talk as ko } from '../../../text/ko/talk.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState } from '../../../ui/States.tsx'

const PATH = 'GET /v1/me/talks'

export function TalksScreen() {
  const t = useText({ ko, en })
  const { title } = useText({ ko: inboxKo, en: inboxEn })
  return (
    <Page title={title}>
      <InboxTabs value="talks" />
      <NeedsSignIn icon={IconMessages} title={t.signIn.title} body={t.signIn.body}>
        <Talks />
      </NeedsSignIn>
    </Page>
  )
}

function Talks() {
  const t = useText({ ko, en })
  const now = useNow()
  const query = useInfiniteQuery({
    queryKey: [PATH, 'pages'],
    queryFn: ({ pageParam, signal }) => call(PATH, { query: { cursor: pageParam }, signal }),
    ...byCursor,
  })
  return (
    <Endless
      query={query}
      empty={
        <EmptyState icon={IconMessages} title={t.empty.title}>
          {t.empty.body}
        </EmptyState>
      }
    >
      {(rows) => (
        <ul className={styles.rows} aria-label={t.mine} aria-live="polite">
          {rows.map((row) => (
            <TalkRow
              key={row.id}
              href={links.talk(row.id)}
              name={row.merchantName}
              at={row.lastAt}
              unread={row.personUnread}
              lastKind={row.lastKind}
              lastText={row.lastText}
              now={now}
            />
          ))}
        </ul>
      )}
    </Endless>
  )
}
