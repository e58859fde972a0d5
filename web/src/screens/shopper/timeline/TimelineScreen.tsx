/** 받은함 · 타임라인: the posts of the shops that I follow, the latest first. */
import { Button } from '@mantine/core'
import { IconNews } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { useGo } from '../../../parts/go.tsx'
import { InboxTabs } from '../../../parts/InboxTabs.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { PostCard } from '../../../parts/posts/PostCard.tsx'
import styles from '../../../parts/posts/posts.module.css'
import { useNow } from '../../../parts/use-now.ts'
import { inbox as inboxEn } from '../../../text/en/inbox.ts'
import { posts as en } from '../../../text/en/posts.ts'
import { inbox as inboxKo } from '../../../text/ko/inbox.ts'
import { posts as ko } from '../../../text/ko/posts.ts'
import { useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState } from '../../../ui/States.tsx'

const PATH = 'GET /v1/me/timeline'

export function TimelineScreen() {
  const t = useText({ ko, en })
  const { title } = useText({ ko: inboxKo, en: inboxEn })
  return (
    <Page title={title}>
      <InboxTabs value="timeline" />
      <NeedsSignIn icon={IconNews} title={t.signIn.title} body={t.signIn.body}>
        <Posts />
      </NeedsSignIn>
    </Page>
  )
}

function Posts() {
  const t = useText({ ko, en })
  const go = useGo()
  const now = useNow()
  const query = useInfiniteQuery({
    queryKey: [PATH, 'pages'],
    queryFn: ({ pageParam, signal }) => call(PATH, { query: { cursor: pageParam }, signal }),
    ...byCursor,
  })
  const fresh = query.data?.pages[0]?.fresh ?? 0
  useEffect(() => {
    if (fresh === 0) return
    // A look that is not told is made good by the next.
    void call('PUT /v1/me/timeline/mark').catch(() => undefined)
  }, [fresh])
  return (
    <Endless
      query={query}
      empty={
        <EmptyState
          icon={IconNews}
          title={t.empty.title}
          action={
            <Button mih={48} onClick={() => go(links.brands())}>
              {t.empty.go}
            </Button>
          }
        >
          {t.empty.body}
        </EmptyState>
      }
    >
      {(rows) => (
        <>
          {fresh > 0 && <p role="status">{t.fresh(fresh)}</p>}
          <ul className={styles.posts} aria-label={t.list}>
            {rows.map((post) => (
              <li key={post.id}>
                <PostCard post={post} now={now} isNew={post.isNew} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Endless>
  )
}
