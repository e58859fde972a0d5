/** 걸러 낼 낱말: with which comments wait until the shop has looked. */
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { useGoBack } from '../../../../parts/go.tsx'
import { WordList } from '../../../../parts/posts/WordList.tsx'
import { postWords as en } from '../../../../text/en/posts.ts'
import { postWords as ko } from '../../../../text/ko/posts.ts'
import { useText } from '../../../../text/language.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { useShop } from '../../shop.tsx'

const PATH = 'GET /v1/merchants/{merchantId}/post-words'

export function PostWordsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.shopPosts(shop.id))
  const params = { merchantId: shop.id }
  const query = useQuery(ask(PATH, { params }))
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <Answer query={query}>
        {({ words }) => (
          <WordList
            key={words.join(',')}
            words={words}
            mayChange={shop.role !== 'staff' && shop.placeIds === null}
            save={(typed) =>
              call('PUT /v1/merchants/{merchantId}/post-words', { params, body: { words: typed } })
            }
            after={() => refresh(PATH)}
          />
        )}
      </Answer>
    </Page>
  )
}
