/** One post of a shop: what it says and shows, how people like it, and what they wrote below. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconDots,
  IconFlag,
  IconHeart,
  IconHeartFilled,
  IconMessage,
  IconPin,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { call, refresh } from '../../api.ts'
import { links } from '../../links.ts'
import type { ShownPost } from '../../../../sdk/calls.ts'
import { posts as en } from '../../text/en/posts.ts'
import { posts as ko } from '../../text/ko/posts.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { since } from '../format.ts'
import { GoLink, useGo, usePath } from '../go.tsx'
import { useMe } from '../me.ts'
import { useSave } from '../use-save.ts'
import { Comments } from './Comments.tsx'
import styles from './posts.module.css'
import { ReportForm } from './ReportForm.tsx'

const again = () => refresh('GET /v1/places/{placeId}/posts', 'GET /v1/me/timeline')

export function PostCard({
  post,
  now,
  isNew = false,
  placeId = null,
}: {
  readonly post: ShownPost
  readonly now: Date
  readonly isNew?: boolean
  /** Where its offer is taken; that of the post where it stands at one place only. */
  readonly placeId?: string | null
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const at = placeId ?? post.placeId
  useSeen(post.id)
  return (
    <article className={styles.post}>
      <header className={styles.top}>
        <b>{post.merchantName}</b>
        <span className={styles.soft}>
          {[
            since(new Date(post.publishedAt), now, language),
            post.editedAt && t.edited,
            isNew && t.isNew,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {post.isPinned && <IconPin size={18} role="img" aria-label={t.pinned} />}
        <More post={post} />
      </header>
      {post.text && <p className={styles.text}>{post.text}</p>}
      {post.pictureIds.length > 0 && (
        <div className={styles.pictures} data-count={Math.min(post.pictureIds.length, 3)}>
          {post.pictureIds.map((id, number) => (
            <a key={id} href={`/v1/pictures/${id}`} target="_blank" rel="noreferrer">
              <img
                src={`/v1/pictures/${id}?size=small`}
                alt={t.picture(number + 1)}
                loading="lazy"
              />
            </a>
          ))}
        </div>
      )}
      {post.offerTitle && at && (
        <GoLink className={styles.offer} href={links.place(at)}>
          <b>{post.offerTitle}</b>
          <span>{t.offer}</span>
        </GoLink>
      )}
      <footer className={styles.doing}>
        <Like post={post} />
        <Button
          variant="subtle"
          color="gray"
          mih={44}
          leftSection={<IconMessage size={20} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {t.comments(post.comments)}
        </Button>
      </footer>
      <Comments post={post} isOpen={isOpen} onClose={() => setOpen(false)} />
    </article>
  )
}

/** What is seldom done with a post: to report it. */
function More({ post }: { readonly post: ShownPost }) {
  const t = useText({ ko, en })
  const go = useGo()
  const path = usePath()
  const isPerson = useMe().kind === 'person'
  const [isReporting, setReporting] = useState(false)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={44} ml="auto" aria-label={t.menu}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            mih={44}
            leftSection={<IconFlag size={18} aria-hidden />}
            onClick={() => (isPerson ? setReporting(true) : go(links.signIn(path)))}
          >
            {t.report}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Sheet isOpen={isReporting} onClose={() => setReporting(false)} title={t.reporting.title}>
        <ReportForm subject={{ kind: 'post', id: post.id }} onDone={() => setReporting(false)} />
      </Sheet>
    </>
  )
}

/** Tells that somebody saw it, once for each time it is shown; it never gets in the way. */
function useSeen(postId: string): void {
  const isPerson = useMe().kind === 'person'
  useEffect(() => {
    if (!isPerson) return
    void call('POST /v1/me/posts-seen', { body: { postIds: [postId] } }).catch(() => undefined)
  }, [postId, isPerson])
}

function Like({ post }: { readonly post: ShownPost }) {
  const t = useText({ ko, en })
  const go = useGo()
  const path = usePath()
  const isPerson = useMe().kind === 'person'
  const params = { postId: post.id }
  const save = useSave({
    run: () =>
      post.isLiked
        ? call('DELETE /v1/me/post-likes/{postId}', { params })
        : call('PUT /v1/me/post-likes/{postId}', { params }),
    done: null,
    after: again,
  })
  const Icon = post.isLiked ? IconHeartFilled : IconHeart
  return (
    <Button
      variant="subtle"
      color={post.isLiked ? 'persimmon' : 'gray'}
      mih={44}
      aria-pressed={post.isLiked}
      leftSection={<Icon size={20} aria-hidden />}
      loading={save.isPending}
      onClick={() => (isPerson ? save.mutate() : go(links.signIn(path)))}
    >
      {t.likes(post.likes)}
    </Button>
  )
}
