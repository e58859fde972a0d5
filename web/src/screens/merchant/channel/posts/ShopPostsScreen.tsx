/** 가게 글: what the shop wrote, what is to come, and drafts. */
import { SegmentedControl } from '@mantine/core'
import { IconFilterOff, IconMessage, IconNews } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { useGo, useGoBack } from '../../../../parts/go.tsx'
import styles from '../../../../parts/posts/posts.module.css'
import type { ShopPost } from '../../../../../../sdk/calls.ts'
import { shopPosts as en } from '../../../../text/en/posts.ts'
import { shopPosts as ko } from '../../../../text/ko/posts.ts'
import { useText } from '../../../../text/language.tsx'
import { BigButton } from '../../../../ui/BigButton.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { Row, Rows } from '../../../../ui/Rows.tsx'
import { EmptyState } from '../../../../ui/States.tsx'
import { useShop } from '../../shop.tsx'
import { OwnPost } from './OwnPost.tsx'
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
  const mayWrite = shop.role !== 'staff'
  const reported = useQuery(
    ask('GET /v1/merchants/{merchantId}/post-comments', { params, query: { show: 'reported' } }),
  )
  const reports = reported.data?.items.length ?? 0
  // Who runs one branch changes what stands there only.
  const mayChange = ({ placeId }: ShopPost) =>
    mayWrite && (shop.placeIds === null || (placeId !== null && shop.placeIds.includes(placeId)))
  return (
    <Page
      title={t.title}
      lead={t.lead}
      onBack={back}
      foot={mayWrite && <BigButton onClick={() => setEdited('new')}>{t.write}</BigButton>}
    >
      <Rows>
        <Row
          icon={IconMessage}
          title={t.comments}
          detail={reports > 0 ? t.reportedCount(reports) : t.commentsDetail}
          href={links.shopPostComments(shop.id)}
          onGo={() => go(links.shopPostComments(shop.id))}
        />
        <Row
          icon={IconFilterOff}
          title={t.words}
          detail={t.wordsDetail}
          href={links.shopPostWords(shop.id)}
          onGo={() => go(links.shopPostWords(shop.id))}
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
                  <OwnPost post={post} mayChange={mayChange(post)} onEdit={() => setEdited(post)} />
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
