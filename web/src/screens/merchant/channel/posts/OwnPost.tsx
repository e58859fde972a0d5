/** One post as its shop sees it: who saw it, what can be done with it, and what became of it. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconBuildingStore, IconDotsVertical } from '@tabler/icons-react'
import { useState } from 'react'
import { call, refresh } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { dateAndClock } from '../../../../parts/format.ts'
import { useGo } from '../../../../parts/go.tsx'
import { AppealForm } from '../../../../parts/posts/AppealForm.tsx'
import styles from '../../../../parts/posts/posts.module.css'
import { useNow } from '../../../../parts/use-now.ts'
import { useSave } from '../../../../parts/use-save.ts'
import type { ShopPost } from '../../../../../../sdk/calls.ts'
import { posts as cardEn, shopPosts as en } from '../../../../text/en/posts.ts'
import { counted } from '../../../../text/figures.ts'
import { posts as cardKo, shopPosts as ko } from '../../../../text/ko/posts.ts'
import { useLanguage, useText } from '../../../../text/language.tsx'
import { Sheet } from '../../../../ui/Sheet.tsx'
import { useShop } from '../../shop.tsx'

const PATH = 'GET /v1/merchants/{merchantId}/posts'
const again = () => refresh(PATH)

type OwnPostProps = {
  readonly post: ShopPost
  readonly mayChange: boolean
  readonly onEdit: () => void
}

export function OwnPost({ post, mayChange, onEdit }: OwnPostProps) {
  const t = useText({ ko, en })
  const card = useText({ ko: cardKo, en: cardEn })
  const { language } = useLanguage()
  const now = useNow()
  const says = [
    post.publishAt && dateAndClock(new Date(post.publishAt), now, language),
    post.isPinned && card.pinned,
    post.editedAt && card.edited,
  ]
  return (
    <article className={styles.post}>
      <header className={styles.top}>
        <span className={styles.soft}>{says.filter(Boolean).join(' · ')}</span>
        {mayChange && <Doings post={post} onEdit={onEdit} />}
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
      {post.hiddenReason && <Hidden post={post} reason={post.hiddenReason} mayAppeal={mayChange} />}
      <p className={styles.soft}>
        {[t.reach(counted(post.reach)), card.likes(post.likes), card.comments(post.comments)].join(
          ' · ',
        )}
      </p>
      <Branches post={post} />
      {mayChange && post.publishAt === null && (
        <Button variant="light" mih={44} mb="sm" onClick={onEdit}>
          {t.edit}
        </Button>
      )}
    </article>
  )
}

/** How many branches say it another way; the way to change that is in sight, not only in a menu. */
function Branches({ post }: { readonly post: ShopPost }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const isForBranches = post.placeId === null && shop.role !== 'staff'
  if (!isForBranches || (shop.places.length < 2 && shop.placeIds === null)) return null
  return (
    <Button
      variant="subtle"
      mih={44}
      mb={4}
      ml={-12}
      leftSection={<IconBuildingStore size={20} aria-hidden />}
      onClick={() => go(links.postBranches(shop.id, post.id))}
    >
      {post.branches > 0 ? t.branches.count(post.branches) : t.branches.title}
    </Button>
  )
}

function Doings({ post, onEdit }: Omit<OwnPostProps, 'mayChange'>) {
  const t = useText({ ko, en })
  const params = { merchantId: post.merchantId, postId: post.id }
  const pin = useSave({
    run: () =>
      post.isPinned
        ? call('DELETE /v1/merchants/{merchantId}/posts/{postId}/pin', { params })
        : call('PUT /v1/merchants/{merchantId}/posts/{postId}/pin', { params }),
    after: again,
  })
  const remove = useSave({
    run: () => call('DELETE /v1/merchants/{merchantId}/posts/{postId}', { params }),
    done: t.removed,
    after: again,
  })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={44} ml="auto" aria-label={t.menu}>
          <IconDotsVertical />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item mih={44} onClick={onEdit}>
          {t.edit}
        </Menu.Item>
        <Menu.Item mih={44} onClick={() => pin.mutate()}>
          {post.isPinned ? t.unpin : t.pin}
        </Menu.Item>
        <Menu.Item mih={44} color="red" onClick={() => remove.mutate()}>
          {t.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Why the market took it out of sight, and how far the appeal is. */
function Hidden({
  post,
  reason,
  mayAppeal,
}: {
  readonly post: ShopPost
  readonly reason: string
  readonly mayAppeal: boolean
}) {
  const t = useText({ ko, en })
  const card = useText({ ko: cardKo, en: cardEn })
  const [isAsking, setAsking] = useState(false)
  const params = { merchantId: post.merchantId, postId: post.id }
  return (
    <div role="alert" className={styles.quote}>
      <p className={styles.plain}>{t.hiddenByMarket(reason)}</p>
      {post.appeal && <p className={styles.soft}>{card.appealing[post.appeal]}</p>}
      {post.appeal === null && mayAppeal && (
        <Button variant="default" mih={44} mt="xs" onClick={() => setAsking(true)}>
          {card.appeal}
        </Button>
      )}
      <Sheet isOpen={isAsking} onClose={() => setAsking(false)} title={card.appealing.title}>
        <AppealForm
          reason={reason}
          run={(text) =>
            call('POST /v1/merchants/{merchantId}/posts/{postId}/appeal', {
              params,
              body: { text },
            })
          }
          after={again}
          onDone={() => setAsking(false)}
        />
      </Sheet>
    </div>
  )
}
