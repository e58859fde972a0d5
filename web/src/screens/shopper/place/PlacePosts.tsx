/** What the shop of a place has written. */
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { PostCard } from '../../../parts/posts/PostCard.tsx'
import styles from '../../../parts/posts/posts.module.css'
import { posts as en } from '../../../text/en/posts.ts'
import { posts as ko } from '../../../text/ko/posts.ts'
import { useText } from '../../../text/language.tsx'

export function PlacePosts({ placeId, now }: { readonly placeId: string; readonly now: Date }) {
  const t = useText({ ko, en })
  const query = useQuery(ask('GET /v1/places/{placeId}/posts', { params: { placeId } }))
  // Never in the way: where nothing was written, or nothing comes, the place stands as before.
  if (!query.data || query.data.items.length === 0) return null
  return (
    <section>
      <h2 className={styles.title}>{t.atPlace}</h2>
      <ul className={styles.posts}>
        {query.data.items.map((post) => (
          <li key={post.id}>
            <PostCard post={post} now={now} placeId={placeId} />
          </li>
        ))}
      </ul>
    </section>
  )
}
