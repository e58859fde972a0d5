/** One writing: where people came from, and the packs for the other media. */
import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { homepage as en } from '../../../text/en/homepage.ts'
import { counted } from '../../../text/figures.ts'
import { homepage as ko } from '../../../text/ko/homepage.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { CopyPack } from './CopyPack.tsx'
import styles from './homepage.module.css'
import { wordsOfHtml } from './html-words.ts'

type Writing = ReplyTo<'GET /v1/writings/{writingId}'>

export function WritingScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const params = { writingId: usePathPart('writingId') }
  const found = useQuery(ask('GET /v1/writings/{writingId}', { params }))
  const withdraw = useSave({
    run: () => call('DELETE /v1/writings/{writingId}', { params }),
    done: t.withdrawn,
    after: async () => {
      await refresh('GET /v1/merchants/{merchantId}/writings')
      go(links.homepage(shop.id), { replace: true })
    },
  })
  return (
    <Page title={found.data?.title ?? t.title} onBack={() => go(links.homepage(shop.id))}>
      <Answer query={found} loading={<Loading kind="page" />}>
        {(writing) => (
          <>
            <p className={styles.text}>{writing.body}</p>
            <Counts writing={writing} />
            <Packs writing={writing} />
            <div className={styles.doors}>
              <Button
                component="a"
                variant="default"
                h={48}
                href={links.webPage(writing.placeId ?? shop.places[0]?.id ?? shop.id)}
              >
                {t.onPage}
              </Button>
              {shop.role === 'owner' && (
                <Button
                  variant="subtle"
                  color="gray"
                  h={48}
                  loading={withdraw.isPending}
                  onClick={() => withdraw.mutate()}
                >
                  {t.withdraw}
                </Button>
              )}
            </div>
          </>
        )}
      </Answer>
    </Page>
  )
}

function Counts({ writing }: { readonly writing: Writing }) {
  const t = useText({ ko, en })
  return (
    <Section title={t.counts} hint={t.countsHint}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.medium}</th>
            <th scope="col">{t.clicks}</th>
            <th scope="col">{t.visits}</th>
          </tr>
        </thead>
        <tbody>
          {writing.counts.map(({ medium, clicks, visits }) => (
            <tr key={medium}>
              <th scope="row">{t.media[medium]}</th>
              <td>{counted(clicks)}</td>
              <td>{counted(visits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Packs({ writing }: { readonly writing: Writing }) {
  const t = useText({ ko, en })
  return (
    <Section title={t.packs} hint={t.packsHint}>
      {writing.packs.map(({ medium, text }) => (
        <Card key={medium}>
          <div className={styles.form} role="group" aria-label={t.textOf(t.media[medium])}>
            <b>{t.media[medium]}</b>
            <p className={styles.text}>{medium === 'blog' ? wordsOfHtml(text) : text}</p>
            {medium === 'blog' && <p className={styles.soft}>{t.blogHint}</p>}
            <div className={styles.doors}>
              <CopyPack text={text} isHtml={medium === 'blog'} />
              <Button
                component="a"
                variant="default"
                h={48}
                download={`${medium}.png`}
                href={`/v1/writings/${writing.id}/pictures/${medium}`}
                leftSection={<IconDownload size={20} aria-hidden />}
              >
                {t.download}
              </Button>
            </div>
          </div>
        </Card>
      ))}
    </Section>
  )
}
