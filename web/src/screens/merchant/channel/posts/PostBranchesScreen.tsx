/** 지점별로 바꾸기: a post of all places, and the branches that say it another way. */
import { SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuildingStore, IconEyeOff, IconPencil, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { byCursor, Endless } from '../../../../parts/Endless.tsx'
import { useGoBack, usePathPart } from '../../../../parts/go.tsx'
import styles from '../../../../parts/posts/posts.module.css'
import { shopPosts as en } from '../../../../text/en/posts.ts'
import { counted } from '../../../../text/figures.ts'
import { shopPosts as ko } from '../../../../text/ko/posts.ts'
import { useText } from '../../../../text/language.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { Row, Rows } from '../../../../ui/Rows.tsx'
import { Card } from '../../../../ui/Section.tsx'
import { EmptyState } from '../../../../ui/States.tsx'
import { useShop } from '../../shop.tsx'
import { BranchForm } from './BranchForm.tsx'
import { BRANCHES, type Branch } from './branches.ts'

const PAGE = 50
const SHOWN_MAX = 200
const filters = ['all', 'different'] as const

export function PostBranchesScreen() {
  const t = useText({ ko, en }).branches
  const shop = useShop()
  const back = useGoBack(links.shopPosts(shop.id))
  const postId = usePathPart('postId')
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <Branches params={{ merchantId: shop.id, postId }} />
    </Page>
  )
}

type Params = { readonly merchantId: string; readonly postId: string }

function Branches({ params }: { readonly params: Params }) {
  const t = useText({ ko, en }).branches
  const [show, setShow] = useState<(typeof filters)[number]>('all')
  const [typed, setTyped] = useState('')
  const [find] = useDebouncedValue(typed.trim(), 200)
  const [changed, setChanged] = useState<Branch | null>(null)
  const query = useInfiniteQuery({
    queryKey: [BRANCHES, { ...params, find, show }],
    queryFn: ({ pageParam, signal }) =>
      call(BRANCHES, { params, query: { find, show, limit: PAGE, cursor: pageParam }, signal }),
    ...byCursor,
    // What is typed stays in sight of what was found before.
    placeholderData: (before) => before,
  })
  const first = query.data?.pages[0]
  const names = t.filters(counted(first?.all ?? 0), counted(first?.different ?? 0))
  return (
    <>
      {first && (
        <Card>
          <p className={`${styles.soft} ${styles.plain}`}>{t.shared}</p>
          <p className={styles.shared} tabIndex={0}>
            {first.shared}
          </p>
        </Card>
      )}
      <TextInput
        size="md"
        type="search"
        aria-label={t.find}
        placeholder={`${t.find} (${t.findHint})`}
        leftSection={<IconSearch size={20} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.filter}
        value={show}
        onChange={(value) => setShow(filters.find((each) => each === value) ?? 'all')}
        data={filters.map((value) => ({ value, label: names[value] }))}
      />
      <Endless
        query={query}
        empty={
          <EmptyState
            icon={IconBuildingStore}
            title={show === 'different' && find === '' ? t.noneDifferent : t.noneFound}
          />
        }
      >
        {(rows) => (
          <Rows label={t.list}>
            {rows.map((branch) => (
              <Row
                key={branch.placeId}
                icon={branch.own === null ? IconBuildingStore : iconOf(branch.own)}
                title={branch.name}
                detail={saidAt(branch, t)}
                onGo={() => setChanged(branch)}
              />
            ))}
          </Rows>
        )}
      </Endless>
      {changed && first && (
        <BranchForm
          branch={changed}
          params={params}
          shared={first.shared}
          onClose={() => setChanged(null)}
        />
      )}
    </>
  )
}

type Own = NonNullable<Branch['own']>

const iconOf = ({ isLeftOut }: Own) => (isLeftOut ? IconEyeOff : IconPencil)

function saidAt({ own }: Branch, t: (typeof ko)['branches']): string {
  if (own === null) return t.same
  if (own.isLeftOut) return t.leftOut
  return `${t.own}: ${(own.text ?? '').slice(0, SHOWN_MAX)}`
}
