/** The two halves of 받은함: what shops sent, and what one talks about with them. */
import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../api.ts'
import { links } from '../links.ts'
import { posts as postsEn } from '../text/en/posts.ts'
import { talk as en } from '../text/en/talk.ts'
import { posts as postsKo } from '../text/ko/posts.ts'
import { talk as ko } from '../text/ko/talk.ts'
import { useText } from '../text/language.tsx'
import { useGo } from './go.tsx'
import { useMe } from './me.ts'

const wayTo = { news: links.inbox, timeline: links.timeline, talks: links.talks }

export function InboxTabs({ value }: { readonly value: keyof typeof wayTo }) {
  const t = useText({ ko, en })
  const posts = useText({ ko: postsKo, en: postsEn })
  const go = useGo()
  const isPerson = useMe().kind === 'person'
  const talks = useQuery({ ...ask('GET /v1/me/talks'), enabled: isPerson })
  const unread = talks.data?.unread ?? 0
  return (
    <SegmentedControl
      fullWidth
      size="md"
      aria-label={t.tabs.label}
      value={value}
      onChange={(next) => go(wayTo[next](), { replace: true })}
      data={[
        { value: 'news', label: t.tabs.news },
        { value: 'timeline', label: posts.timeline },
        { value: 'talks', label: unread > 0 ? `${t.tabs.talks} ${unread}` : t.tabs.talks },
      ]}
    />
  )
}
