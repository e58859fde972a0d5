/** 가게 글: what the shop wrote, what is to come, and drafts. */
import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core'
import { IconDotsVertical, IconMessage, IconNews } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { dateAndClock } from '../../../../parts/format.ts'
import { useGo, useGoBack } from '../../../../parts/go.tsx'
import styles from '../../../../parts/posts/posts.module.css'
import { useNow } from '../../../../parts/use-now.ts'
import { useSave } from '../../../../parts/use-save.ts'
import type { ShopPost } from '../../../../../../sdk/calls.ts'
import { posts as cardEn, shopPosts as en } from '../../../../text/en/posts.ts'
import { posts as cardKo, shopPosts as ko } from '../../../../text/ko/posts.ts'
import { counted } from '../../../../text/figures.ts'
import { useLanguage, useText } from '../../../../text/language.tsx'
import { BigButton } from '../../../../ui/BigButton.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { Row, Rows } from '../../../../ui/Rows.tsx'
import { EmptyState } from '../../../../ui/States.tsx'
import { useShop } from '../../shop.tsx'
import { PostForm } from './PostForm.tsx'

const PATH = 'GET /v1/merchants/{merchantId}/posts'
const filters = ['out', 'coming', 'draft'] as const

export function ShopPostsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const back = useGoBack(links.channel(shop.id))
  const [show, setShow] = useState<(typeof filters)[number]>('out')
  const [edited, setEdited] = useState<ShopPost | 'new' | null>(null)
  const params = { merchantId: shop.id }
  const query = useQuery(ask(PATH, { params, query: { show } }))
  const isOwner = shop.role === 'owner'
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={back}
      foot={isOwner && <BigButton onClick={() => setEdited('new')}>{t.write}</BigButton>}
    >
      <Rows>
        <Row
          icon={IconMessage}
          title={t.comments}
          detail={t.commentsDetail}
          href={links.shopPostComments(shop.id)}
          onGo={() => go(links.shopPostComments(shop.id))}
        />
      </Rows>
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.filter}
        value={show}
        onChange={(value) => setShow(filters.find((each) => each === value) ?? 'out')}
        data={filters.map((value) => ({ value, label: t.filters[value] }))}
      />
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconNews} title={show === 'out' ? t.empty.title : t.emptyFilter}>
              {show === 'out' && t.empty.body}
            </EmptyState>
          ) : (
            <ul className={styles.posts}>
              {items.map((post) => (
                <li key={post.id}>
                  <OwnPost post={post} isOwner={isOwner} onEdit={() => setEdited(post)} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      {edited !== null && (
        <PostForm
          post={edited === 'new' ? null : edited}
          isOut={edited !== 'new' && show === 'out'}
          onClose={() => setEdited(null)}
        />
      )}
    </Page>
  )
}

function OwnPost({
  post,
  isOwner,
  onEdit,
}: {
  readonly post: ShopPost
  readonly isOwner: boolean
  readonly onEdit: () => void
}) {
  const t = useText({ ko, en })
  const card = useText({ ko: cardKo, en: cardEn })
  const { language } = useLanguage()
  const now = useNow()
  const params = { merchantId: post.merchantId, postId: post.id }
  const after = () => refresh(PATH)
  const pin = useSave({
    run: () =>
      post.isPinned
        ? call('DELETE /v1/merchants/{merchantId}/posts/{postId}/pin', { params })
        : call('PUT /v1/merchants/{merchantId}/posts/{postId}/pin', { params }),
    after,
  })
  const remove = useSave({
    run: () => call('DELETE /v1/merchants/{merchantId}/posts/{postId}', { params }),
    done: t.removed,
    after,
  })
  return (
    <article className={styles.post}>
      <header className={styles.top}>
        <span className={styles.soft}>
          {[
            post.publishAt && dateAndClock(new Date(post.publishAt), now, language),
            post.isPinned && card.pinned,
            post.editedAt && card.edited,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {isOwner && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size={44} ml="auto" aria-label={t.menu}>
                <IconDotsVertical />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={onEdit}>{t.edit}</Menu.Item>
              <Menu.Item onClick={() => pin.mutate()}>{post.isPinned ? t.unpin : t.pin}</Menu.Item>
              <Menu.Item onClick={() => remove.mutate()}>{t.remove}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      {post.text && <p className={styles.text}>{post.text}</p>}
      {post.pictureIds.length > 0 && (
        <div className={styles.thumbs}>
          {post.pictureIds.map((id, number) => (
            <span key={id} className={styles.thumb}>
              <img src={`/v1/pictures/${id}?size=small`} alt={card.picture(number + 1)} />
            </span>
          ))}
        </div>
      )}
      {post.hiddenReason && <p role="alert">{t.hiddenByMarket(post.hiddenReason)}</p>}
      <p className={styles.soft}>
        {[t.reach(counted(post.reach)), card.likes(post.likes), card.comments(post.comments)].join(
          ' · ',
        )}
      </p>
      {isOwner && post.publishAt === null && (
        <Button variant="light" mih={44} mb="sm" onClick={onEdit}>
          {t.edit}
        </Button>
      )}
    </article>
  )
}
