/** 토크 of a shop: the list, and on wide screens the talk beside it. */
import { ActionIcon, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconMessages, IconSearch, IconSettings } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { useLive } from '../../../../live.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { byCursor, Endless } from '../../../../parts/Endless.tsx'
import { since } from '../../../../parts/format.ts'
import { useGo, useGoBack, usePathPart } from '../../../../parts/go.tsx'
import styles from '../../../../parts/talk/talk.module.css'
import { TalkRow } from '../../../../parts/talk/TalkRow.tsx'
import { useNow } from '../../../../parts/use-now.ts'
import { shopTalk as en } from '../../../../text/en/talk.ts'
import { shopTalk as ko } from '../../../../text/ko/talk.ts'
import { useLanguage, useText } from '../../../../text/language.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { EmptyState } from '../../../../ui/States.tsx'
import { useShop } from '../../shop.tsx'
import { lookAgain } from './shop-talk.ts'
import { ShopThread } from './ShopThread.tsx'

const LIST = 'GET /v1/merchants/{merchantId}/talks'
const SEARCH = 'GET /v1/merchants/{merchantId}/talk-search'
const filters = ['open', 'mine', 'free', 'closed'] as const
type Filter = (typeof filters)[number]

export function ShopTalksScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const talkId = usePathPart('talkId')
  const look = () => void lookAgain()
  useLive({ merchantId: shop.id }, { talk: look, back: look })
  return (
    <div className={styles.columns} data-open={talkId !== ''}>
      <div className={styles.listColumn}>
        <List talkId={talkId} />
      </div>
      <div className={styles.threadColumn}>
        {talkId === '' ? (
          <p className={styles.choose}>{t.choose}</p>
        ) : (
          <>
            <h1 className={`only-heard ${styles.narrowTitle}`}>{t.title}</h1>
            <ShopThread key={talkId} talkId={talkId} />
          </>
        )}
      </div>
    </div>
  )
}

function List({ talkId }: { readonly talkId: string }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const back = useGoBack(links.channel(shop.id))
  const [show, setShow] = useState<Filter>('open')
  const [typed, setTyped] = useState('')
  const [sought] = useDebouncedValue(typed.trim(), 300)
  return (
    <Page
      title={t.title}
      onBack={back}
      action={
        shop.role === 'owner' && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={48}
            aria-label={t.desk}
            onClick={() => go(links.talkDesk(shop.id))}
          >
            <IconSettings />
          </ActionIcon>
        )
      }
    >
      <TextInput
        size="md"
        type="search"
        aria-label={t.search}
        placeholder={`${t.search} (${t.searchHint})`}
        leftSection={<IconSearch size={20} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {sought === '' ? (
        <>
          <SegmentedControl
            fullWidth
            aria-label={t.filter}
            value={show}
            onChange={(value) => setShow(filters.find((each) => each === value) ?? 'open')}
            data={filters.map((value) => ({ value, label: t.filters[value] }))}
          />
          <Rows show={show} talkId={talkId} />
        </>
      ) : (
        <Found sought={sought} />
      )}
    </Page>
  )
}

function Rows({ show, talkId }: { readonly show: Filter; readonly talkId: string }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const now = useNow()
  const params = { merchantId: shop.id }
  const query = useInfiniteQuery({
    queryKey: [LIST, { ...params, show }],
    queryFn: ({ pageParam, signal }) =>
      call(LIST, { params, query: { show, cursor: pageParam }, signal }),
    ...byCursor,
  })
  return (
    <Endless
      query={query}
      empty={
        show === 'open' ? (
          <EmptyState icon={IconMessages} title={t.empty.title}>
            {t.empty.body}
          </EmptyState>
        ) : (
          <EmptyState icon={IconMessages} title={t.emptyFilter} />
        )
      }
    >
      {(rows) => (
        <ul className={styles.rows} aria-label={t.list} aria-live="polite">
          {rows.map((row) => (
            <TalkRow
              key={row.id}
              href={links.shopTalk(shop.id, row.id)}
              name={row.personName}
              at={row.lastAt}
              unread={row.shopUnread}
              lastKind={row.lastKind}
              lastText={row.lastText}
              isOpen={row.id === talkId}
              now={now}
              detail={[
                row.assignedName && t.others(row.assignedName),
                row.unansweredSince && t.waits(since(new Date(row.unansweredSince), now, language)),
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          ))}
        </ul>
      )}
    </Endless>
  )
}

function Found({ sought }: { readonly sought: string }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const now = useNow()
  const params = { merchantId: shop.id }
  const query = useQuery(ask(SEARCH, { params, query: { q: sought } }))
  return (
    <Answer query={query}>
      {({ items }) => (
        <>
          <p className={styles.soft} role="status">
            {items.length === 0 ? t.foundNone : t.found(items.length)}
          </p>
          <ul className={styles.rows}>
            {items.map((found) => (
              <TalkRow
                key={found.id}
                href={links.shopTalk(shop.id, found.talkId)}
                name={found.personName}
                at={found.at}
                unread={0}
                lastKind={found.kind}
                lastText={found.text}
                now={now}
              />
            ))}
          </ul>
        </>
      )}
    </Answer>
  )
}
